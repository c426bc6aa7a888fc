using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Scheduling;

namespace BriefingBot.Digests.Commands;

/// <summary>When a pause ends, as people type it; always at the beginning of a day, by the subscription's clocks.</summary>
internal static class PauseEnd
{
    private const int MostDays = 366;

    public static readonly string[] Usual = ["tomorrow", "monday", "3d", "1w", "2w"];

    /// <summary>The beginning of the day that is meant; null where it is none, not to come, or more than a year away.</summary>
    public static DateTimeOffset? Parse(string typed, LocalSchedule schedule, DateTimeOffset now)
    {
        if (Zones.Find(schedule.Zone) is not { } zone || DigestText.Today(schedule, now) is not { } today || DayOf(typed.Trim().ToLowerInvariant(), today) is not { } day
            || day <= today || day > today.AddDays(MostDays))
        {
            return null;
        }

        // Where midnight is left out, the day begins after it.
        return new LocalSchedule(TimeOnly.MinValue, schedule.Zone, Days.All).After(now, zone).First(run => run.Date >= day).At;
    }

    private static DateOnly? DayOf(string typed, DateOnly today) =>
        TypedDay.Date(typed)
        ?? (typed is "tomorrow" ? today.AddDays(1)
            : TypedDay.Count(typed, MostDays) is { } days ? today.AddDays(days)
            : TypedDay.Weekday(typed) is { } weekday ? today.AddDays(((weekday - today.DayOfWeek + 6) % 7) + 1)
            : null);
}
