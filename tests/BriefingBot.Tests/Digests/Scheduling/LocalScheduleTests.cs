using BriefingBot.Digests.Scheduling;


namespace BriefingBot.Tests.Digests.Scheduling;

public sealed class LocalScheduleTests
{
    [Theory]
    [InlineData("2026-03-28", "02:30", "2026-03-28T02:30:00+01:00")]
    [InlineData("2026-03-29", "02:30", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-03-29", "02:00", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-03-29", "03:00", "2026-03-29T03:00:00+02:00")]
    [InlineData("2026-10-25", "02:30", "2026-10-25T02:30:00+02:00")]
    [InlineData("2026-10-25", "02:00", "2026-10-25T02:00:00+02:00")]
    [InlineData("2026-10-25", "03:00", "2026-10-25T03:00:00+01:00")]
    public void ATimeInTheGapRunsAfterItAndOneThatIsThereTwiceRunsFirst(string date, string time, string expected)
    {
        var at = At("Europe/Berlin", time, date);
        Assert.Equal(DateTimeOffset.Parse(expected), at);
        Assert.Equal(DateTimeOffset.Parse(expected).Offset, at!.Value.Offset);
    }

    [Theory]
    [InlineData("Pacific/Apia", "2011-12-30")]
    [InlineData("Pacific/Fakaofo", "2011-12-30")]
    [InlineData("Pacific/Kwajalein", "1993-08-21")]
    public void ADateThatIsNeverThereHasNoRunAndItsNeighboursHaveTheirs(string zone, string date)
    {
        foreach (var time in new[] { "00:00", "08:00", "23:59" })
        {
            Assert.Null(At(zone, time, date));
            var (before, after) = (At(zone, time, date, -1), At(zone, time, date, 1));
            Assert.Equal(TimeSpan.FromDays(1), after - before);
        }
    }

    [Fact]
    public void AGapOverMidnightDoesNotLoseTheDateItBeginsOn()
    {
        // There the clocks go from 23:00 to midnight in spring.
        var zone = MachineZones.Of("America/Scoresbysund");
        var schedule = new LocalSchedule(new(23, 30), "America/Scoresbysund", Days.All);
        var runs = schedule.After(new(2025, 3, 20, 0, 0, 0, TimeSpan.Zero), zone).TakeWhile(run => run.Date < new DateOnly(2025, 4, 10)).ToList();
        Assert.Equal(22, runs.Count);
        Assert.Contains(runs, run => DateOnly.FromDateTime(run.At.DateTime) != run.Date);
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.Equal(pair.First.Date.AddDays(1), pair.Second.Date));
    }

    [Fact]
    public void OnlyItsDaysRun()
    {
        var schedule = new LocalSchedule(new(8, 0), "Europe/Berlin", Days.Monday | Days.Thursday);
        var runs = schedule.After(DateTimeOffset.Parse("2026-11-30T08:00:00+01:00"), MachineZones.Of("Europe/Berlin")).Take(3);
        Assert.Equal([new(2026, 12, 3), new(2026, 12, 7), new(2026, 12, 10)], runs.Select(run => run.Date));
    }

    [Fact]
    public void AfterIsLaterAndUpToIncludesTheInstantItself()
    {
        var (schedule, zone) = (new LocalSchedule(new(8, 0), "Asia/Tokyo", Days.All), MachineZones.Of("Asia/Tokyo"));
        var at = schedule.On(new(2026, 11, 30), zone)!.Value;
        Assert.Equal(new(new(2026, 11, 30), at), schedule.LatestUpTo(at, zone));
        Assert.Equal(new DateOnly(2026, 11, 29), schedule.LatestUpTo(at.AddTicks(-1), zone)!.Value.Date);
        Assert.Equal(new DateOnly(2026, 12, 1), schedule.After(at, zone).First().Date);
        Assert.Equal(new DateOnly(2026, 11, 30), schedule.After(at.AddTicks(-1), zone).First().Date);
    }

    [Fact]
    public void TheLatestRunOfAWeeklyScheduleIsFoundOnEveryDayOfTheWeek()
    {
        var (schedule, zone) = (new LocalSchedule(new(8, 0), "Pacific/Kiritimati", Days.Sunday), MachineZones.Of("Pacific/Kiritimati"));
        var first = schedule.On(new(2026, 11, 29), zone)!.Value;
        for (var hours = 0; hours < 7 * 24; hours++)
        {
            Assert.Equal(first, schedule.LatestUpTo(first.AddHours(hours), zone)!.Value.At);
        }
    }

    [Fact]
    public void AScheduleWithoutDaysAndTheEndsOfTheCalendarHaveNoRuns()
    {
        var zone = MachineZones.Of("Pacific/Auckland");
        var never = new LocalSchedule(new(8, 0), "Pacific/Auckland", Days.None);
        var daily = never with { Days = Days.All };
        Assert.Null(never.LatestUpTo(DateTimeOffset.UnixEpoch, zone));
        Assert.Null(daily.LatestUpTo(DateTimeOffset.MinValue, zone));
        Assert.Empty(daily.After(DateTimeOffset.MaxValue, zone));
        Assert.NotEmpty(daily.After(DateTimeOffset.MinValue, zone).Take(1));
    }

    private static DateTimeOffset? At(string zone, string time, string date, int days = 0) =>
        new LocalSchedule(TimeOnly.Parse(time), zone, Days.All).On(DateOnly.Parse(date).AddDays(days), MachineZones.Of(zone));
}
