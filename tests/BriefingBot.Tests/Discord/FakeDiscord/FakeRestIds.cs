using System.Globalization;

namespace BriefingBot.Tests.Discord;

/// <summary>Snowflakes, each greater than the one before (Discord R5).</summary>
internal sealed class FakeIds(Func<DateTimeOffset> now)
{
    private const long Epoch = 1420070400000;

    private long last;

    public string Next()
    {
        var candidate = (now().ToUnixTimeMilliseconds() - Epoch) << 22;
        while (true)
        {
            var before = Volatile.Read(ref last);
            var next = Math.Max(candidate, before + 1);
            if (Interlocked.CompareExchange(ref last, next, before) == before)
            {
                return next.ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}
