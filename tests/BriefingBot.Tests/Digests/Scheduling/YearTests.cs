using System.Globalization;

namespace BriefingBot.Tests.Digests.Scheduling;

/// <summary>A year of the runner, with a scheduler that fires far too often.</summary>
public sealed class YearTests
{
    [Theory]
    [InlineData("Europe/Berlin", "02:30", "2027-03-28 03:00 +02:00", "2027-10-31 02:30 +02:00")]
    [InlineData("America/New_York", "01:30", "2027-03-14 01:30 -05:00", "2027-11-07 01:30 -04:00")]
    [InlineData("Australia/Lord_Howe", "02:00", "2027-10-03 02:30 +11:00", "2027-04-04 02:00 +10:30")]
    [InlineData("Asia/Kathmandu", "23:45", "2027-03-28 23:45 +05:45", "2027-10-25 23:45 +05:45")]
    public async Task EveryDayOfAYearHasItsDigestOnceAndAtItsHour(string zone, string time, params string[] special)
    {
        using var rig = new DigestRig();
        var start = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        rig.Time.Advance(start - rig.Time.GetUtcNow());
        var at = TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture);
        var subscription = await rig.SubscribeAsync(zone: zone, at: at);
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var posted = new List<DateTimeOffset>();
        while (rig.Time.GetUtcNow() < start.AddYears(1))
        {
            await rig.Runner.RunAsync(subscription.Id, CancellationToken.None);
            while (posted.Count < rig.Publisher.Shown.Count)
            {
                posted.Add(TimeZoneInfo.ConvertTime(rig.Time.GetUtcNow(), place));
            }

            rig.Time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.InRange(posted.Count, 364, 366);
        Assert.Equal(posted.Count, posted.Select(post => DateOnly.FromDateTime(post.DateTime)).Distinct().Count());
        Assert.All(posted.Zip(posted.Skip(1)), pair => Assert.Equal(1, DateOnly.FromDateTime(pair.Second.DateTime).DayNumber - DateOnly.FromDateTime(pair.First.DateTime).DayNumber));
        var unusual = special.Select(one => one[..10]).ToHashSet();
        Assert.All(posted.Where(post => !unusual.Contains($"{post:yyyy-MM-dd}")), post => Assert.Equal(at, TimeOnly.FromDateTime(post.DateTime)));
        Assert.Equal(special.Order(), posted.Select(post => $"{post:yyyy-MM-dd HH:mm zzz}").Where(post => special.Contains(post)).Order());
    }
}
