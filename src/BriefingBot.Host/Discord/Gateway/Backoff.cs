namespace BriefingBot.Host.Discord.Gateway;

/// <summary>How long to wait before the next connection (Discord R107, R111).</summary>
internal static class Backoff
{
    private const double MostSeconds = 60;

    /// <summary>Under a second at first, then twice as long each time, up to a minute; the upper half of it by chance.</summary>
    /// <param name="failures">How many connections in a row did not last.</param>
    public static TimeSpan Delay(int failures, Random random)
    {
        if (failures <= 0)
        {
            return TimeSpan.FromSeconds(random.NextDouble());
        }

        var most = Math.Min(MostSeconds, Math.Pow(2, failures));
        return TimeSpan.FromSeconds(most * (0.5 + (random.NextDouble() / 2)));
    }

    /// <summary>One to five seconds, as Discord wants it before a session that it called invalid is tried again or replaced.</summary>
    public static TimeSpan AfterInvalidSession(Random random) => TimeSpan.FromSeconds(1 + (4 * random.NextDouble()));
}
