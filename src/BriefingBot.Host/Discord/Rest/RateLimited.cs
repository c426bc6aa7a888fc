using System.Globalization;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>What a 429 asks for (Discord R89, R90).</summary>
/// <param name="Wait">From receipt, pad included; null where a global one does not say.</param>
/// <param name="IsGlobal">Whether it holds for everything that is done with the bot's token.</param>
/// <param name="IsShared">Whether others used the limit up, so that it does not count as an invalid request.</param>
internal sealed record RateLimited(TimeSpan? Wait, bool IsGlobal, bool IsShared)
{
    // Clocks and timers are not exact; a request that comes a moment early costs another 429.
    private static readonly TimeSpan Pad = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan WaitUnsaid = TimeSpan.FromSeconds(1);

    public static RateLimited Read(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var (inBody, isGlobal, isJson) = ReadBody(body);
        var inHeader = SecondsOf(response, "Retry-After");
        var scope = TextOf(response, "X-RateLimit-Scope");
        isGlobal |= scope == "global" || TextOf(response, "X-RateLimit-Global")?.Equals("true", StringComparison.OrdinalIgnoreCase) is true;

        // Cloudflare's own refusal knows nothing of Discord's limits, and means everything that comes from this address.
        isGlobal |= !isJson && scope is null && TextOf(response, "X-RateLimit-Limit") is null;
        var wait = (inBody > inHeader || inHeader is null ? inBody : inHeader) ?? (isGlobal ? null : WaitUnsaid);
        return new(wait + Pad, isGlobal, scope == "shared");
    }

    public static string? TextOf(HttpResponseMessage response, string header) =>
        response.Headers.NonValidated.TryGetValues(header, out var values) ? values.ToString().Trim() : null;

    /// <summary>A header of seconds, which may have a fraction and may be nonsense: never negative, never more than a day.</summary>
    public static TimeSpan? SecondsOf(HttpResponseMessage response, string header) =>
        double.TryParse(TextOf(response, header), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? Seconds(seconds) : null;

    private static TimeSpan? Seconds(double seconds) =>
        double.IsNaN(seconds) ? null : TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400));

    private static (TimeSpan? Wait, bool IsGlobal, bool IsJson) ReadBody(ReadOnlySpan<byte> body)
    {
        TimeSpan? wait = null;
        var isGlobal = false;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var (isWait, isScope) = (reader.ValueTextEquals("retry_after"u8), reader.ValueTextEquals("global"u8));
                reader.Read();
                if (isWait && reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var seconds))
                {
                    wait = Seconds(seconds);
                }
                else if (isScope)
                {
                    isGlobal = reader.TokenType is JsonTokenType.True;
                }

                reader.Skip();
            }

            return (wait, isGlobal, IsJson: true);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return (wait, isGlobal, IsJson: false);
        }
    }
}
