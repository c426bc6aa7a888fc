using System.Text.Json;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Reads what the gateway says of the connection itself: seldom, so with documents.</summary>
internal static class GatewayData
{
    // Discord says about 41 seconds. What is far off would be a beat without pause, or none at all.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The interval of heartbeats in HELLO, or null where there is none (Discord R101).</summary>
    public static TimeSpan? HeartbeatInterval(ReadOnlySpan<byte> hello) => Read(hello, root =>
        Find(root, "heartbeat_interval") is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, Shortest.TotalMilliseconds, Longest.TotalMilliseconds))
            : (TimeSpan?)null);

    /// <summary>The session's id and address, and the application's id, in READY (Discord R105); each null where it is missing.</summary>
    public static (string? SessionId, string? ResumeUrl, string? ApplicationId) Ready(ReadOnlySpan<byte> ready) => Read(ready, root =>
        (Text(Find(root, "session_id")), Text(Find(root, "resume_gateway_url")), Find(root, "application") is { } application ? Text(Find(application, "id")) : null));

    private static T? Read<T>(ReadOnlySpan<byte> json, Func<JsonElement, T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            return null;
        }
    }
}
