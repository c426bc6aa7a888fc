namespace BriefingBot.Digests.Scheduling;

/// <summary>A wall-clock time on some days of the week in a place.</summary>
/// <remarks>
/// A date has at most one occurrence, and two dates never have the same or reversed ones. A time that does not exist on a
/// date is the first instant after the gap; one that exists twice is the first of the two. Where the clocks jump over a day or
/// more, as on the islands that changed sides of the date line (Apia, 2011-12-30), the date whose time they jump over has none:
/// it was never there, and its digest would arrive together with the next.
/// </remarks>
/// <param name="Time">Whole minutes.</param>
/// <param name="Zone">An IANA name such as <c>Europe/Berlin</c>. It was known when it was given; a later tzdata may not know it.</param>
public sealed record LocalSchedule(TimeOnly Time, string Zone, Days Days)
{
    // The farthest that a local date can be from the date in UTC.
    private const int DateMargin = 1;

    private const int DaysOfWeek = 7;

    /// <summary>When it runs on a local date, with the offset that holds then; null where it does not run that day.</summary>
    /// <param name="zone">What <see cref="Zones.Find"/> has for <see cref="Zone"/>.</param>
    public DateTimeOffset? On(DateOnly date, TimeZoneInfo zone) => Days.Contains(date.DayOfWeek) ? LocalTime.FirstInstant(date, Time, zone) : null;

    /// <summary>The runs later than an instant, earliest first, for as long as there are dates.</summary>
    public IEnumerable<Run> After(DateTimeOffset instant, TimeZoneInfo zone)
    {
        for (var day = Math.Max(DayOf(instant) - DateMargin, 0); day <= DateOnly.MaxValue.DayNumber; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            if (On(date, zone) is { } at && at > instant)
            {
                yield return new(date, at);
            }
        }
    }

    /// <summary>The newest run at or before an instant; null where there is none in the week before it.</summary>
    public Run? LatestUpTo(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var newest = Math.Min(DayOf(instant) + DateMargin, DateOnly.MaxValue.DayNumber);
        for (var day = newest; day >= Math.Max(newest - DaysOfWeek - (2 * DateMargin), 0); day--)
        {
            var date = DateOnly.FromDayNumber(day);
            if (On(date, zone) is { } at && at <= instant)
            {
                return new(date, at);
            }
        }

        return null;
    }

    private static int DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime).DayNumber;
}

/// <summary>One time that a schedule runs.</summary>
/// <param name="Date">The local date it is for.</param>
/// <param name="At">With the offset that holds there then. Its local date can be a later one, where clocks jump over midnight.</param>
public readonly record struct Run(DateOnly Date, DateTimeOffset At);
