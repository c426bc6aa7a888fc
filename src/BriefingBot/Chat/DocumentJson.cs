using System.Collections.Immutable;
using System.Text.Json;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary>Blocks and what is in them as JSON, each an object with its <c>type</c>.</summary>
internal static class DocumentJson
{
    public static void Write(Utf8JsonWriter json, Block block)
    {
        json.WriteStartObject();
        switch (block)
        {
            case Title title:
                json.WriteTyped("title", "text", title.Text);
                break;
            case StatusLine status:
                json.WriteTyped("status", "text", status.Text);
                break;
            case CardId id:
                json.WriteTyped("id", "text", id.Text);
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
                json.WriteTyped("code", "text", string.Join('\n', code.Lines));
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
        json.WriteIfAny("place", entry.Place);
        json.WriteIfAny("note", entry.Note);
        json.WriteIfAny("url", entry.Url);
        json.WriteIfAny("passage", entry.Passage);
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
                json.WriteTyped("text", "value", text.Value);
                break;
            case Code code:
                json.WriteTyped("code", "value", code.Value);
                break;
            case Highlight match:
                json.WriteTyped("match", "value", match.Value);
                break;
            case CommandText command:
                json.WriteTyped("command", "command", command.Command);
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
                json.WriteTyped("moment", "text", moment.InWords);
                json.WriteString("at", moment.At.UtcDateTime);
                json.WriteString("zone", moment.Zone);
                break;
            default:
                throw new NotSupportedException($"An inline of type {inline.GetType().Name} has no JSON yet.");
        }
    }
}
