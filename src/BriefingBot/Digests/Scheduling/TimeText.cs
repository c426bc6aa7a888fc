using System.Globalization;
using System.Text.RegularExpressions;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Scheduling;

/// <summary>A time of day as people type it.</summary>
public static partial class TimeText
{
    private const int LongestText = 20;
    private const int Noon = 12;

    /// <summary>
    /// Reads <c>8</c>, <c>08:00</c>, <c>8.15</c>, <c>0800</c>, <c>20h</c>, <c>20h30</c>, <c>8am</c>, <c>8:30 pm</c>, <c>noon</c>,
    /// <c>midnight</c>; null for anything else and for what no clock shows, such as <c>24:00</c>.
    /// </summary>
    public static TimeOnly? Parse(string typed)
    {
        if (typed.Length > LongestText)
        {
            return null;
        }

        var text = SafeText.Inert(typed).Trim().ToLowerInvariant();
        return text switch
        {
            "noon" or "midday" => new(Noon, 0),
            "midnight" => TimeOnly.MinValue,
            _ => Read(Clock().Match(text)),
        };
    }

    private static TimeOnly? Read(Match clock)
    {
        if (!clock.Success)
        {
            return null;
        }

        var hour = int.Parse(clock.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = clock.Groups["minute"] is { Success: true } typed ? int.Parse(typed.ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (clock.Groups["half"] is { Success: true } half)
        {
            if (hour is 0 or > Noon)
            {
                return null;
            }

            hour = (hour % Noon) + (half.ValueSpan is "p" ? Noon : 0);
        }

        return hour < 24 && minute < 60 ? new(hour, minute) : null;
    }

    [GeneratedRegex("^(?:at )?(?:(?<hour>[0-9]{1,2})(?:[:.h](?<minute>[0-9]{2})| ?h)?|(?<hour>[0-9]{1,2})(?<minute>[0-9]{2}))(?:\\s?(?<half>[ap])(?:m|\\.m\\.?))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();
}
