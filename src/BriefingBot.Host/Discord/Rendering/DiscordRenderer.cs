using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>
/// A reply as a Discord message of components (Discord R81): a container of texts, then a row for each menu and for every five
/// buttons. No embeds, so it is seen by people who switched those off and needs no right to embed links; no colour, since
/// state is never told by one. A reply that is too long is shown in parts, with a button that leads from each to the next.
/// </summary>
internal static class DiscordRenderer
{
    // A role that a post notifies takes room in its message (AllowedMentions), and so it is kept free in every message.
    private const int Room = DiscordMessage.MostText - AllowedMentions.MostText;
    private const int MostFiles = 10;
    private const int LargestKept = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Workspace? workspace;

    /// <summary>Renders one part; the nearest there is where <paramref name="part"/> is out of range. The same for the same arguments, always.</summary>
    /// <param name="part">From 1.</param>
    public static DiscordMessage Render(Reply reply, int part = 1)
    {
        var work = workspace ??= new();
        work.Document.Write(reply.Blocks);
        var (shown, parts) = (1, 1);
        if (work.Document.Length > Room)
        {
            var all = Split(reply, work.Document);
            (shown, parts) = (Math.Clamp(part, 1, all.Length), all.Length);
            work.Document.Write(all[shown - 1]);
        }

        work.Buffer.ResetWrittenCount();
        work.Json.Reset(work.Buffer);
        var files = shown == 1 ? FilesOf(reply) : [];
        Write(work.Json, work.Document, reply, shown, parts, files);
        work.Json.Flush();
        var message = new DiscordMessage(work.Buffer.WrittenSpan.ToArray(), shown, parts) { Files = files };
        if (work.Buffer.Capacity > LargestKept)
        {
            workspace = null;
        }

        return message;
    }

    private static ImmutableArray<ImmutableArray<Block>> Split(Reply reply, DocumentMarkdown document) => DocumentCut.Split(reply.Blocks, Room, blocks =>
    {
        document.Write(blocks);
        return document.Length;
    });

    private static void Write(Utf8JsonWriter json, DocumentMarkdown document, Reply reply, int part, int parts, ImmutableArray<ReplyFile> files)
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteNumber("type", (int)ComponentType.Container);
        json.WriteStartArray("components");
        var hasText = WriteText(json, document.Head);
        hasText |= WriteText(json, document.Body);
        if (hasText && !document.Foot.IsEmpty)
        {
            json.WriteStartObject();
            json.WriteNumber("type", (int)ComponentType.Separator);
            json.WriteEndObject();
        }

        if (!(WriteText(json, document.Foot) || hasText))
        {
            WriteText(json, "There is nothing to show.");
        }

        json.WriteEndArray();
        json.WriteEndObject();
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteNumber("type", (int)ComponentType.File);
            json.WriteStartObject("file");
            json.WriteString("url", $"attachment://{file.Name}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        MessageControls.Of(reply, part, parts, files.Length).Write(json);
        json.WriteEndArray();
    }

    // Discord R72, R81: what no component names is not seen.
    private static ImmutableArray<ReplyFile> FilesOf(Reply reply) =>
        reply.Files.IsEmpty ? [] : [.. reply.Files.Take(MostFiles).Select(file => file with { Name = string.Concat(file.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')) })];

    private static bool WriteText(Utf8JsonWriter json, ReadOnlySpan<char> content)
    {
        if (content.IsEmpty)
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteNumber("type", (int)ComponentType.TextDisplay);
        json.WriteString("content", content);
        json.WriteEndObject();
        return true;
    }

    /// <summary>What rendering needs and need not be made anew each time.</summary>
    private sealed class Workspace
    {
        public DocumentMarkdown Document { get; } = new();

        public ArrayBufferWriter<byte> Buffer { get; } = new(8 * 1024);

        public Utf8JsonWriter Json { get; } = new(Stream.Null, Options);
    }
}
