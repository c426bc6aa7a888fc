using System.Text.Json.Nodes;

namespace BriefingBot.Tests.Discord;

/// <summary>Looks into a message as it was sent.</summary>
internal static class MessageJson
{
    /// <summary>All components, of all depths.</summary>
    public static IEnumerable<JsonNode> Components(JsonNode message) => (message["components"] as JsonArray ?? [])
        .SelectMany(component => Components(component!).Prepend(component!));

    /// <summary>All texts.</summary>
    public static string Text(JsonNode message) =>
        string.Join('\n', Components(message).Where(component => (int)component["type"]! == 10).Select(component => (string)component["content"]!));
}
