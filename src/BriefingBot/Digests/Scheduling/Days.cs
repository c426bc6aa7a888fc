namespace BriefingBot.Digests.Scheduling;

/// <summary>Days of the week.</summary>
[Flags]
public enum Days
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,
    Weekdays = Monday | Tuesday | Wednesday | Thursday | Friday,
    Weekend = Saturday | Sunday,
    All = Weekdays | Weekend,
}

internal static class DaysOfWeek
{
    /// <summary>Monday first.</summary>
    public static readonly Days[] InOrder = [Days.Monday, Days.Tuesday, Days.Wednesday, Days.Thursday, Days.Friday, Days.Saturday, Days.Sunday];

    public static bool Contains(this Days days, DayOfWeek day) => days.HasFlag(InOrder[((int)day + InOrder.Length - 1) % InOrder.Length]);
}
