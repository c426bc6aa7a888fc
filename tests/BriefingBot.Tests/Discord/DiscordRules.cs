using System.Text.Json;
using System.Text.RegularExpressions;
using BriefingBot.Host.Discord.Interactions;

namespace BriefingBot.Tests.Discord;

/// <summary>
/// Whether Discord would take a request: its OpenAPI document, and the rules that no schema can state (Discord R34 to R81).
/// </summary>
internal static partial class DiscordRules
{
    private const int Ephemeral = 64;
    private const int ComponentsV2 = 32768;

    /// <summary>What is wrong, one sentence each; nothing for routes without a body that is known here.</summary>
    /// <param name="kind">The interaction that a callback answers; null for other requests, or where that is not known.</param>
    /// <param name="route">Below <c>/api/v10/</c>, with or without a query.</param>
    public static IReadOnlyList<string> Check(InteractionType? kind, string method, string route, ReadOnlyMemory<byte> body)
    {
        var path = route.Split('?')[0].Trim('/');
        try
        {
            using var document = body.IsEmpty ? null : JsonDocument.Parse(body);
            return Check(kind, $"{method} {path}", document?.RootElement ?? default);
        }
        catch (JsonException)
        {
            return ["The body is not JSON."];
        }
    }

    private static List<string> Check(InteractionType? kind, string request, JsonElement body)
    {
        var problems = new List<string>();
        if (Callback().IsMatch(request))
        {
            CheckCallback(kind, body, problems);
        }
        else if (FollowUp().IsMatch(request))
        {
            problems.AddRange(DiscordSchema.Check("IncomingWebhookRequestPartial", body));
            CheckMessage(body, Ephemeral | ComponentsV2 | 4 | 4096, problems);
        }
        else if (WebhookEdit().IsMatch(request))
        {
            problems.AddRange(DiscordSchema.Check("IncomingWebhookUpdateRequestPartial", body));
            CheckMessage(body, ComponentsV2 | 4, problems);
        }
        else if (ChannelPost().IsMatch(request))
        {
            problems.AddRange(DiscordSchema.Check("MessageCreateRequest", body));
            CheckMessage(body, ComponentsV2 | 4 | 4096, problems);
            CheckNonce(body, problems);
        }
        else if (Commands().IsMatch(request))
        {
            CommandRules.Check(body, isGlobal: !request.Contains("/guilds/", StringComparison.Ordinal), problems);
        }

        return problems;
    }

    private static void CheckCallback(InteractionType? kind, JsonElement body, List<string> problems)
    {
        var type = Number(body, "type");
        var schema = type switch
        {
            1 => "PongInteractionCallbackRequest",
            4 or 5 => "CreateMessageInteractionCallbackRequest",
            6 or 7 => "UpdateMessageInteractionCallbackRequest",
            8 => "ApplicationCommandAutocompleteCallbackRequest",
            9 => "ModalInteractionCallbackRequest",
            _ => null,
        };
        if (schema is null)
        {
            problems.Add($"There is no callback type {type} (R34).");
            return;
        }

        problems.AddRange(DiscordSchema.Check(schema, body));
        int[] legal = kind switch
        {
            InteractionType.Ping => [1],
            InteractionType.Completion => [8],
            InteractionType.Command => [4, 5, 9],
            InteractionType.Component => [4, 5, 6, 7, 9],
            InteractionType.ModalSubmit => [4, 5, 6, 7],
            _ => [1, 4, 5, 6, 7, 8, 9],
        };
        if (!legal.Contains(type))
        {
            problems.Add($"A callback of type {type} is no answer to {kind} (R35).");
        }

        var data = Member(body, "data");
        switch (type)
        {
            case 4:
                CheckMessage(data, Ephemeral | ComponentsV2 | 4 | 4096, problems);
                break;
            case 7:
                CheckMessage(data, ComponentsV2 | 4, problems);
                break;
            case 5 when data.ValueKind is JsonValueKind.Object && (Number(data, "flags") & ~Ephemeral) != 0:
                problems.Add("A deferral may be ephemeral and nothing else (R40).");
                break;
            case 8:
                CheckChoices(Member(data, "choices"), problems);
                break;
            case 9:
                ModalRules.Check(data, problems);
                break;
        }
    }

    private static void CheckMessage(JsonElement message, int flags, List<string> problems)
    {
        if (message.ValueKind is not JsonValueKind.Object)
        {
            problems.Add("There is no message.");
            return;
        }

        var set = Number(message, "flags");
        if ((set & ~flags) != 0)
        {
            problems.Add($"The flags {set} cannot be set here (R39, R42, R68).");
        }

        CheckMentions(Member(message, "allowed_mentions"), problems);
        ComponentRules.Check(message, (set & ComponentsV2) != 0, problems);
    }

    private static void CheckMentions(JsonElement mentions, List<string> problems)
    {
        var roles = Member(mentions, "roles");
        var isRight = mentions.ValueKind is JsonValueKind.Object
            && mentions.EnumerateObject().All(member => member.Name is "parse" or "roles" or "replied_user")
            && Member(mentions, "parse") is { ValueKind: JsonValueKind.Array } parse && parse.GetArrayLength() == 0
            && Member(mentions, "replied_user").ValueKind is not JsonValueKind.True
            && (roles.ValueKind is JsonValueKind.Undefined || (roles.ValueKind is JsonValueKind.Array && roles.GetArrayLength() == 1));
        if (!isRight)
        {
            problems.Add("The message does not say that it mentions nobody, or one role (R67).");
        }
    }

    private static void CheckNonce(JsonElement message, List<string> problems)
    {
        if (Member(message, "nonce") is not { ValueKind: JsonValueKind.String } nonce || nonce.GetString()!.Length is 0 or > 25 || Member(message, "enforce_nonce").ValueKind is not JsonValueKind.True)
        {
            problems.Add("A post has no nonce of 1 to 25 characters that is enforced (R69, R70).");
        }
    }

    private static void CheckChoices(JsonElement choices, List<string> problems)
    {
        if (choices.ValueKind is not JsonValueKind.Array || choices.GetArrayLength() > 25)
        {
            problems.Add("A completion has 0 to 25 choices (R61).");
            return;
        }

        var names = choices.EnumerateArray().Select(choice => Member(choice, "name").GetString()!).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count || names.Exists(name => name.Trim().Length is 0 or > 100))
        {
            problems.Add("Choices have distinct names of 1 to 100 characters (R61, R63).");
        }

        var values = choices.EnumerateArray().Select(choice => Member(choice, "value")).ToList();
        if (values.Select(value => value.ValueKind).Distinct().Count() > 1 || values.Exists(value => value.ValueKind is JsonValueKind.String && value.GetString()!.Length is 0 or > 100))
        {
            problems.Add("Choices have values of one type and of at most 100 characters (R61).");
        }
    }

    internal static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    internal static int Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : 0;

    [GeneratedRegex("^POST interactions/[^/]+/[^/]+/callback$")]
    private static partial Regex Callback();

    [GeneratedRegex("^POST webhooks/[^/]+/[^/]+$")]
    private static partial Regex FollowUp();

    [GeneratedRegex("^PATCH webhooks/[^/]+/[^/]+/messages/[^/]+$")]
    private static partial Regex WebhookEdit();

    [GeneratedRegex("^POST channels/[^/]+/messages$")]
    private static partial Regex ChannelPost();

    [GeneratedRegex("^PUT applications/[^/]+(/guilds/[^/]+)?/commands$")]
    private static partial Regex Commands();
}
