using System.Globalization;
using System.Text.Json.Nodes;

namespace BriefingBot.Tests.Discord;

/// <summary>Interactions as Discord sends them, with a new id each.</summary>
internal sealed record TestInteraction(ulong Id, string Token, int Type, JsonObject Json)
{
    public const ulong Guild = 1100000000000000900;
    public const ulong ManageServer = 1 << 5;

    private static long last;

    public bool IsFromComponent { get; private init; }

    public static TestInteraction Ping() => New(1, null);

    /// <param name="name">With those of its sub-commands: <c>digest subscribe</c>.</param>
    public static TestInteraction Command(string name, params (string Name, JsonNode Value)[] options) => New(2, Data(name, options, focused: null));

    public static TestInteraction Completion(string name, string focused, params (string Name, JsonNode Value)[] options) => New(4, Data(name, options, focused));

    /// <param name="isPrivate">Whether the message that was pressed is for one person only.</param>
    public static TestInteraction Press(string customId, string? chosen = null, bool isPrivate = true)
    {
        var data = new JsonObject { ["custom_id"] = customId, ["component_type"] = chosen is null ? 2 : 3 };
        if (chosen is not null)
        {
            data["values"] = new JsonArray(chosen);
        }

        var interaction = New(3, data) with { IsFromComponent = true };
        interaction.Json["message"] = new JsonObject { ["id"] = "1", ["flags"] = 32768 | (isPrivate ? 64 : 0), ["components"] = new JsonArray() };
        return interaction;
    }

    /// <summary>A form that was sent off.</summary>
    /// <param name="isOld">Whether its texts come in rows, as they used to (Discord R80).</param>
    public static TestInteraction Submit(string customId, bool isOld, params (string Name, string Value)[] fields)
    {
        JsonNode[] components =
        [
            .. fields.Select((field, i) =>
            {
                var input = new JsonObject { ["type"] = 4, ["id"] = i + 2, ["custom_id"] = field.Name, ["value"] = field.Value };
                return isOld ? new JsonObject { ["type"] = 1, ["id"] = 1, ["components"] = new JsonArray(input) } : new JsonObject { ["type"] = 18, ["id"] = 1, ["component"] = input };
            }),
        ];
        return New(5, new() { ["custom_id"] = customId, ["components"] = new JsonArray(components) });
    }

    /// <summary>With a file as the value of an option of the innermost command.</summary>
    /// <param name="attachment">What is said of it; null for nothing.</param>
    public TestInteraction WithFile(string option, JsonObject? attachment, int? sizeLimit = 20 * 1024 * 1024)
    {
        const string File = "1100000000000000666";
        var options = Json["data"]!["options"]!.AsArray();
        while (options is [JsonObject { } only] && only["options"] is JsonArray inner)
        {
            options = inner;
        }

        options.Add(new JsonObject { ["name"] = option, ["type"] = 11, ["value"] = File });
        Json["data"]!["resolved"] = new JsonObject { ["attachments"] = attachment is null ? new JsonObject() : new JsonObject { [File] = attachment } };
        Json["attachment_size_limit"] = sizeLimit;
        return this;
    }

    public TestInteraction From(string person)
    {
        Json["member"]!["user"]!["id"] = person;
        return this;
    }

    public static TestInteraction Modal() => New(5, new() { ["custom_id"] = "anything", ["components"] = new JsonArray() });

    /// <summary>As it comes from a direct message, where there is a user and no member (Discord R24).</summary>
    public TestInteraction InDirectMessage()
    {
        foreach (var name in new[] { "guild_id", "guild", "guild_locale", "member" })
        {
            Json.Remove(name);
        }

        Json["user"] = new JsonObject { ["id"] = "1100000000000000444", ["username"] = "reader" };
        Json["context"] = 1;
        return this;
    }

    public TestInteraction By(ulong permissions)
    {
        Json["member"]!["permissions"] = permissions.ToString(CultureInfo.InvariantCulture);
        return this;
    }

    private static TestInteraction New(int type, JsonObject? data)
    {
        var id = (((ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 1_420_070_400_000) << 22) | ((ulong)Interlocked.Increment(ref last) & 0x3FFFFF);
        var token = $"aW50ZXJhY3Rpb24-{id}-secret";
        var json = new JsonObject
        {
            ["id"] = id.ToString(CultureInfo.InvariantCulture),
            ["application_id"] = FakeDiscord.ApplicationId.ToString(CultureInfo.InvariantCulture),
            ["type"] = type,
            ["token"] = token,
            ["version"] = 1,
            ["entitlements"] = new JsonArray(),
            ["authorizing_integration_owners"] = new JsonObject { ["0"] = Guild.ToString(CultureInfo.InvariantCulture) },
            ["app_permissions"] = "2248473465835073",
            ["locale"] = "xx-FUTURE",
            ["guild_id"] = Guild.ToString(CultureInfo.InvariantCulture),
            ["guild"] = new JsonObject { ["id"] = Guild.ToString(CultureInfo.InvariantCulture), ["features"] = new JsonArray(), ["locale"] = "en-US" },
            ["channel_id"] = "1100000000000000777",
            ["channel"] = new JsonObject { ["id"] = "1100000000000000777", ["type"] = 0, ["permissions"] = "0" },
            ["member"] = new JsonObject
            {
                ["permissions"] = "0",
                ["user"] = new JsonObject { ["id"] = "1100000000000000444", ["username"] = "reader" },
            },
            ["a_field_from_the_future"] = new JsonObject { ["type"] = 99, ["id"] = new JsonArray(1, "x") },
        };
        if (data is not null)
        {
            json["data"] = data;
        }

        return new(id, token, type, json);
    }

    private static JsonObject Data(string name, (string Name, JsonNode Value)[] options, string? focused)
    {
        var words = name.Split(' ');
        var inner = new JsonArray([.. options.Select(option =>
        {
            var json = new JsonObject { ["name"] = option.Name, ["type"] = option.Value.GetValueKind() is System.Text.Json.JsonValueKind.String ? 3 : 5, ["value"] = option.Value.DeepClone() };
            if (option.Name == focused)
            {
                json["focused"] = true;
            }

            return json;
        })]);
        for (var i = words.Length - 1; i > 0; i--)
        {
            inner = [new JsonObject { ["name"] = words[i], ["type"] = i == words.Length - 1 ? 1 : 2, ["options"] = inner }];
        }

        return new() { ["id"] = "1100000000000000555", ["name"] = words[0], ["type"] = 1, ["options"] = inner };
    }
}
