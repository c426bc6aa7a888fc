using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// Reads an interaction as Discord sends it (Discord R23 to R30). What is unknown, missing or of another shape is passed
/// over; read by hand, since this is what the bot does most.
/// </summary>
internal static class InteractionJson
{
    /// <param name="withToken">Whether the answer needs the token; it is a long string that the HTTP transport has no use for.</param>
    /// <returns>False where it is not one JSON object with a type.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, bool withToken, [NotNullWhen(true)] out Interaction? interaction)
    {
        interaction = null;
        var reader = new Utf8JsonReader(json);
        try
        {
            var draft = default(Draft);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return false;
            }

            ReadInteraction(ref reader, withToken, ref draft);
            if (reader.Read() || draft.Type == 0)
            {
                return false;
            }

            interaction = draft.ToInteraction(json);
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Not JSON, or half of a surrogate pair.
            return false;
        }
    }

    /// <summary>The token of an interaction that was read without it; empty where there is none.</summary>
    public static string TokenOf(ReadOnlySpan<byte> json) => TryRead(json, withToken: true, out var interaction) ? interaction.Token : string.Empty;

    private static void ReadInteraction(ref Utf8JsonReader reader, bool withToken, ref Draft draft)
    {
        while (NextProperty(ref reader))
        {
            if (IsName(ref reader, "id"u8))
            {
                draft.Id = Snowflake(ref reader);
            }
            else if (IsName(ref reader, "application_id"u8))
            {
                draft.ApplicationId = Snowflake(ref reader);
            }
            else if (IsName(ref reader, "type"u8))
            {
                draft.Type = Number(ref reader);
            }
            else if (IsName(ref reader, "token"u8) && withToken)
            {
                draft.Token = Text(ref reader);
            }
            else if (IsName(ref reader, "guild_id"u8))
            {
                draft.GuildId = Snowflake(ref reader);
            }
            else if (IsName(ref reader, "channel_id"u8))
            {
                draft.ChannelId = Snowflake(ref reader);
            }
            else if (IsName(ref reader, "data"u8))
            {
                ReadData(ref reader, ref draft);
            }
            else if (IsName(ref reader, "member"u8))
            {
                ReadMember(ref reader, ref draft);
            }
            else if (IsName(ref reader, "user"u8))
            {
                ReadUser(ref reader, ref draft);
            }
            else if (IsName(ref reader, "attachment_size_limit"u8))
            {
                draft.MostFileBytes = Number(ref reader);
            }
            else if (IsName(ref reader, "message"u8))
            {
                ReadMessage(ref reader, ref draft);
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref Draft draft)
    {
        for (var isObject = IsObject(ref reader); isObject && NextProperty(ref reader);)
        {
            if (IsName(ref reader, "permissions"u8))
            {
                draft.Permissions = Bits(ref reader);
            }
            else if (IsName(ref reader, "user"u8))
            {
                ReadUser(ref reader, ref draft);
            }
            else if (IsName(ref reader, "roles"u8))
            {
                draft.Roles = ArrayRange(ref reader);
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    private static void ReadUser(ref Utf8JsonReader reader, ref Draft draft)
    {
        for (var isObject = IsObject(ref reader); isObject && NextProperty(ref reader);)
        {
            if (IsName(ref reader, "id"u8))
            {
                draft.UserId = Snowflake(ref reader);
            }
            else if (IsName(ref reader, "username"u8))
            {
                draft.UserName = TextRange(ref reader) ?? draft.UserName;
            }
            else if (IsName(ref reader, "global_name"u8))
            {
                draft.DisplayName = TextRange(ref reader) ?? draft.DisplayName;
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    private static void ReadMessage(ref Utf8JsonReader reader, ref Draft draft)
    {
        for (var isObject = IsObject(ref reader); isObject && NextProperty(ref reader);)
        {
            if (IsName(ref reader, "flags"u8))
            {
                draft.MessageFlags = Number(ref reader);
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    private static void ReadData(ref Utf8JsonReader reader, ref Draft draft)
    {
        for (var isObject = IsObject(ref reader); isObject && NextProperty(ref reader);)
        {
            if (IsName(ref reader, "name"u8))
            {
                draft.Command = Text(ref reader);
            }
            else if (IsName(ref reader, "options"u8))
            {
                ReadOptions(ref reader, ref draft, depth: 0);
            }
            else if (IsName(ref reader, "custom_id"u8))
            {
                draft.CustomId = Text(ref reader);
            }
            else if (IsName(ref reader, "values"u8))
            {
                draft.Value = FirstOf(ref reader);
            }
            else if (IsName(ref reader, "components"u8))
            {
                draft.Components = ArrayRange(ref reader);
            }
            else if (IsName(ref reader, "resolved"u8))
            {
                ReadResolved(ref reader, ref draft);
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    private static void ReadResolved(ref Utf8JsonReader reader, ref Draft draft)
    {
        for (var isObject = IsObject(ref reader); isObject && NextProperty(ref reader);)
        {
            if (IsName(ref reader, "attachments"u8))
            {
                draft.Attachments = ObjectRange(ref reader);
            }
            else
            {
                Pass(ref reader);
            }
        }
    }

    // Sub-commands are options without a value that hold options, at most two deep (Discord R26).
    private static void ReadOptions(ref Utf8JsonReader reader, ref Draft draft, int depth)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartArray || depth > 2)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartObject)
            {
                ReadOption(ref reader, ref draft, depth);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadOption(ref Utf8JsonReader reader, ref Draft draft, int depth)
    {
        var (name, value, type, isFocused) = (string.Empty, (string?)null, 0UL, false);
        var nested = default(Draft);
        while (NextProperty(ref reader))
        {
            if (IsName(ref reader, "name"u8))
            {
                name = Text(ref reader);
            }
            else if (IsName(ref reader, "value"u8))
            {
                value = ValueOf(ref reader);
            }
            else if (IsName(ref reader, "type"u8))
            {
                type = Number(ref reader);
            }
            else if (IsName(ref reader, "focused"u8))
            {
                reader.Read();
                isFocused = reader.TokenType is JsonTokenType.True;
                reader.Skip();
            }
            else if (IsName(ref reader, "options"u8))
            {
                ReadOptions(ref reader, ref nested, depth + 1);
            }
            else
            {
                Pass(ref reader);
            }
        }

        const ulong SubCommand = 1, Group = 2, GivenFile = 11;
        if (type is SubCommand or Group)
        {
            draft.SubCommand = nested.SubCommand is null ? name : $"{name} {nested.SubCommand}";
            (draft.Options, draft.Focused, draft.Files) = (nested.Options, nested.Focused, nested.Files);
        }
        else if (type is GivenFile)
        {
            draft.Files = (draft.Files ?? ImmutableDictionary<string, string>.Empty).SetItem(name, value ?? string.Empty);
        }
        else
        {
            draft.Options = value is null ? draft.Options : (draft.Options ?? ImmutableDictionary<string, string>.Empty).SetItem(name, value);
            draft.Focused = isFocused ? name : draft.Focused;
        }
    }

    private static string? FirstOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        string? first = null;
        for (var isArray = reader.TokenType is JsonTokenType.StartArray; isArray && reader.Read() && reader.TokenType is not JsonTokenType.EndArray;)
        {
            first ??= reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }

        reader.Skip();
        return first;
    }

    // Numbers arrive in any form that JSON has for them; what is typed into one so far arrives as text (Discord R27, R28).
    private static string? ValueOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            case JsonTokenType.Number:
                return System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType is JsonTokenType.String ? reader.GetString()! : string.Empty;
        reader.Skip();
        return text;
    }

    // Where a text stands, to be read when it is known whether it is needed; null for anything else.
    private static Range? TextRange(ref Utf8JsonReader reader)
    {
        reader.Read();
        Range? range = reader.TokenType is JsonTokenType.String ? (int)reader.TokenStartIndex..(int)reader.BytesConsumed : null;
        reader.Skip();
        return range;
    }

    // Likewise for an array and for an object.
    private static Range? ArrayRange(ref Utf8JsonReader reader) => RangeOf(ref reader, JsonTokenType.StartArray);

    private static Range? ObjectRange(ref Utf8JsonReader reader) => RangeOf(ref reader, JsonTokenType.StartObject);

    private static Range? RangeOf(ref Utf8JsonReader reader, JsonTokenType type)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isOfType = reader.TokenType == type;
        reader.Skip();
        return isOfType ? start..(int)reader.BytesConsumed : null;
    }

    private static ImmutableArray<string> IdsAt(ReadOnlySpan<byte> json, Range range)
    {
        var reader = new Utf8JsonReader(json[range]);
        var ids = ImmutableArray.CreateBuilder<string>();
        for (reader.Read(); reader.Read() && reader.TokenType is not JsonTokenType.EndArray;)
        {
            if (reader.TokenType is JsonTokenType.String)
            {
                ids.Add(reader.GetString()!);
            }

            reader.Skip();
        }

        return ids.ToImmutable();
    }

    private static string TextAt(ReadOnlySpan<byte> json, Range range)
    {
        var reader = new Utf8JsonReader(json[range]);
        reader.Read();
        return reader.GetString()!;
    }

    // Unsigned, with every digit (Discord R5), as a string or a number; 0 for anything else.
    private static ulong Snowflake(ref Utf8JsonReader reader)
    {
        reader.Read();
        var id = reader.TokenType is JsonTokenType.String or JsonTokenType.Number
            && Utf8Parser.TryParse(reader.ValueSpan, out ulong value, out var used) && used == reader.ValueSpan.Length ? value : 0;
        reader.Skip();
        return id;
    }

    // A set of bits that may outgrow 64 of them, of which the bot asks for the lowest (Discord R57).
    private static ulong Bits(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? reader.ValueSpan : [];
        var bits = Utf8Parser.TryParse(text, out ulong few, out var used) && used == text.Length ? few
            : UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? (ulong)many
            : 0;
        reader.Skip();
        return bits;
    }

    private static ulong Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        var number = reader.TokenType is JsonTokenType.Number && reader.TryGetUInt64(out var value) ? value : 0;
        reader.Skip();
        return number;
    }

    // Names are hardly ever escaped, and this compares a length before anything else.
    private static bool IsName(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? reader.ValueTextEquals(name) : reader.ValueSpan.SequenceEqual(name);

    private static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType is JsonTokenType.PropertyName;

    private static bool IsObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private struct Draft
    {
        public ulong Id, ApplicationId, Type, GuildId, ChannelId, UserId, Permissions, MessageFlags, MostFileBytes;
        public string? Token, Command, SubCommand, CustomId, Value, Focused;
        public Range? UserName, DisplayName, Roles, Components, Attachments;
        public ImmutableDictionary<string, string>? Options, Files;

        public readonly Interaction ToInteraction(ReadOnlySpan<byte> json)
        {
            const ulong Ephemeral = 1 << 6;
            var interaction = new Interaction
            {
                Id = Id,
                ApplicationId = ApplicationId,
                Type = Type <= int.MaxValue ? (InteractionType)Type : default,
                Token = Token ?? string.Empty,
                GuildId = GuildId == 0 ? null : GuildId,
                ChannelId = ChannelId,
                UserId = UserId,
                Permissions = Permissions,
                Command = SubCommand is null ? Command ?? string.Empty : $"{Command} {SubCommand}",
                Options = Options ?? ImmutableDictionary<string, string>.Empty,
                Focused = Focused,
                CustomId = CustomId ?? string.Empty,
                Value = Value,
                IsOnPrivateMessage = (MessageFlags & Ephemeral) != 0,
                Fields = Components is { } components && Type == (int)InteractionType.ModalSubmit ? InteractionParts.Fields(json[components]) : ImmutableDictionary<string, string>.Empty,
                Files = Files is null ? ImmutableDictionary<string, Attachment?>.Empty : InteractionParts.Files(Files, Attachments is { } attachments ? json[attachments] : default),
                MostFileBytes = MostFileBytes,
            };
            if (!interaction.NeedsPerson)
            {
                return interaction;
            }

            return interaction with
            {
                UserName = (DisplayName ?? UserName) is { } name ? TextAt(json, name) : string.Empty,
                Roles = Roles is { } roles && interaction.IsForCurators ? IdsAt(json, roles) : [],
            };
        }
    }
}
