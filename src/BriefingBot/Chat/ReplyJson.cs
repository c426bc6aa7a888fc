using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary>
/// A reply as JSON, for programs: <c>outcome</c> (done, notFound, wrongUsage, failed), <c>audience</c> (private, channel),
/// <c>text</c> (all of it as plain text), <c>blocks</c> and <c>controls</c> (each with its <c>type</c>). Fields are only
/// ever added; who reads it must pass over what it does not know.
/// </summary>
public static class ReplyJson
{
    // The text is for JSON parsers, never pasted into HTML, so only what JSON itself needs is escaped.
    private static readonly ReplyJsonContext Context = new(new JsonSerializerOptions(ReplyJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Serialize(Reply reply) => JsonSerializer.SerializeToUtf8Bytes(
        new ReplyDocument(reply.Outcome, reply.Audience, PlainText.Render(reply.Blocks), reply.Blocks, reply.Controls), Context.ReplyDocument);
}

internal sealed record ReplyDocument(Outcome Outcome, Audience Audience, string Text, ImmutableArray<Block> Blocks, ImmutableArray<Control> Controls);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReplyDocument))]
internal sealed partial class ReplyJsonContext : JsonSerializerContext;
