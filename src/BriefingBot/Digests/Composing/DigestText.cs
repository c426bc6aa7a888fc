using System.Collections.Immutable;
using System.Globalization;
using BriefingBot.Briefings;
using BriefingBot.Digests.Commands;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Composing;

/// <summary>Subscriptions in words, the same in every answer.</summary>
internal static class DigestText
{
    /// <summary><c>china-nk, every day at 08:00 Europe/Berlin</c>: for lists to choose from.</summary>
    public static string InShort(Subscription subscription) =>
        $"{string.Join(", ", subscription.Topics)}, {Schedules.InWords(subscription.Schedule)}{(subscription.State is SubscriptionState.Paused ? ", paused" : string.Empty)}";

    /// <summary><c>“China and North Korea”, every day at 08:00 Europe/Berlin: one line on every section</c>.</summary>
    public static string InWords(Subscription subscription, CatalogueView catalogue) =>
        $"{Topics(subscription, catalogue)}, {Schedules.InWords(subscription.Schedule)}: {ContentNames.InWords(subscription.Content)}";

    public static string Topics(Subscription subscription, CatalogueView catalogue)
    {
        var view = catalogue;
        return string.Join(", ", subscription.Topics.Select(key => view.FindTopic(key) is { } topic ? $"“{topic.Title}”" : $"“{key}” (not to be seen here now)"));
    }

    /// <summary>Whom a person is to other people; untrusted, so one short line.</summary>
    public static string Name(Chat.Person? person) => SafeText.Echo(person?.Name ?? string.Empty, 40) is { Length: > 0 } name ? name : "somebody";

    /// <summary>The next runs; none where the machine no longer knows the zone.</summary>
    public static ImmutableArray<Run> NextRuns(LocalSchedule schedule, DateTimeOffset now, int count) =>
        Zones.Find(schedule.Zone) is { } zone ? [.. schedule.After(now, zone).Take(count)] : [];

    /// <summary>The date in the subscription's place; null where its zone is not known.</summary>
    public static DateOnly? Today(LocalSchedule schedule, DateTimeOffset now) => Local(schedule, now) is { } local ? DateOnly.FromDateTime(local) : null;

    /// <summary><c>08:00</c>, by the subscription's clocks, or by UTC where its zone is not known.</summary>
    public static string Clock(LocalSchedule schedule, DateTimeOffset at) =>
        (Local(schedule, at) ?? at.UtcDateTime).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>Mon 30 Nov</c>, with the year where it is not this one.</summary>
    public static string Day(DateOnly date, DateTimeOffset now) =>
        date.ToString(date.Year == now.Year ? "ddd d MMM" : "ddd d MMM yyyy", CultureInfo.InvariantCulture);

    private static DateTime? Local(LocalSchedule schedule, DateTimeOffset at) =>
        Zones.Find(schedule.Zone) is { } zone ? TimeZoneInfo.ConvertTime(at, zone).DateTime : null;
}
