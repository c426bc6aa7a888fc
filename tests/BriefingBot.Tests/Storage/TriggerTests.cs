using BriefingBot.Digests.Scheduling;
using BriefingBot.Host.Digests;

namespace BriefingBot.Tests.Storage;

/// <summary>Quartz fires at the instants that our own calculation has.</summary>
public sealed class TriggerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddYears(2);

    private static readonly string[] Places = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "America/Havana", "Antarctica/Troll", "UTC"];

    private static readonly string[] Times = ["00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "08:00", "23:59"];

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var (place, time) in Places.SelectMany(place => Times.Select(time => (place, time))))
        {
            cases.Add(place, time);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void QuartzFiresWhenTheScheduleSays(string zone, string time)
    {
        var schedule = new LocalSchedule(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), zone, Days.All);
        var subscription = Samples.Subscription() with { Schedule = schedule, Since = Start };
        var trigger = DigestTrigger.Of(subscription, new FixedTime(DateOnly.FromDateTime(Start.DateTime)));
        var fired = new List<DateTimeOffset>();
        for (var next = trigger.GetFireTimeAfter(Start); next is { } at && at < End; next = trigger.GetFireTimeAfter(at))
        {
            fired.Add(at.ToUniversalTime());
        }

        Assert.Equal(schedule.After(Start, Zones.Find(zone)!).TakeWhile(run => run.At < End).Select(run => run.At.ToUniversalTime()), fired);
    }
}
