using System.Globalization;

namespace BriefingBot.Briefings;

/// <summary>Dates as people read them.</summary>
public static class Dates
{
    public static string InWords(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A CSL date of year, month or day precision; anything else is returned as it is.</summary>
    public static string InWords(string date)
    {
        if (DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return InWords(day);
        }

        return DateOnly.TryParseExact(date, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? month.ToString("MMMM yyyy", CultureInfo.InvariantCulture)
            : date;
    }
}
