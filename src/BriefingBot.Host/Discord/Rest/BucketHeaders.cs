using System.Globalization;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>What an answer says of its bucket (Discord R88). Numbers that make no sense are brought to the nearest that does.</summary>
/// <param name="Hash">The bucket's name, or empty where only its state was told.</param>
/// <param name="ResetAfter">From receipt; no wall clock is in it.</param>
internal readonly record struct BucketHeaders(string Hash, int Limit, int Remaining, TimeSpan ResetAfter)
{
    public static BucketHeaders? Read(HttpResponseMessage response)
    {
        if (NumberOf(response, "X-RateLimit-Limit") is not { } limit
            || NumberOf(response, "X-RateLimit-Remaining") is not { } remaining
            || RateLimited.SecondsOf(response, "X-RateLimit-Reset-After") is not { } resetAfter)
        {
            return null;
        }

        return new(RateLimited.TextOf(response, "X-RateLimit-Bucket") ?? string.Empty, Math.Max(limit, 1), Math.Max(remaining, 0), resetAfter);
    }

    private static int? NumberOf(HttpResponseMessage response, string header) =>
        int.TryParse(RateLimited.TextOf(response, header), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
