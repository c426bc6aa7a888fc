using BriefingBot.Digests.Scheduling;
using NodaTime;
using Xunit.Abstractions;

namespace BriefingBot.Tests.Digests.Scheduling;

/// <summary>
/// Schedules in every zone that this machine knows and in the years 2000 to 2040, against NodaTime. Two things are left out, and
/// must be few: years in which the machine's database and NodaTime's, which can be of another version, have other changes (told by
/// reading the compiled files here); and, after the last change that is compiled, zones with rules that .NET 10 misreads.
/// </summary>
public sealed class EveryZoneTests(ITestOutputHelper output)
{
    private static readonly TimeOnly[] Times = [new(0, 0), new(0, 30), new(1, 15), new(2, 0), new(2, 30), new(3, 0), new(8, 0), new(12, 0), new(23, 59)];

    [Fact]
    public void EveryZoneRunsAtTheRightInstantAroundItsChangesAndOnOrdinaryDays()
    {
        var (compared, leftOut) = (0, new List<string>());
        var wrong = new List<string>();
        Parallel.ForEach(MachineZones.Names, name =>
        {
            if (MachineZones.IndependentOf(name) is not { } independent)
            {
                lock (leftOut)
                {
                    leftOut.Add(name);
                }

                return;
            }

            var (zone, compiled) = (MachineZones.Of(name), MachineZones.CompiledOf(name));
            for (var year = MachineZones.FirstYear; year <= MachineZones.LastYear; year++)
            {
                if (!MachineZones.Agree(compiled, independent, year) || (compiled.IsRuleMisread && year > compiled.LastYear))
                {
                    lock (leftOut)
                    {
                        leftOut.Add($"{name} {year}");
                    }

                    continue;
                }

                Interlocked.Increment(ref compared);
                foreach (var date in Dates(independent, year))
                {
                    foreach (var time in Times)
                    {
                        var found = new LocalSchedule(time, name, Days.All).On(date, zone);
                        var expected = MachineZones.Expected(date, time, independent);
                        if (found != expected || found?.Offset != expected?.Offset)
                        {
                            lock (wrong)
                            {
                                wrong.Add($"{name} {date:yyyy-MM-dd} {time:HH:mm}: {found:O}, not {expected:O}");
                            }
                        }
                    }
                }
            }
        });

        output.WriteLine($"{MachineZones.Names.Length} zones, {compared} years of zones; left out: {string.Join(", ", leftOut.Order(StringComparer.Ordinal))}");
        Assert.Equal([], wrong.Order(StringComparer.Ordinal));
        Assert.True(MachineZones.Names.Length > 400);
        Assert.True(leftOut.Count < MachineZones.Names.Length * (MachineZones.LastYear - MachineZones.FirstYear) / 50, string.Join(", ", leftOut));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("America/St_Johns")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Asia/Tehran")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Africa/Cairo")]
    [InlineData("Asia/Gaza")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    [InlineData("Antarctica/Troll")]
    public void NoDayIsMissingAndNoneIsTwice(string name)
    {
        var (zone, compiled, independent) = (MachineZones.Of(name), MachineZones.CompiledOf(name), MachineZones.IndependentOf(name)!);
        var agreed = Enumerable.Range(MachineZones.FirstYear, MachineZones.LastYear - MachineZones.FirstYear + 1)
            .Where(year => MachineZones.Agree(compiled, independent, year) && !(compiled.IsRuleMisread && year > compiled.LastYear)).ToHashSet();
        Assert.True(agreed.Count > 24);
        foreach (var time in new TimeOnly[] { new(0, 0), new(2, 30), new(23, 30) })
        {
            var schedule = new LocalSchedule(time, name, Days.All);
            var start = schedule.On(new(MachineZones.FirstYear, 1, 1), zone)!.Value;
            var runs = schedule.After(start.AddTicks(-1), zone).TakeWhile(run => run.Date.Year <= MachineZones.LastYear).ToList();
            var dates = Enumerable.Range(0, new DateOnly(MachineZones.LastYear, 12, 31).DayNumber - new DateOnly(MachineZones.FirstYear, 1, 1).DayNumber + 1)
                .Select(new DateOnly(MachineZones.FirstYear, 1, 1).AddDays);

            Assert.Equal(dates.Where(date => MachineZones.Expected(date, time, independent) is not null), runs.Select(run => run.Date));
            Assert.All(runs.Where(run => agreed.Contains(run.Date.Year)), run => Assert.Equal(MachineZones.Expected(run.Date, time, independent), run.At));
            Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At));
        }
    }

    // The days round every change, the ends of the year, and some ordinary days.
    private static IEnumerable<DateOnly> Dates(DateTimeZone zone, int year)
    {
        var changes = zone.GetZoneIntervals(Instant.FromUtc(year, 1, 1, 0, 0), Instant.FromUtc(year + 1, 1, 1, 0, 0))
            .Where(interval => interval.HasStart)
            .SelectMany(interval => Enumerable.Range(-2, 5).Select(day => DateOnly.FromDateTime(interval.Start.ToDateTimeUtc()).AddDays(day)));
        return changes.Concat([new(year, 1, 1), new(year, 2, 28), new(year, 7, 15), new(year, 12, 31)]).Where(date => date.Year == year).Distinct();
    }
}
