using System.Text.Json;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>What <c>GET gateway/bot</c> answers (Discord R100, R112).</summary>
/// <param name="Shards">How many shards Discord recommends.</param>
/// <param name="StartsTotal">How many sessions may be started in 24 hours, over all shards.</param>
/// <param name="StartsLeft">How many of these are left.</param>
/// <param name="ResetAfter">After how long they are all there again.</param>
/// <param name="MaxConcurrency">How many shards may start a session at a time.</param>
internal sealed record GatewayInfo(Uri Url, int Shards, int StartsTotal, int StartsLeft, TimeSpan ResetAfter, int MaxConcurrency)
{
    // No bot that one process could serve has more: a wrong figure shall not start a million connections.
    private const int MostShards = 1_000;

    /// <summary>Reads the answer's body; null where it holds no address that can be used.</summary>
    public static GatewayInfo? Read(ReadOnlyMemory<byte> json, Uri apiBase)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("url", out var url)
                || url.ValueKind != JsonValueKind.String
                || !GatewayUrl.TryRead(url.GetString(), apiBase, out var address))
            {
                return null;
            }

            var limit = root.TryGetProperty("session_start_limit", out var found) ? found : default;
            var total = Math.Max(1, (int)Number(limit, "total", 1_000));
            return new(
                address,
                (int)Math.Clamp(Number(root, "shards", 1), 1, MostShards),
                total,
                Math.Max(0, (int)Number(limit, "remaining", total)),
                TimeSpan.FromMilliseconds(Math.Clamp(Number(limit, "reset_after", 0), 0, TimeSpan.MillisecondsPerDay)),
                (int)Math.Clamp(Number(limit, "max_concurrency", 1), 1, MostShards));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second is a text with half of a surrogate pair.
            return null;
        }
    }

    private static double Number(JsonElement parent, string name, double otherwise) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var number)
            ? Math.Clamp(number, int.MinValue, int.MaxValue)
            : otherwise;
}
