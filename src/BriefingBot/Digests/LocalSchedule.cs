namespace BriefingBot.Digests;

/// <summary>A wall-clock time on some days of the week in a place.</summary>
/// <param name="Time">Whole minutes.</param>
/// <param name="Zone">An IANA name such as <c>Europe/Berlin</c>. It was known when it was given; a later tzdata may not know it.</param>
public sealed record LocalSchedule(TimeOnly Time, string Zone, Days Days);

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
