using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// Reads all of an interaction whose head is known (Discord R23 to R30). What is unknown, missing or of another shape is
/// passed over.
/// </summary>
internal static class InteractionJson
{
    /// <param name="json">What the head was read from.</param>
    /// <param name="withToken">Whether the answer needs the token; it is a long string that the HTTP transport has no use for.</param>
    /// <returns>False where a text holds half of a surrogate pair or no UTF-8.</returns>
    public static bool TryRead(in InteractionHead head, ReadOnlySpan<byte> json, bool withToken, [NotNullWhen(true)] out Interaction? interaction)
    {
        try
        {
            interaction = Read(head, json, withToken);
            return true;
        }
        catch (InvalidOperationException)
        {
            interaction = null;
            return false;
        }
    }

    /// <summary>The token; empty where there is none.</summary>
    public static string TokenOf(in InteractionHead head, ReadOnlySpan<byte> json) => JsonReading.TryReadText(json[head.Token], out var token) ? token : string.Empty;

    private static Interaction Read(in InteractionHead head, ReadOnlySpan<byte> json, bool withToken)
    {
        var data = default(Data);
        ReadData(json[head.Data], ref data);
        var member = ReadMember(json[head.Member]);
        var person = member.User.IsEmpty ? json[head.User] : member.User;
        var user = ReadUser(person);
        var interaction = new Interaction
        {
            Id = head.Id,
            ApplicationId = head.ApplicationId,
            Type = head.Type,
            Question = Question.Of(head, json),
            Token = withToken ? JsonReading.Text(json[head.Token]) : string.Empty,
            GuildId = head.GuildId == 0 ? null : head.GuildId,
            ChannelId = head.ChannelId,
            UserId = user.Id,
            Permissions = member.Permissions,
            Command = data.SubCommand is null ? data.Command ?? string.Empty : $"{data.Command} {data.SubCommand}",
            Options = data.Options ?? ImmutableDictionary<string, string>.Empty,
            Focused = data.Focused,
            CustomId = data.CustomId ?? string.Empty,
            Value = data.Value,
            IsOnPrivateMessage = head.IsOnPrivateMessage,
            Fields = head.Type is InteractionType.ModalSubmit && !data.Components.IsEmpty ? InteractionParts.Fields(data.Components) : ImmutableDictionary<string, string>.Empty,
            Files = data.Files is null ? ImmutableDictionary<string, Attachment?>.Empty : InteractionParts.Files(data.Files, data.Attachments),
            MostFileBytes = head.MostFileBytes,
        };
        return !interaction.NeedsPerson ? interaction : interaction with
        {
            UserName = JsonReading.Text(person[user.Name]),
            Roles = interaction.IsForCurators ? JsonReading.Texts(member.Roles) : [],
        };
    }

    private static Member ReadMember(ReadOnlySpan<byte> json)
    {
        var member = default(Member);
        var reader = new Utf8JsonReader(json);
        for (var isObject = !json.IsEmpty && reader.IsObject(); isObject && reader.NextProperty();)
        {
            if (reader.IsName("permissions"u8))
            {
                member.Permissions = reader.Bits();
            }
            else if (reader.IsName("user"u8))
            {
                member.User = json[reader.RangeOf(JsonTokenType.StartObject)];
            }
            else if (reader.IsName("roles"u8))
            {
                member.Roles = json[reader.RangeOf(JsonTokenType.StartArray)];
            }
            else
            {
                reader.Pass();
            }
        }

        return member;
    }

    // People are called by the name they show, or else by their unique one.
    private static (ulong Id, Range Name) ReadUser(ReadOnlySpan<byte> json)
    {
        var (id, unique, shown) = (0UL, default(Range), default(Range));
        var reader = new Utf8JsonReader(json);
        for (var isObject = !json.IsEmpty && reader.IsObject(); isObject && reader.NextProperty();)
        {
            if (reader.IsName("id"u8))
            {
                id = reader.Snowflake();
            }
            else if (reader.IsName("username"u8))
            {
                unique = reader.RangeOf(JsonTokenType.String);
            }
            else if (reader.IsName("global_name"u8))
            {
                shown = reader.RangeOf(JsonTokenType.String);
            }
            else
            {
                reader.Pass();
            }
        }

        return (id, shown.Equals(default) ? unique : shown);
    }

    private static void ReadData(ReadOnlySpan<byte> json, ref Data data)
    {
        var reader = new Utf8JsonReader(json);
        for (var isObject = !json.IsEmpty && reader.IsObject(); isObject && reader.NextProperty();)
        {
            if (reader.IsName("name"u8))
            {
                data.Command = reader.Text();
            }
            else if (reader.IsName("options"u8))
            {
                ReadOptions(ref reader, ref data, depth: 0);
            }
            else if (reader.IsName("custom_id"u8))
            {
                data.CustomId = reader.Text();
            }
            else if (reader.IsName("values"u8))
            {
                data.Value = JsonReading.Texts(json[reader.RangeOf(JsonTokenType.StartArray)]).FirstOrDefault();
            }
            else if (reader.IsName("components"u8))
            {
                data.Components = json[reader.RangeOf(JsonTokenType.StartArray)];
            }
            else if (reader.IsName("resolved"u8))
            {
                ReadResolved(ref reader, json, ref data);
            }
            else
            {
                reader.Pass();
            }
        }
    }

    private static void ReadResolved(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref Data data)
    {
        for (var isObject = reader.IsObject(); isObject && reader.NextProperty();)
        {
            if (reader.IsName("attachments"u8))
            {
                data.Attachments = json[reader.RangeOf(JsonTokenType.StartObject)];
            }
            else
            {
                reader.Pass();
            }
        }
    }

    // Sub-commands are options without a value that hold options, at most two deep (Discord R26).
    private static void ReadOptions(ref Utf8JsonReader reader, ref Data data, int depth)
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
                ReadOption(ref reader, ref data, depth);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadOption(ref Utf8JsonReader reader, ref Data data, int depth)
    {
        var (name, value, type, isFocused) = (string.Empty, (string?)null, 0UL, false);
        var nested = default(Data);
        while (reader.NextProperty())
        {
            if (reader.IsName("name"u8))
            {
                name = reader.Text();
            }
            else if (reader.IsName("value"u8))
            {
                value = ValueOf(ref reader);
            }
            else if (reader.IsName("type"u8))
            {
                type = reader.Number();
            }
            else if (reader.IsName("focused"u8))
            {
                reader.Read();
                isFocused = reader.TokenType is JsonTokenType.True;
                reader.Skip();
            }
            else if (reader.IsName("options"u8))
            {
                ReadOptions(ref reader, ref nested, depth + 1);
            }
            else
            {
                reader.Pass();
            }
        }

        const ulong SubCommand = 1, Group = 2, GivenFile = 11;
        if (type is SubCommand or Group)
        {
            data.SubCommand = nested.SubCommand is null ? name : $"{name} {nested.SubCommand}";
            (data.Options, data.Focused, data.Files) = (nested.Options, nested.Focused, nested.Files);
        }
        else if (type is GivenFile)
        {
            data.Files = (data.Files ?? ImmutableDictionary<string, string>.Empty).SetItem(name, value ?? string.Empty);
        }
        else
        {
            data.Options = value is null ? data.Options : (data.Options ?? ImmutableDictionary<string, string>.Empty).SetItem(name, value);
            data.Focused = isFocused ? name : data.Focused;
        }
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
                return Encoding.ASCII.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    private ref struct Member
    {
        public ulong Permissions;
        public ReadOnlySpan<byte> User, Roles;
    }

    private ref struct Data
    {
        public string? Command, SubCommand, CustomId, Value, Focused;
        public ReadOnlySpan<byte> Components, Attachments;
        public ImmutableDictionary<string, string>? Options, Files;
    }
}
