using System.Collections.Immutable;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>The seldom parts of interactions: fields of a form that was sent off, and files. Whatever has another shape is passed over.</summary>
internal static class InteractionParts
{
    // A form has at most five (Discord R43).
    private const int MostFields = 10;

    /// <summary>The texts that were filled in, by custom id.</summary>
    /// <param name="components">An array, whose texts stand in labels or, as they used to, in rows (Discord R80).</param>
    public static ImmutableDictionary<string, string> Fields(ReadOnlySpan<byte> components)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        using var json = Parse(components);
        foreach (var component in json.RootElement.EnumerateArray())
        {
            var inner = Member(component, "component");
            foreach (var input in inner.ValueKind is JsonValueKind.Object ? [inner] : Items(Member(component, "components")))
            {
                if (fields.Count < MostFields && Text(input, "custom_id") is { } name && Text(input, "value") is { } value)
                {
                    fields[name] = value;
                }
            }
        }

        return fields.ToImmutable();
    }

    /// <summary>The files of options, null for each of which nothing more is known (Discord R83).</summary>
    /// <param name="options">Ids of attachments by option.</param>
    /// <param name="attachments">An object with an attachment for each id; empty where there is none.</param>
    public static ImmutableDictionary<string, Attachment?> Files(ImmutableDictionary<string, string> options, ReadOnlySpan<byte> attachments)
    {
        using var json = attachments.IsEmpty ? Parse("{}"u8) : Parse(attachments);
        var root = json.RootElement;
        return options.ToImmutableDictionary(option => option.Key, option => FileOf(Member(root, option.Value)), StringComparer.Ordinal);
    }

    private static Attachment? FileOf(JsonElement attachment) =>
        Text(attachment, "url") is { } url && Member(attachment, "size") is { ValueKind: JsonValueKind.Number } size && size.TryGetUInt64(out var bytes)
            ? new(Text(attachment, "filename") ?? string.Empty, bytes, url)
            : null;

    private static JsonDocument Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonDocument.ParseValue(ref reader);
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static IEnumerable<JsonElement> Items(JsonElement element) => element.ValueKind is JsonValueKind.Array ? element.EnumerateArray() : [];

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
