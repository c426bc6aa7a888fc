using System.Globalization;

namespace BriefingBot.Digests;

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

    private static DateOnly? DayOf(string typed, DateOnly today)
    {
        if (DateOnly.TryParseExact(typed, ["yyyy-MM-dd", "d MMM yyyy", "d MMMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        if (typed is "tomorrow")
        {
            return today.AddDays(1);
        }

        if (typed is [.. var number, 'd' or 'w'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostDays)
        {
            return today.AddDays(typed[^1] is 'w' ? 7 * count : count);
        }

        return typed.Length >= 3 && Enum.GetValues<DayOfWeek>().Where(day => day.ToString().StartsWith(typed, StringComparison.OrdinalIgnoreCase)).ToList() is [var weekday]
            ? today.AddDays(((weekday - today.DayOfWeek + 6) % 7) + 1)
            : null;
    }
}
