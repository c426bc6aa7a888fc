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
            DocumentJson.Write(json, block);
        }

        json.WriteEndArray();
        json.WriteStartArray("controls");
        foreach (var control in reply.Controls)
        {
            ControlJson.Write(json, control);
        }

        json.WriteEndArray();
        if (reply.Form is { } form)
        {
            ControlJson.Write(json, form);
        }

        if (!reply.Files.IsEmpty)
        {
            WriteFiles(json, reply.Files);
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

    private static void WriteFiles(Utf8JsonWriter json, ImmutableArray<ReplyFile> files)
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
}
