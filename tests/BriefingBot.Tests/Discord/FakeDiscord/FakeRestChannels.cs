using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;

namespace BriefingBot.Tests.Discord;

/// <summary>Channels and their messages (Discord R68, R69). A channel is there unless it is made to refuse.</summary>
internal sealed class FakeChannels(FakeIds ids)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<JsonObject>> messages = [];
    private readonly Dictionary<(string Channel, string Nonce), string> nonces = [];
    private readonly Dictionary<string, int> refusals = [];

    /// <summary>The messages of a channel, the oldest first.</summary>
    public IReadOnlyList<JsonObject> In(string channel)
    {
        lock (gate)
        {
            return [.. Of(channel).Select(message => message.DeepClone().AsObject())];
        }
    }

    /// <summary>Puts a message of somebody else's there.</summary>
    public void Add(string channel, string author, JsonNode body)
    {
        lock (gate)
        {
            var message = FakeMessage.New(ids.Next(), channel, body);
            message["author"]!["id"] = author;
            Of(channel).Add(message);
        }
    }

    /// <summary>Makes a channel refuse with 50001 (no access), 50007 (no messages to this person), 50013 (no permission) or 10003 (gone); 0 ends it.</summary>
    public void Refuse(string channel, int code)
    {
        lock (gate)
        {
            refusals[channel] = code;
        }
    }

    /// <summary>Deletes a message as a person would.</summary>
    public void Delete(string channel, string message)
    {
        lock (gate)
        {
            Of(channel).RemoveAll(candidate => (string?)candidate["id"] == message);
        }
    }

    /// <summary>The channel in which the bot tells a person something.</summary>
    public static string DirectOf(string person) => $"9{person}";

    /// <summary>Opens the channel to a person.</summary>
    public static FakeAnswer Open(RecordedRequest request) => (string?)request.Json?["recipient_id"] is { } person && ulong.TryParse(person, CultureInfo.InvariantCulture, out var id) && id > 0
        ? new(200, new JsonObject { ["id"] = DirectOf(person), ["type"] = 1 }.ToJsonString())
        : FakeAnswer.Error(400, 50033, "Invalid Recipient(s)");

    /// <summary>Shows that the bot is typing.</summary>
    public FakeAnswer Type(string channel)
    {
        lock (gate)
        {
            return Refusal(channel) ?? new(204);
        }
    }

    public FakeAnswer Answer(RecordedRequest request, string channel, string[] rest)
    {
        lock (gate)
        {
            if (Refusal(channel) is { } refusal)
            {
                return refusal;
            }

            return (request.Method, rest) switch
            {
                ("POST", []) => Create(request, channel),
                ("GET", []) => Latest(request, channel),
                ("GET", [var id]) => OnMessage(channel, id, message => new(200, message.ToJsonString())),
                ("DELETE", [var id]) => OnMessage(channel, id, message =>
                {
                    Of(channel).Remove(message);
                    return new(204);
                }),
                ("PATCH", [var id]) => OnMessage(channel, id, message => new(200, FakeMessage.Edit(message, request.Json).ToJsonString())),
                _ => FakeAnswer.Error(405, 0, "405: Method Not Allowed"),
            };
        }
    }

    private FakeAnswer? Refusal(string channel) => refusals.GetValueOrDefault(channel) switch
    {
        50001 => FakeAnswer.Error(403, 50001, "Missing Access"),
        50007 => FakeAnswer.Error(403, 50007, "Cannot send messages to this user"),
        50013 => FakeAnswer.Error(403, 50013, "Missing Permissions"),
        10003 => FakeAnswer.Error(404, 10003, "Unknown Channel"),
        _ => null,
    };

    private FakeAnswer Create(RecordedRequest request, string channel)
    {
        if (!FakeMessage.HasContent(request.Json))
        {
            return FakeAnswer.Error(400, 50006, "Cannot send an empty message");
        }

        var nonce = request.Json!["nonce"]?.ToString();
        if (nonce?.Length > 25)
        {
            return FakeAnswer.Error(400, 50035, "Invalid Form Body", """{"nonce":{"_errors":[{"code":"NONCE_TYPE_TOO_LONG","message":"Nonce is too long."}]}}""");
        }

        var isEnforced = nonce is not null && (bool?)request.Json["enforce_nonce"] is true;
        if (isEnforced && nonces.TryGetValue((channel, nonce!), out var first))
        {
            return OnMessage(channel, first, message => new(200, message.ToJsonString()));
        }

        var created = FakeMessage.New(ids.Next(), channel, request.Json);
        Of(channel).Add(created);
        if (nonce is not null)
        {
            created["nonce"] = nonce;
        }

        if (isEnforced)
        {
            nonces[(channel, nonce!)] = (string)created["id"]!;
        }

        return new(200, created.ToJsonString());
    }

    private FakeAnswer Latest(RecordedRequest request, string channel)
    {
        var limit = int.TryParse(HttpUtility.ParseQueryString(request.Query)["limit"], CultureInfo.InvariantCulture, out var asked) ? asked : 50;
        return limit is < 1 or > 100
            ? FakeAnswer.Error(400, 50035, "Invalid Form Body", """{"limit":{"_errors":[{"code":"NUMBER_TYPE_MAX","message":"int value should be less than or equal to 100."}]}}""")
            : new(200, new JsonArray([.. Of(channel).AsEnumerable().Reverse().Take(limit).Select(message => message.DeepClone())]).ToJsonString());
    }

    private FakeAnswer OnMessage(string channel, string id, Func<JsonObject, FakeAnswer> answer) =>
        Of(channel).Find(message => (string?)message["id"] == id) is { } found ? answer(found) : FakeAnswer.Error(404, 10008, "Unknown Message");

    private List<JsonObject> Of(string channel) =>
        messages.TryGetValue(channel, out var list) ? list : messages[channel] = [];
}
