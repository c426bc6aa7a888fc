using System.Text.Json;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// What of an interaction must be known before it is answered, read in one pass without a copy: its numbers, and where in
/// the JSON the rest stands, for <see cref="InteractionJson"/> (Discord R23 to R25). An empty range is for what is not there.
/// </summary>
internal struct InteractionHead
{
    public ulong Id, ApplicationId, GuildId, ChannelId, MessageFlags, MostFileBytes;
    public InteractionType Type;
    public Range Token, Data, Member, User;

    /// <summary>Whether the pressed message is one that only this person sees.</summary>
    public readonly bool IsOnPrivateMessage => (MessageFlags & Ephemeral) != 0;

    private const ulong Ephemeral = 1 << 6;

    /// <returns>False where it is not one JSON object with a type.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out InteractionHead head)
    {
        head = default;
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.NextProperty())
            {
                Read(ref reader, ref head);
            }

            return !reader.Read() && head.Type != default;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Not JSON, or half of a surrogate pair in a name.
            return false;
        }
    }

    private static void Read(ref Utf8JsonReader reader, ref InteractionHead head)
    {
        if (reader.IsName("id"u8))
        {
            head.Id = reader.Snowflake();
        }
        else if (reader.IsName("application_id"u8))
        {
            head.ApplicationId = reader.Snowflake();
        }
        else if (reader.IsName("type"u8))
        {
            head.Type = (InteractionType)Math.Min(reader.Number(), int.MaxValue);
        }
        else if (reader.IsName("token"u8))
        {
            head.Token = reader.RangeOf(JsonTokenType.String);
        }
        else if (reader.IsName("guild_id"u8))
        {
            head.GuildId = reader.Snowflake();
        }
        else if (reader.IsName("channel_id"u8))
        {
            head.ChannelId = reader.Snowflake();
        }
        else if (reader.IsName("data"u8))
        {
            head.Data = reader.RangeOf(JsonTokenType.StartObject);
        }
        else if (reader.IsName("member"u8))
        {
            head.Member = reader.RangeOf(JsonTokenType.StartObject);
        }
        else if (reader.IsName("user"u8))
        {
            head.User = reader.RangeOf(JsonTokenType.StartObject);
        }
        else if (reader.IsName("attachment_size_limit"u8))
        {
            head.MostFileBytes = reader.Number();
        }
        else if (reader.IsName("message"u8))
        {
            ReadMessage(ref reader, ref head);
        }
        else
        {
            reader.Pass();
        }
    }

    private static void ReadMessage(ref Utf8JsonReader reader, ref InteractionHead head)
    {
        for (var isObject = reader.IsObject(); isObject && reader.NextProperty();)
        {
            if (reader.IsName("flags"u8))
            {
                head.MessageFlags = reader.Number();
            }
            else
            {
                reader.Pass();
            }
        }
    }
}
