namespace BriefingBot.Chat;

/// <summary>Since when, as people type it.</summary>
public static class PastTime
{
    private const int MostDays = 3660;

    public static readonly string[] Usual = ["today", "yesterday", "3d", "1w", "4w"];

    /// <summary>
    /// <c>3d</c> and <c>2w</c> count back from now; <c>today</c>, <c>yesterday</c>, a day of the week and a date mean the day's beginning.
    /// Null where it is none of these, is still to come, or is more than ten years ago.
    /// </summary>
    /// <param name="zone">Whose days they are.</param>
    public static DateTimeOffset? Parse(string typed, TimeZoneInfo zone, DateTimeOffset now)
    {
        var normal = typed.Trim().ToLowerInvariant();
        if (TypedDay.Count(normal, MostDays) is { } days)
        {
            return now.AddDays(-days);
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return DayOf(normal, today) is { } day && day <= today && day >= today.AddDays(-MostDays)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue))).ToUniversalTime()
            : null;
    }

    private static DateOnly? DayOf(string typed, DateOnly today) => typed switch
    {
        "today" => today,
        "yesterday" => today.AddDays(-1),
        _ => TypedDay.Date(typed) ?? (TypedDay.Weekday(typed) is { } weekday ? today.AddDays(-((today.DayOfWeek - weekday + 7) % 7)) : null),
    };
}
