using System.Globalization;
using System.Text.Json.Nodes;

namespace BriefingBot.Tests.Discord;

/// <summary>The application's commands, everywhere and server by server (Discord R47, R48).</summary>
internal sealed class FakeCommands(FakeIds ids)
{
    /// <summary>The type of the command that opens an application's Activities.</summary>
    public const int EntryPointType = 4;

    private readonly Lock gate = new();
    private readonly Dictionary<string, JsonArray> scopes = [];

    /// <summary>What is registered, as the client would get it with localizations.</summary>
    /// <param name="guild">The server, or null for everywhere.</param>
    public JsonArray In(string? guild = null)
    {
        lock (gate)
        {
            return scopes.GetValueOrDefault(guild ?? string.Empty, []).DeepClone().AsArray();
        }
    }

    /// <summary>Registers commands as another process has left them.</summary>
    public void Set(JsonArray commands)
    {
        lock (gate)
        {
            scopes[string.Empty] = commands.DeepClone().AsArray();
        }
    }

    /// <summary>What Discord adds to the commands of an application that has Activities.</summary>
    public static JsonObject EntryPoint() => JsonNode.Parse(
        """
        {"id":"1100000000000000321","application_id":"1100000000000000123","version":"1","type":4,"name":"launch","name_localizations":null,"description":"",
         "description_localizations":null,"default_member_permissions":null,"dm_permission":true,"contexts":[0,1,2],"integration_types":[0,1],"nsfw":false,"handler":2}
        """)!.AsObject();

    public FakeAnswer Answer(RecordedRequest request, string[] path)
    {
        var guild = path.Length > 3 ? path[3] : null;
        if (path[1] != FakeDiscord.ApplicationId.ToString(CultureInfo.InvariantCulture))
        {
            return FakeAnswer.Error(404, 10002, "Unknown Application");
        }

        lock (gate)
        {
            switch (request.Method)
            {
                case "GET":
                    return new(200, Shown(request.Query.Contains("with_localizations=true", StringComparison.Ordinal), guild).ToJsonString());
                case "PUT" when request.Json is JsonArray given && LacksEntryPoint(given, guild):
                    return FakeAnswer.Error(400, 50240, "You cannot remove this app's Entry Point command in a bulk update operation.");
                case "PUT" when request.Json is JsonArray commands:
                    scopes[guild ?? string.Empty] = [.. commands.Select(command => Registered(command!.AsObject(), guild))];
                    return new(200, Shown(withLocalizations: true, guild).ToJsonString());
                case "PUT":
                    return FakeAnswer.Error(400, 50035, "Invalid Form Body", """{"_errors":[{"code":"LIST_TYPE_CONVERT","message":"Only iterables may be used in a ListType"}]}""");
                default:
                    return FakeAnswer.Error(405, 0, "405: Method Not Allowed");
            }
        }
    }

    private bool LacksEntryPoint(JsonArray given, string? guild) =>
        Has(scopes.GetValueOrDefault(guild ?? string.Empty, [])) && !Has(given);

    private static bool Has(JsonArray commands) => commands.Any(command => (int?)command!["type"] == EntryPointType);

    private JsonArray Shown(bool withLocalizations, string? guild)
    {
        var shown = scopes.GetValueOrDefault(guild ?? string.Empty, []).DeepClone().AsArray();
        if (!withLocalizations)
        {
            foreach (var command in shown)
            {
                RemoveLocalizations(command!.AsObject());
            }
        }

        return shown;
    }

    private static void RemoveLocalizations(JsonObject item)
    {
        item.Remove("name_localizations");
        item.Remove("description_localizations");
        foreach (var child in (item["options"]?.AsArray() ?? []).Concat(item["choices"]?.AsArray() ?? []))
        {
            RemoveLocalizations(child!.AsObject());
        }
    }

    // What the server adds, and the defaults it writes out.
    private JsonObject Registered(JsonObject given, string? guild)
    {
        var before = scopes.GetValueOrDefault(guild ?? string.Empty, [])
            .FirstOrDefault(command => (string?)command!["name"] == (string?)given["name"] && (int)command["type"]! == ((int?)given["type"] ?? 1));
        var command = given.DeepClone().AsObject();
        command["id"] = (string?)before?["id"] ?? ids.Next();
        command["application_id"] = FakeDiscord.ApplicationId.ToString(CultureInfo.InvariantCulture);
        command["version"] = ids.Next();
        command.TryAdd("type", 1);
        command.TryAdd("description", string.Empty);
        command.TryAdd("default_member_permissions", null);
        command.TryAdd("nsfw", false);
        command.TryAdd("name_localizations", null);
        command.TryAdd("description_localizations", null);
        if (guild is null)
        {
            command.TryAdd("contexts", null);
            command.TryAdd("integration_types", new JsonArray(0));
            command.TryAdd("dm_permission", true);
        }
        else
        {
            command["guild_id"] = guild;
        }

        return command;
    }
}
