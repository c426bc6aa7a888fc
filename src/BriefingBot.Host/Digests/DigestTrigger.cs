using System.Globalization;
using BriefingBot.Digests;
using BriefingBot.Digests.Scheduling;
using Quartz;

namespace BriefingBot.Host.Digests;

/// <summary>A subscription's schedule in Quartz's words: what is active and has a day has a trigger.</summary>
internal static class DigestTrigger
{
    public const string Group = "digests";

    private static readonly string[] Names = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    static DigestTrigger()
    {
        // For the whole process, and only where the machine does not know a zone: one whose zone is gone must fire, so that
        // its runner pauses it, and must not keep the others from firing.
        _ = TimeZones.AddResolver(_ => TimeZoneInfo.Utc);
    }

    public static JobKey Job { get; } = new("digest", Group);

    public static TriggerKey Key(string subscription) => new(subscription, Group);

    public static bool IsDue(Subscription subscription) => subscription.State is SubscriptionState.Active && (subscription.Schedule.Days & Days.All) is not Days.None;

    /// <summary>As Quartz keeps it.</summary>
    public static (string Cron, string Zone) Schedule(LocalSchedule schedule)
    {
        var days = string.Join(',', Names.Where((_, day) => ((int)schedule.Days & (1 << day)) != 0));
        return (string.Create(CultureInfo.InvariantCulture, $"0 {schedule.Time.Minute} {schedule.Time.Hour} ? * {days}"), Zone(schedule).Id);
    }

    public static ITrigger Of(Subscription subscription, TimeProvider time) => TriggerBuilder.Create(time)
        .WithIdentity(Key(subscription.Id))
        .ForJob(Job)
        .StartAt(Start(subscription, time.GetUtcNow()))
        .UsingJobData(DigestJob.Subscription, subscription.Id)
        .WithCronSchedule(Schedule(subscription.Schedule).Cron, cron => cron.InTimeZone(Zone(subscription.Schedule)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();

    // What became due a little before this was written is still run; the ledger knows what was.
    private static DateTimeOffset Start(Subscription subscription, DateTimeOffset now) => subscription.Since > now - DigestQuartz.Late ? subscription.Since : now - DigestQuartz.Late;

    private static TimeZoneInfo Zone(LocalSchedule schedule) => TimeZones.FindById(schedule.Zone);
}
