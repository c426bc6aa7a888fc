using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary>
/// A reply as JSON, for programs: <c>outcome</c> (done, notFound, wrongUsage, failed), <c>audience</c> (private, channel),
/// <c>text</c> (all of it as plain text, files too), <c>blocks</c> and <c>controls</c> (each with its <c>type</c>); where there
/// are such, <c>form</c> (title, command, fields) and <c>files</c> (each with its name and text). Fields are only ever added;
/// who reads it must pass over what it does not know.
/// </summary>
/// <remarks>
/// A renderer like the others. The serializer would compile some four hundred methods of its own for the first answer
/// after every start.
/// </remarks>
public static class ReplyJson
{
    // The text is for JSON parsers, never pasted into HTML, so only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Serialize(Reply reply)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("outcome", NameOf(reply.Outcome));
        json.WriteString("audience", NameOf(reply.Audience));
        json.WriteString("text", PlainText.Render(reply.BlocksWithFiles));
        json.WriteStartArray("blocks");
        foreach (var block in reply.Blocks)
        {
            Write(json, block);
        }

        json.WriteEndArray();
        json.WriteStartArray("controls");
        foreach (var control in reply.Controls)
        {
            Write(json, control);
        }

        json.WriteEndArray();
        if (reply.Form is { } form)
        {
            Write(json, form);
        }

        if (!reply.Files.IsEmpty)
        {
            Write(json, reply.Files);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What the audience is called wherever programs read it.</summary>
    public static string NameOf(Audience audience) => audience is Audience.Channel ? "channel" : "private";

    /// <summary>What the outcome is called wherever programs read it.</summary>
    public static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Done => "done",
        Outcome.NotFound => "notFound",
        Outcome.WrongUsage => "wrongUsage",
        _ => "failed",
    };

    private static void Write(Utf8JsonWriter json, Block block)
    {
        json.WriteStartObject();
        switch (block)
        {
            case Title title:
                Write(json, "title", "text", title.Text);
                break;
            case StatusLine status:
                Write(json, "status", "text", status.Text);
                break;
            case CardId id:
                Write(json, "id", "text", id.Text);
                break;
            case Heading heading:
                json.WriteString("type", "heading");
                json.WriteNumber("level", heading.Level);
                Write(json, heading.Inlines);
                break;
            case Paragraph paragraph:
                json.WriteString("type", "paragraph");
                WriteSentences(json, paragraph);
                break;
            case CodeBlock code:
                Write(json, "code", "text", string.Join('\n', code.Lines));
                break;
            case ItemList list:
                json.WriteString("type", "list");
                json.WriteBoolean("ordered", list.Ordered);
                json.WriteStartArray("items");
                foreach (var item in list.Items)
                {
                    json.WriteStartObject();
                    WriteSentences(json, item);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            case SourceList sources:
                json.WriteString("type", "sources");
                json.WriteStartArray("entries");
                foreach (var entry in sources.Entries)
                {
                    Write(json, entry);
                }

                json.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"A block of type {block.GetType().Name} has no JSON yet.");
        }

        json.WriteEndObject();
    }

    private static void WriteSentences(Utf8JsonWriter json, Paragraph paragraph)
    {
        json.WriteStartArray("sentences");
        foreach (var sentence in paragraph.Sentences)
        {
            json.WriteStartObject();
            Write(json, sentence.Inlines);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, SourceEntry entry)
    {
        json.WriteStartObject();
        if (entry.Number is { } number)
        {
            json.WriteNumber("number", number);
        }

        json.WriteString("title", entry.Title);
        WriteIfAny(json, "place", entry.Place);
        WriteIfAny(json, "note", entry.Note);
        WriteIfAny(json, "url", entry.Url);
        WriteIfAny(json, "passage", entry.Passage);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<Inline> inlines)
    {
        json.WriteStartArray("inlines");
        foreach (var inline in inlines)
        {
            json.WriteStartObject();
            Write(json, inline);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Inline inline)
    {
        switch (inline)
        {
            case Text text:
                Write(json, "text", "value", text.Value);
                break;
            case Code code:
                Write(json, "code", "value", code.Value);
                break;
            case Highlight match:
                Write(json, "match", "value", match.Value);
                break;
            case CommandText command:
                Write(json, "command", "command", command.Command);
                break;
            case Emphasis emphasis:
                json.WriteString("type", "emphasis");
                Write(json, emphasis.Inlines);
                break;
            case Strong strong:
                json.WriteString("type", "strong");
                Write(json, strong.Inlines);
                break;
            case Link link:
                json.WriteString("type", "link");
                Write(json, link.Inlines);
                json.WriteString("url", link.Url);
                break;
            case CitationMark mark:
                json.WriteString("type", "citation");
                json.WriteStartArray("numbers");
                foreach (var number in mark.Numbers)
                {
                    json.WriteNumberValue(number);
                }

                json.WriteEndArray();
                break;
            case Moment moment:
                Write(json, "moment", "text", moment.InWords);
                json.WriteString("at", moment.At.UtcDateTime);
                json.WriteString("zone", moment.Zone);
                break;
            default:
                throw new NotSupportedException($"An inline of type {inline.GetType().Name} has no JSON yet.");
        }
    }

    private static void Write(Utf8JsonWriter json, Control control)
    {
        json.WriteStartObject();
        switch (control)
        {
            case Button button:
                Write(json, "button", "command", button.Command);
                break;
            case Menu menu:
                json.WriteString("type", "menu");
                json.WriteStartArray("items");
                foreach (var item in menu.Items)
                {
                    json.WriteStartObject();
                    json.WriteString("label", item.Label);
                    json.WriteString("description", item.Description);
                    json.WriteString("command", item.Command);
                    json.WriteBoolean("isCurrent", item.IsCurrent);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"A control of type {control.GetType().Name} has no JSON yet.");
        }

        json.WriteString("label", control.Label);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Form form)
    {
        json.WriteStartObject("form");
        json.WriteString("title", form.Title);
        json.WriteString("command", form.Command);
        json.WriteStartArray("fields");
        foreach (var field in form.Fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("label", field.Label);
            WriteIfAny(json, "description", field.Description);
            json.WriteString("value", field.Value);
            json.WriteBoolean("hasLines", field.HasLines);
            json.WriteBoolean("isFile", field.IsFile);
            json.WriteBoolean("isRequired", field.IsRequired);
            json.WriteNumber("mostCharacters", field.MostCharacters);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<ReplyFile> files)
    {
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("text", file.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string type, string name, string value)
    {
        json.WriteString("type", type);
        json.WriteString(name, value);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
