using System.Text.Json;

namespace BriefingBot.Host.CuratorPage;

/// <summary>What the editor's page sends while somebody types.</summary>
internal sealed record TypedText(string Topic, string Section, string? From, string Text)
{
    /// <summary>Null where it is not that, or too large.</summary>
    public static async Task<TypedText?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return null;
        }

        TypedForm.Limit(context);
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            string? Of(string name) => json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
            return (Of("topic"), Of("section"), Of("text")) is ({ } topic, { } section, { } text) ? new(topic, section, Of("from") is { Length: > 0 } from ? from : null, text) : null;
        }
        catch (Exception bad) when (bad is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            // Not JSON, too large, or half of a surrogate pair.
            return null;
        }
    }
}
