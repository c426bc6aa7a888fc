using BriefingBot.Documents;

namespace BriefingBot.Digests.Scheduling;

/// <summary>Days of the week as people type them.</summary>
public static class DaysText
{
    private const int LongestText = 100;
    private const int ShortestName = 2;

    /// <summary>
    /// Reads <c>daily</c>, <c>weekdays</c>, <c>weekend</c>, <c>mon,wed,fri</c>, <c>Monday and Tuesday</c>, <c>mon-fri</c>,
    /// <c>fri to mon</c>; null for anything else.
    /// </summary>
    public static Days? Parse(string typed)
    {
        if (typed.Length > LongestText)
        {
            return null;
        }

        var words = Words(typed);
        if (words is ["every", "day"] or ["all", "days"])
        {
            return Days.All;
        }

        var days = Days.None;
        for (var i = 0; i < words.Length; i++)
        {
            if (i + 2 < words.Length && words[i + 1] == "-")
            {
                if (OneDay(words[i]) is not { } first || OneDay(words[i + 2]) is not { } last)
                {
                    return null;
                }

                days |= Range(first, last);
                i += 2;
            }
            else if (Group(words[i]) is { } some)
            {
                days |= some;
            }
            else
            {
                return null;
            }
        }

        return days is Days.None ? null : days;
    }

    private static string[] Words(string typed) =>
    [
        .. SafeText.Inert(typed).ToLowerInvariant()
            .Replace('–', '-').Replace('—', '-').Replace("-", " - ", StringComparison.Ordinal)
            .Split([' ', ',', ';', '&', '+', '/', '.', '\u00A0'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word is not ("and" or "on"))
            .Select(word => word is "to" or "through" or "until" or "till" ? "-" : word),
    ];

    private static Days? Group(string word) => word switch
    {
        "daily" or "everyday" or "all" => Days.All,
        "weekday" or "weekdays" or "workday" or "workdays" => Days.Weekdays,
        "weekend" or "weekends" => Days.Weekend,
        _ => OneDay(word),
    };

    // "tu", "tues", "tuesday" and "tuesdays" alike; every two letters that begin a day begin one only.
    private static Days? OneDay(string word)
    {
        foreach (var day in word.Length < ShortestName ? [] : DaysOfWeek.InOrder)
        {
            if ($"{day}s".StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return day;
            }
        }

        return null;
    }

    private static Days Range(Days first, Days last)
    {
        var days = first;
        for (var i = Array.IndexOf(DaysOfWeek.InOrder, first); days != (days | last); i++)
        {
            days |= DaysOfWeek.InOrder[(i + 1) % DaysOfWeek.InOrder.Length];
        }

        return days;
    }
}
