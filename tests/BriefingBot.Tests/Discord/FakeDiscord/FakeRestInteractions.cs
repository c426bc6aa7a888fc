using System.Globalization;
using System.Text.Json.Nodes;
using BriefingBot.Host.Discord.Interactions;

namespace BriefingBot.Tests.Discord;

/// <summary>Interactions that were issued, and what may be answered to each and when (Discord R31 to R45).</summary>
internal sealed class FakeInteractions(FakeIds ids, Func<TimeSpan> now, Action<string> violation)
{
    private const int Ephemeral = 64;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Issued> byId = [];
    private readonly Dictionary<string, Issued> byToken = [];

    /// <summary>How long after its issue an interaction can be answered first (Discord R31).</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long after its issue its token can be used (Discord R33).</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Says that Discord has sent an interaction out; to be called before it is delivered.</summary>
    /// <param name="type">Discord R23.</param>
    /// <param name="isFromComponent">Whether a modal was opened from a component.</param>
    public void Issue(ulong id, string token, int type, bool isFromComponent = false)
    {
        lock (gate)
        {
            var issued = new Issued(id.ToString(CultureInfo.InvariantCulture), token, type, isFromComponent || type == 3, now());
            byId[issued.Id] = byToken[token] = issued;
        }
    }

    /// <summary>Lets a token's time be over.</summary>
    public void Expire(string token)
    {
        lock (gate)
        {
            byToken[token].IsExpired = true;
        }
    }

    /// <summary>Takes an answer that came back on the same request, over HTTP (Discord R15).</summary>
    public FakeAnswer AnswerInline(ulong id, JsonNode callback)
    {
        lock (gate)
        {
            return Take(byId[id.ToString(CultureInfo.InvariantCulture)], callback, withResponse: false);
        }
    }

    /// <summary>The kind of the interaction that this path belongs to, or null.</summary>
    public InteractionType? KindOf(string path)
    {
        lock (gate)
        {
            return path.Split('/') is ["interactions", var id, ..] && byId.TryGetValue(id, out var issued) ? (InteractionType)issued.Type : null;
        }
    }

    /// <summary>The type of an interaction's first answer, or null before it.</summary>
    public int? AnswerTo(ulong id)
    {
        lock (gate)
        {
            return byId[id.ToString(CultureInfo.InvariantCulture)].AnswerType;
        }
    }

    /// <summary>Whether a person has seen an answer: the first one, or what was promised by it.</summary>
    public bool IsAnswered(ulong id)
    {
        lock (gate)
        {
            return byId[id.ToString(CultureInfo.InvariantCulture)] is { AnswerType: not null, IsPromised: false };
        }
    }

    /// <summary>Forgets an interaction, as if it had never been.</summary>
    public void Forget(ulong id)
    {
        lock (gate)
        {
            if (byId.Remove(id.ToString(CultureInfo.InvariantCulture), out var issued))
            {
                byToken.Remove(issued.Token);
            }
        }
    }

    /// <summary>The first answer's message with its edits, then the follow-ups.</summary>
    public IReadOnlyList<JsonObject> MessagesOf(ulong id)
    {
        lock (gate)
        {
            return [.. byId[id.ToString(CultureInfo.InvariantCulture)].Messages.Select(message => message.DeepClone().AsObject())];
        }
    }

    public FakeAnswer Callback(RecordedRequest request, string id, string token)
    {
        lock (gate)
        {
            return byId.TryGetValue(id, out var issued) && issued.Token == token
                ? Take(issued, request.Json, request.Query.Contains("with_response=true", StringComparison.Ordinal))
                : FakeAnswer.Error(404, 10062, "Unknown interaction");
        }
    }

    public FakeAnswer Webhook(RecordedRequest request, string application, string token, string[] rest)
    {
        lock (gate)
        {
            if (application != FakeDiscord.ApplicationId.ToString(CultureInfo.InvariantCulture) || !byToken.TryGetValue(token, out var issued) || issued.AnswerType is null)
            {
                return FakeAnswer.Error(404, 10015, "Unknown Webhook");
            }

            if (issued.IsExpired || now() - issued.At > TokenLife)
            {
                return FakeAnswer.Error(401, 50027, "Invalid Webhook Token");
            }

            if (request.Method == "POST" && rest.Length == 0)
            {
                return FollowUp(issued, request.Json);
            }

            var message = rest is ["messages", var id]
                ? issued.Messages.Find(candidate => (string?)candidate["id"] == (id == "@original" ? issued.Original : id))
                : null;
            switch (request.Method)
            {
                case "GET" or "PATCH" or "DELETE" when message is null:
                    return FakeAnswer.Error(404, 10008, "Unknown Message");
                case "GET":
                    return new(200, message!.ToJsonString());
                case "PATCH":
                    issued.IsDeferred &= rest[1] != "@original";
                    issued.IsPromised &= rest[1] != "@original";
                    return new(200, FakeMessage.Edit(message!, WithFlags(request.Json, FlagsOf(message!) & Ephemeral)).ToJsonString());
                case "DELETE":
                    issued.Messages.Remove(message!);
                    return new(204);
                default:
                    return FakeAnswer.Error(405, 0, "405: Method Not Allowed");
            }
        }
    }

    private FakeAnswer FollowUp(Issued issued, JsonNode? body)
    {
        if (issued.IsDeferred)
        {
            violation($"interaction {issued.Id}: a follow-up before the deferred answer was resolved (Discord R41)");
        }

        if (!FakeMessage.HasContent(body))
        {
            return FakeAnswer.Error(400, 50006, "Cannot send an empty message");
        }

        var message = FakeMessage.New(ids.Next(), "1", body);
        issued.IsPromised = false;
        issued.Messages.Add(message);
        return new(200, message.ToJsonString());
    }

    private FakeAnswer Take(Issued issued, JsonNode? callback, bool withResponse)
    {
        if (issued.AnswerType is not null)
        {
            return FakeAnswer.Error(400, 40060, "Interaction has already been acknowledged.");
        }

        if (now() - issued.At > AnswerWithin)
        {
            return FakeAnswer.Error(404, 10062, "Unknown interaction");
        }

        if (FakeCallback.Fault(issued.Type, issued.IsFromComponent, callback) is { } fault)
        {
            violation($"interaction {issued.Id}: {fault}");
            return FakeAnswer.Error(400, 50035, "Invalid Form Body", """{"data":{"_errors":[{"code":"INVALID","message":"Not allowed here."}]}}""");
        }

        var type = (int)callback!["type"]!;
        (issued.AnswerType, issued.IsDeferred, issued.IsPromised) = (type, type == 5, type is 5 or 6);
        if (type is >= 4 and <= 7)
        {
            // Of an update it stands for the message that the component is on.
            var message = FakeMessage.New(ids.Next(), "1", callback["data"]);
            issued.Original = (string)message["id"]!;
            issued.Messages.Add(message);
        }

        return withResponse
            ? new(200, new JsonObject
            {
                ["interaction"] = new JsonObject { ["id"] = issued.Id, ["type"] = issued.Type, ["response_message_id"] = issued.Original },
                ["resource"] = new JsonObject { ["type"] = type, ["message"] = issued.Messages.FirstOrDefault()?.DeepClone() },
            }.ToJsonString())
            : new(204);
    }

    private static int FlagsOf(JsonObject message) => (int?)message["flags"] ?? 0;

    // Whether a message is private is decided with the first answer and stays (Discord R39).
    private static JsonNode? WithFlags(JsonNode? body, int kept)
    {
        if (body is not JsonObject given || !given.ContainsKey("flags"))
        {
            return body;
        }

        var changed = given.DeepClone().AsObject();
        changed["flags"] = (FlagsOf(given) & ~Ephemeral) | kept;
        return changed;
    }

    private sealed class Issued(string id, string token, int type, bool isFromComponent, TimeSpan at)
    {
        public string Id => id;

        public string Token => token;

        public int Type => type;

        public bool IsFromComponent => isFromComponent;

        public TimeSpan At => at;

        public int? AnswerType { get; set; }

        public bool IsDeferred { get; set; }

        /// <summary>Whether the answer is yet to come, in the place of a message that was pressed or of a deferred one.</summary>
        public bool IsPromised { get; set; }

        public bool IsExpired { get; set; }

        public string? Original { get; set; }

        public List<JsonObject> Messages { get; } = [];
    }
}
