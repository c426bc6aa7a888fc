using System.Globalization;

namespace BriefingBot.Chat;

/// <summary>Days as people type them.</summary>
internal static class TypedDay
{
    /// <summary>A date such as <c>2026-12-24</c> or <c>24 Dec 2026</c>; null for anything else.</summary>
    public static DateOnly? Date(string typed) =>
        DateOnly.TryParseExact(typed, ["yyyy-MM-dd", "d MMM yyyy", "d MMMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>How many days <c>3d</c> or <c>2w</c> are; null for anything else and for more than <paramref name="most"/>.</summary>
    public static int? Count(string typed, int most) =>
        typed is [.. var number, 'd' or 'w'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= most
        && (typed[^1] is 'w' ? 7 * count : count) is var days && days <= most
            ? days
            : null;

    /// <summary>A day of the week by its first letters, three at least; null for anything else.</summary>
    public static DayOfWeek? Weekday(string typed) =>
        typed.Length >= 3 && Enum.GetValues<DayOfWeek>().Where(day => day.ToString().StartsWith(typed, StringComparison.OrdinalIgnoreCase)).ToList() is [var weekday] ? weekday : null;
}
