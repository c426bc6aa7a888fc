using System.Text.Json.Nodes;

namespace BriefingBot.Tests.Discord;

/// <summary>What a first answer may be (Discord R34, R35, R40, R42, R43, R61).</summary>
internal static class FakeCallback
{
    private const int MessageFlags = 4 | 64 | 4096 | 8192 | 32768;
    private const int Ephemeral = 64;

    /// <summary>What is wrong with a callback, or null.</summary>
    public static string? Fault(int interaction, bool isFromComponent, JsonNode? callback)
    {
        if (callback is not JsonObject || callback["type"] is not JsonValue value || !value.TryGetValue<int>(out var type))
        {
            return "a callback without a type";
        }

        if (!Allowed(interaction, isFromComponent).Contains(type))
        {
            return $"callback type {type} to an interaction of type {interaction}";
        }

        var data = callback["data"];
        var flags = (int?)data?["flags"] ?? 0;
        return type switch
        {
            4 when !FakeMessage.HasContent(data) => "an empty message",
            4 or 7 when (flags & ~MessageFlags) != 0 => $"flags {flags} on a message",
            5 when (flags & ~Ephemeral) != 0 => $"flags {flags} on a deferral",
            8 when data?["choices"] is not JsonArray { Count: <= 25 } choices || !choices.All(IsChoice) => "choices that are none or too many",
            9 when !IsModal(data) => "a modal that Discord does not take",
            _ => null,
        };
    }

    private static int[] Allowed(int interaction, bool isFromComponent) => interaction switch
    {
        1 => [1],
        2 => [4, 5, 9, 12],
        3 => [4, 5, 6, 7, 9, 12],
        4 => [8],
        5 => isFromComponent ? [4, 5, 6, 7, 12] : [4, 5, 12],
        _ => [],
    };

    private static bool IsChoice(JsonNode? choice) =>
        choice is JsonObject && choice["name"]?.ToString().Length is >= 1 and <= 100
        && choice["value"] is JsonValue value && (!value.TryGetValue<string>(out var text) || text.Length is >= 1 and <= 100);

    private static bool IsModal(JsonNode? data) =>
        data?["custom_id"]?.ToString().Length is >= 1 and <= 100 && data["title"]?.ToString().Length is >= 1 and <= 45
        && data["components"] is JsonArray { Count: >= 1 and <= 5 };
}
