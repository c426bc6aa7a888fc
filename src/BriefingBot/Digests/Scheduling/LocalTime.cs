namespace BriefingBot.Digests.Scheduling;

/// <summary>Wall-clock times as instants.</summary>
internal static class LocalTime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// The first instant at which the clocks of a zone show a time on a date, or the first after they jump over it; null where
    /// that jump is a day or more, or where the calendar ends.
    /// </summary>
    /// <remarks>
    /// Asks the zone for offsets at instants only. What it says of ambiguous and invalid local times rests on rules that it
    /// makes up from the transitions, and is not right for all zones. After the last transition that tzdata was compiled with
    /// (2037 where it is compiled in full), .NET 10 misreads the rules of zones that change at an hour before 0 or after 23, such
    /// as Jerusalem's: those are then an hour or a day astray at a change.
    /// </remarks>
    public static DateTimeOffset? FirstInstant(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        // Ticks of the wall clock, and of instants.
        var local = date.ToDateTime(time).Ticks;
        var (start, end) = (local - Day.Ticks, local + Day.Ticks);
        if (start < 0 || end > DateTime.MaxValue.Ticks)
        {
            return null;
        }

        // No zone has changed its offset twice within two days since there are digests.
        var (before, after) = (OffsetAt(start, zone), OffsetAt(end, zone));
        if (before == after)
        {
            return new(local, new(before));
        }

        var change = ChangeBetween(start, end, after, zone);
        if (local < change + before)
        {
            return new(local, new(before));
        }

        if (local >= change + after)
        {
            return new(local, new(after));
        }

        return after - before < Day.Ticks ? new(change + after, new(after)) : null;
    }

    // The first instant with the new offset; clocks change at whole seconds.
    private static long ChangeBetween(long start, long end, long after, TimeZoneInfo zone)
    {
        start -= start % TimeSpan.TicksPerSecond;
        while (end - start > TimeSpan.TicksPerSecond)
        {
            var middle = start + ((end - start) / 2 / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
            if (OffsetAt(middle, zone) == after)
            {
                end = middle;
            }
            else
            {
                start = middle;
            }
        }

        return end;
    }

    private static long OffsetAt(long instant, TimeZoneInfo zone) => zone.GetUtcOffset(new DateTime(instant, DateTimeKind.Utc)).Ticks;
}
