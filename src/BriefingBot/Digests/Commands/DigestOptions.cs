using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Scheduling;

namespace BriefingBot.Digests.Commands;

/// <summary>The options of the commands for digests.</summary>
internal static class DigestOptions
{
    public const string Topics = "topics";
    public const string Time = "time";
    public const string Zone = "zone";
    public const string Days = "days";
    public const string Content = "content";
    public const string Role = "role";
    public const string Id = "id";

    private static readonly char[] Separators = [',', '+'];

    private static readonly string[] UsualTimes = ["08:00", "09:00", "12:00", "17:00"];
    private static readonly string[] UsualDays = ["daily", "weekdays", "weekend", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static readonly OptionDefinition TopicsOption = new(Topics, OptionKind.Name, "The topics, with commas between them", Required: true)
    {
        Complete = CompleteTopics,
        IsKnown = (names, catalogue) => Split(names) is { Length: > 0 } all && all.All(name => catalogue.FindTopic(name) is not null),
    };

    public static readonly OptionDefinition TimeOption = new(Time, OptionKind.Name, "The time of day, such as 08:00", Required: true)
    {
        Complete = (request, _) => Beginning(UsualTimes, request.Typed),
        IsKnown = (words, _) => TimeText.Parse(words) is not null,
    };

    public static readonly OptionDefinition ZoneOption = new(Zone, OptionKind.Name, "The place whose clocks count, such as Europe/Berlin")
    {
        Complete = (request, _) => Zones.Complete(request.Typed).Select(zone => new Suggestion(zone, "time zone")),
        IsKnown = (words, _) => Zones.TryResolve(words, out var _) || AreDays(words),
    };

    public static readonly OptionDefinition DaysOption = new(Days, OptionKind.Name, "The days: daily, weekdays, or such as mon,thu; daily without it")
    {
        Complete = (request, _) => Beginning(UsualDays, request.Typed),
        IsKnown = (words, _) => AreDays(words),
    };

    public static readonly OptionDefinition ContentOption = new(Content, OptionKind.Name, "What it says: rotate, changes or all; rotate without it")
    {
        Complete = (request, _) => ContentNames.All.Where(known => known.Name.StartsWith(request.Typed.Trim(), StringComparison.OrdinalIgnoreCase))
            .Select(known => new Suggestion(known.Name, known.InWords)),
    };

    public static readonly OptionDefinition RoleOption = new(Role, OptionKind.Role, "The one role that it notifies; nobody without it");

    /// <summary>One of the channel's digests; not needed where there is only one.</summary>
    public static OptionDefinition IdOption(ISubscriptions subscriptions) => new(Id, OptionKind.Name, "The digest's id; not needed where the channel has one only")
    {
        CompleteAsync = (request, reader, cancellationToken) => CompleteIdAsync(subscriptions, request.Typed.Trim(), reader, cancellationToken),
    };

    /// <summary>The names of a list of topics.</summary>
    public static string[] Split(string names) => names.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // “all” is a word for days, too, but after others it is the content.
    private static bool AreDays(string words) =>
        DaysText.Parse(words) is not null && ContentNames.Parse(words[(words.LastIndexOf(' ') + 1)..]) is null;

    // Of a list, the last name is being typed.
    private static IEnumerable<Suggestion> CompleteTopics(CompletionRequest request, CatalogueView catalogue)
    {
        var last = request.Typed.LastIndexOfAny(Separators) + 1;
        var before = request.Typed[..last];
        var given = Split(before).Select(catalogue.FindTopic).OfType<Topic>().ToList();
        return catalogue.CompleteTopic(request.Typed[last..].Trim())
            .Where(topic => !given.Contains(topic))
            .Select(topic => new Suggestion(before + topic.Key, topic.Title));
    }

    private static async Task<ImmutableArray<Suggestion>> CompleteIdAsync(
        ISubscriptions subscriptions, string typed, Reader reader, CancellationToken cancellationToken)
    {
        if (reader is not { IsManager: true, Channel: { } channel })
        {
            return [];
        }

        try
        {
            return
            [
                .. (await subscriptions.InChannelAsync(channel, cancellationToken))
                    .Where(subscription => subscription.State is not SubscriptionState.Draft && subscription.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                    .Select(subscription => new Suggestion(subscription.Id, DigestText.InShort(subscription))),
            ];
        }
        catch (StateUnavailableException)
        {
            // Who gives the command is told.
            return [];
        }
    }

    private static IEnumerable<Suggestion> Beginning(string[] values, string typed) =>
        values.Where(value => value.StartsWith(typed.Trim(), StringComparison.OrdinalIgnoreCase)).Select(value => new Suggestion(value, value));
}
