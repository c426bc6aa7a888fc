using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Discord.Interactions;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>JSON bodies of first answers to interactions, for the same request and for the callback route alike (Discord R34).</summary>
internal static class CallbackBody
{
    // Discord R61.
    private const int MostChoices = 25;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly byte[] Pong = [.. "{\"type\":1}"u8];
    private static readonly byte[] DeferredMessage = [.. "{\"type\":5,\"data\":{\"flags\":64}}"u8];
    private static readonly byte[] DeferredUpdate = [.. "{\"type\":6}"u8];
    private static readonly byte[] PrivateMessage = MessageStart(CallbackType.Message, MessageFlags.ComponentsV2 | MessageFlags.Ephemeral);
    private static readonly byte[] PublicMessage = MessageStart(CallbackType.Message, MessageFlags.ComponentsV2);

    // Whatever files the message had belong to what it said before (Discord R73).
    private static readonly byte[] Update = [.. MessageStart(CallbackType.Update, MessageFlags.ComponentsV2)[..^ComponentsName.Length], .. "\"attachments\":[],"u8, .. ComponentsName];

    /// <summary>The whole body.</summary>
    public static byte[] Of(Callback callback)
    {
        if (callback is { Message: { } message, Type: CallbackType.Message or CallbackType.Update })
        {
            return [.. StartOf(callback), .. message.Components.Span, .. "}}"u8];
        }

        var buffer = new ArrayBufferWriter<byte>(64);
        Write(buffer, callback);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the body, and gives back how many bytes it has.</summary>
    public static int Write(IBufferWriter<byte> writer, Callback callback)
    {
        switch (callback.Type)
        {
            case CallbackType.Message or CallbackType.Update:
                var start = StartOf(callback);
                var components = callback.Message!.Components.Span;
                writer.Write(start);
                writer.Write(components);
                writer.Write("}}"u8);
                return start.Length + components.Length + 2;
            case CallbackType.Modal:
                writer.Write(callback.Modal.Span);
                return callback.Modal.Length;
            case CallbackType.Choices:
                var choices = Choices(callback.Choices);
                writer.Write(choices);
                return choices.Length;
            default:
                var body = callback.Type switch
                {
                    CallbackType.DeferredMessage => DeferredMessage,
                    CallbackType.DeferredUpdate => DeferredUpdate,
                    _ => Pong,
                };
                writer.Write(body);
                return body.Length;
        }
    }

    private static ReadOnlySpan<byte> ComponentsName => "\"components\":"u8;

    private static byte[] StartOf(Callback callback) =>
        callback.Type is CallbackType.Update ? Update : callback.IsPrivate ? PrivateMessage : PublicMessage;

    private static byte[] MessageStart(CallbackType type, MessageFlags flags) =>
        [.. Encoding.ASCII.GetBytes($"{{\"type\":{(int)type},\"data\":{{\"flags\":{(int)flags},"), .. AllowedMentions.Nobody, .. ","u8, .. ComponentsName];

    // What does not fit whole is left out, and what looks alike too (Discord R61, R63).
    private static byte[] Choices(IEnumerable<Suggestion> suggestions)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteNumber("type", 8);
        json.WriteStartObject("data");
        json.WriteStartArray("choices");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var suggestion in suggestions)
        {
            var name = suggestion.Label.Trim();
            if (names.Count < MostChoices && IsValue(suggestion.Value) && name.Length > 0 && names.Add(name))
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("value", suggestion.Value);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static bool IsValue(string value) =>
        value.Length is > 0 and <= Suggestion.MaxLength && !string.IsNullOrWhiteSpace(value) && ReferenceEquals(SafeText.Inert(value), value);
}
