using System.Text.Json;
using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Host.Discord;

/// <summary>What Discord knows of the token's application.</summary>
internal sealed class ApplicationLookup(DiscordRest rest)
{
    /// <summary>Asks Discord. What it says in fields that are missing or of another shape counts as not said.</summary>
    /// <param name="deadline">How long that may take.</param>
    public async Task<DiscordApplication> FindAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var result = await rest.SendAsync(new(HttpMethod.Get, "applications/@me") { Deadline = deadline }, cancellationToken);
        return result.IsOk ? Read(result) : new(result, null, null, null, null, null);
    }

    private static DiscordApplication Read(RestResult result)
    {
        try
        {
            using var json = JsonDocument.Parse(result.Body);
            string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
            return new(result, Text("id"), Text("name"), Text("verify_key"), Text("interactions_endpoint_url"), User(json.RootElement));
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return new(result, null, null, null, null, null);
        }
    }

    private static string? User(JsonElement application) =>
        application.TryGetProperty("bot", out var bot) && bot.ValueKind is JsonValueKind.Object
        && bot.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String ? id.GetString() : null;
}

/// <summary>An application as Discord describes it; null where it did not say.</summary>
/// <param name="Result">What became of asking.</param>
/// <param name="User">The id of the bot's user.</param>
internal sealed record DiscordApplication(RestResult Result, string? Id, string? Name, string? PublicKey, string? Endpoint, string? User);
