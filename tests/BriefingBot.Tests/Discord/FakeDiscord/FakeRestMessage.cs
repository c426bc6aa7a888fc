using System.Globalization;
using System.Text.Json.Nodes;

namespace BriefingBot.Tests.Discord;

/// <summary>Messages as Discord gives them back.</summary>
internal static class FakeMessage
{
    private static readonly string[] Fields = ["content", "embeds", "components", "flags", "attachments", "poll", "sticker_ids"];

    /// <summary>Whether a message would show anything.</summary>
    public static bool HasContent(JsonNode? body) => body is JsonObject && Fields.Any(field => field is not "flags" && body[field] switch
    {
        JsonArray list => list.Count > 0,
        JsonObject => true,
        JsonValue text => text.ToString().Length > 0,
        _ => false,
    });

    public static JsonObject New(string id, string channel, JsonNode? body) => Edit(
        new()
        {
            ["id"] = id,
            ["channel_id"] = channel,
            ["type"] = 0,
            ["author"] = new JsonObject { ["id"] = FakeDiscord.ApplicationId.ToString(CultureInfo.InvariantCulture), ["username"] = "briefingbot", ["bot"] = true },
            ["content"] = string.Empty,
            ["embeds"] = new JsonArray(),
            ["components"] = new JsonArray(),
            ["attachments"] = new JsonArray(),
            ["mentions"] = new JsonArray(),
            ["flags"] = 0,
            ["timestamp"] = "2026-11-29T00:00:00.000000+00:00",
            ["edited_timestamp"] = null,
        },
        body);

    /// <summary>Puts the fields that a request names into a message.</summary>
    public static JsonObject Edit(JsonObject message, JsonNode? body)
    {
        foreach (var field in Fields.Where(field => body is JsonObject given && given.ContainsKey(field)))
        {
            message[field] = body![field]?.DeepClone();
        }

        return message;
    }
}
