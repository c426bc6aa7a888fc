using System.Text.Json;

namespace BriefingBot.Host.Discord.Publishing;

/// <summary>Messages of a channel as Discord lists them, newest first, looked through for one of the bot's own with a mark (Discord R71).</summary>
/// <param name="Found">The id of the message that bears the mark, or null.</param>
/// <param name="Oldest">The id of the last, or null where there is none.</param>
internal sealed record MessagePage(int Count, string? Found, string? Oldest)
{
    /// <summary>Null where it is no list of messages.</summary>
    /// <param name="self">The ids that the bot's own messages may have as their author's.</param>
    public static MessagePage? Read(ReadOnlyMemory<byte> body, PostMarker marker, IReadOnlyCollection<string> self)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var messages = json.RootElement.EnumerateArray().ToList();
            return new(messages.Count, messages.Where(message => IsMarked(message, marker) && IsBy(self, message)).Select(IdOf).FirstOrDefault(), messages.Select(IdOf).LastOrDefault());
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string? IdOf(JsonElement message) => message.GetProperty("id").GetString();

    // Another bot may have copied the message, mark and all.
    private static bool IsBy(IReadOnlyCollection<string> self, JsonElement message) =>
        message.TryGetProperty("author", out var author) && author.ValueKind is JsonValueKind.Object
        && author.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String && self.Contains(id.GetString()!);

    private static bool IsMarked(JsonElement message, PostMarker marker) =>
        message.TryGetProperty("components", out var components) && components.ValueKind is JsonValueKind.Array
        && components.EnumerateArray().Any(component =>
            component.ValueKind is JsonValueKind.Object && component.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number
            && id.TryGetInt32(out var value) && value == marker.ComponentId);
}
