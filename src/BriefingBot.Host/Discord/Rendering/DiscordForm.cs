using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>A form as Discord's modal: a label and a text input for each field (Discord R43, R79, R80).</summary>
internal static class DiscordForm
{
    /// <summary>The most UTF-16 units that a field holds.</summary>
    public const int MostValue = 4_000;

    private const int MostTitle = 45;
    private const int MostLabel = 45;
    private const int MostDescription = 100;
    private const int MostFields = 5;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole callback; null where Discord has no room for the form, since a text is too long or the command is, or no such field.</summary>
    public static byte[]? Render(Form form)
    {
        if (CustomId.Write(CustomId.NoRevision, part: 1, form.Command) is not { } id || form.Fields.Length is 0 or > MostFields
            || form.Fields.Any(field => field.IsFile || field.Value.Length > MostValue || field.Name.Length is 0 or > CustomId.MaxLength))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteNumber("type", 9);
        json.WriteStartObject("data");
        json.WriteString("custom_id", id);
        json.WriteString("title", Short(form.Title, MostTitle));
        json.WriteStartArray("components");
        foreach (var field in form.Fields)
        {
            Write(json, field);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, FormField field)
    {
        const int OneLine = 1, Lines = 2;
        json.WriteStartObject();
        json.WriteNumber("type", (int)ComponentType.Label);
        json.WriteString("label", Short(field.Label, MostLabel));
        if (field.Description is not null)
        {
            json.WriteString("description", Short(field.Description, MostDescription));
        }

        json.WriteStartObject("component");
        json.WriteNumber("type", (int)ComponentType.TextInput);
        json.WriteString("custom_id", field.Name);
        json.WriteNumber("style", field.HasLines ? Lines : OneLine);
        json.WriteNumber("max_length", Math.Min(field.MostCharacters, MostValue));
        json.WriteBoolean("required", field.IsRequired);
        if (field.Value.Length > 0)
        {
            json.WriteString("value", field.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Short(string text, int length) => SafeText.Cut(SafeText.Inert(text).Trim() is { Length: > 0 } shown ? shown : "…", length);
}
