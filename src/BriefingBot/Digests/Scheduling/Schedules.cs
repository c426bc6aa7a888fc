using System.Globalization;

namespace BriefingBot.Digests.Scheduling;

/// <summary>Schedules as people read them.</summary>
public static class Schedules
{
    /// <summary><c>on weekdays at 08:00, Europe/Berlin time</c>.</summary>
    public static string InWords(LocalSchedule schedule) => string.Create(
        CultureInfo.InvariantCulture,
        $"{InWords(schedule.Days)} at {schedule.Time:HH\\:mm}{(schedule.Zone == Zones.Utc ? " UTC" : $", {schedule.Zone} time")}");

    /// <summary><c>every day</c>, <c>on weekdays</c>, <c>on Mondays and Thursdays</c>.</summary>
    public static string InWords(Days days)
    {
        var names = DaysOfWeek.InOrder.Where(day => days.HasFlag(day)).Select(day => $"{day}s").ToList();
        return days switch
        {
            Days.All => "every day",
            Days.Weekdays => "on weekdays",
            Days.Weekend => "at weekends",
            _ when names.Count == 0 => "never",
            _ when names.Count == 1 => $"on {names[0]}",
            _ => $"on {string.Join(", ", names.SkipLast(1))} and {names[^1]}",
        };
    }
}
