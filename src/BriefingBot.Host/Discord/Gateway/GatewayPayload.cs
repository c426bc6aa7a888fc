using System.Text.Json;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>One message of the gateway, read in place: nothing is copied, and nothing is kept after the next one came.</summary>
internal readonly ref struct GatewayPayload
{
    /// <summary>What kind of message it is, or null where it does not say so with a number.</summary>
    public int? Op { get; private init; }

    /// <summary>The number of an event.</summary>
    public long? Seq { get; private init; }

    public GatewayEvent Event { get; private init; }

    /// <summary>The JSON text of <c>d</c>; empty where it is missing or null.</summary>
    public ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>Reads a message; false where it is not JSON. Fields of unknown names or shapes are passed over (Discord R6, R118).</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out GatewayPayload payload)
    {
        payload = default;
        int? op = null;
        long? seq = null;
        var name = GatewayEvent.Other;
        var data = ReadOnlySpan<byte>.Empty;
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return !reader.Read();
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("op"u8))
                {
                    reader.Read();
                    op = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : null;
                }
                else if (reader.ValueTextEquals("s"u8))
                {
                    reader.Read();
                    seq = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0 ? number : null;
                }
                else if (reader.ValueTextEquals("t"u8))
                {
                    reader.Read();
                    name = reader.TokenType == JsonTokenType.String ? EventOf(ref reader) : GatewayEvent.Other;
                }
                else if (reader.ValueTextEquals("d"u8))
                {
                    reader.Read();
                    var (start, isNull) = ((int)reader.TokenStartIndex, reader.TokenType == JsonTokenType.Null);
                    reader.Skip();
                    data = isNull ? [] : json[start..(int)reader.BytesConsumed];
                    continue;
                }

                reader.Skip();
            }

            // Nothing may follow; this throws if something does.
            reader.Read();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second is a name with half of a surrogate pair.
            return false;
        }

        payload = new() { Op = op, Seq = seq, Event = name, Data = data };
        return true;
    }

    private static GatewayEvent EventOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("INTERACTION_CREATE"u8) ? GatewayEvent.InteractionCreate
        : reader.ValueTextEquals("READY"u8) ? GatewayEvent.Ready
        : reader.ValueTextEquals("RESUMED"u8) ? GatewayEvent.Resumed
        : GatewayEvent.Other;
}

/// <summary>The events that concern this bot.</summary>
internal enum GatewayEvent
{
    Other,
    Ready,
    Resumed,
    InteractionCreate,
}
