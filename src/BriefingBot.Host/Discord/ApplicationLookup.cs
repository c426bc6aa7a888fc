using System.Text.Json;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord;

/// <summary>What Discord knows of the token's application, beside what the settings say of it.</summary>
internal sealed class ApplicationLookup(DiscordRest rest, IOptions<DiscordOptions> options)
{
    /// <summary>Asks Discord. What it says in fields that are missing or of another shape counts as not said.</summary>
    public async Task<DiscordApplication> FindAsync(CancellationToken cancellationToken)
    {
        var result = await rest.SendAsync(new(HttpMethod.Get, "applications/@me"), cancellationToken);
        return result.IsOk ? Read(result) : new(result, null, null, null, null);
    }

    /// <summary>What does not fit together; a sentence each, with what to do.</summary>
    public IEnumerable<string> Contradictions(DiscordApplication application)
    {
        var settings = options.Value;
        if (application.Id is { } id && id != settings.ApplicationId)
        {
            yield return $"Discord:ApplicationId is {settings.ApplicationId}, and Discord:Token belongs to application {id}; set both from the same application's pages.";
        }

        if (settings.IsHttp && application.PublicKey is { } key && !key.Equals(settings.PublicKey, StringComparison.OrdinalIgnoreCase))
        {
            yield return "Discord:PublicKey is not this application's key, so every request from Discord would be refused; copy it again from the page “General Information”.";
        }

        if (!settings.IsHttp && application.Endpoint is { Length: > 0 })
        {
            yield return "Discord:Transport is gateway, and the application has an Interactions Endpoint URL, so Discord sends nothing over the gateway; clear that URL on the page “General Information”, or set Discord:Transport to http.";
        }
    }

    private static DiscordApplication Read(RestResult result)
    {
        try
        {
            using var json = JsonDocument.Parse(result.Body);
            string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
            return new(result, Text("id"), Text("name"), Text("verify_key"), Text("interactions_endpoint_url"));
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return new(result, null, null, null, null);
        }
    }
}

/// <summary>An application as Discord describes it; null where it did not say.</summary>
/// <param name="Result">What became of asking.</param>
internal sealed record DiscordApplication(RestResult Result, string? Id, string? Name, string? PublicKey, string? Endpoint);
