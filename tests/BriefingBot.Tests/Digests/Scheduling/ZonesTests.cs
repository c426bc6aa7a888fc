using BriefingBot.Digests.Scheduling;


namespace BriefingBot.Tests.Digests.Scheduling;

public sealed class ZonesTests
{
    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("  EUROPE / BERLIN ", "Europe/Berlin")]
    [InlineData("america/new york", "America/New_York")]
    [InlineData("New York", "America/New_York")]
    [InlineData("berlin", "Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData("america/port-au-prince", "America/Port-au-Prince")]
    [InlineData("utc", "UTC")]
    [InlineData("asia/calcutta", "Asia/Calcutta")]
    [InlineData("Europe/Kiev", "Europe/Kiev")]
    public void APlaceIsFoundAsPeopleTypeIt(string typed, string expected)
    {
        Assert.True(Zones.TryResolve(typed, out var name));
        Assert.Equal(expected, name);
        Assert.NotNull(Zones.Find(name));
    }

    [Theory]
    [InlineData("EST", "America/New_York")]
    [InlineData("CET", "Europe/Berlin")]
    [InlineData("pst", "America/Los_Angeles")]
    [InlineData("IST", "Asia/Kolkata")]
    [InlineData("GMT", "Europe/London")]
    [InlineData("EST5EDT", "America/New_York")]
    [InlineData("US/Eastern", "America/New_York")]
    [InlineData("US/Pacific", "America/Los_Angeles")]
    [InlineData("Japan", "Asia/Tokyo")]
    [InlineData("Etc/UTC", "UTC")]
    [InlineData("GMT+2", "Africa/Cairo")]
    [InlineData("UTC-5", "America/New_York")]
    [InlineData("Etc/GMT+5", "America/New_York")]
    [InlineData("utc+5:30", "Asia/Kolkata")]
    [InlineData("Europe/Berln", "Europe/Berlin")]
    [InlineData("Lodnon", "Europe/London")]
    [InlineData("berli", "Europe/Berlin")]
    public void WhatIsNoPlaceIsRefusedWithPlacesThatAreMeant(string typed, string meant)
    {
        Assert.False(Zones.TryResolve(typed, out _));
        var nearest = Zones.Nearest(typed);
        Assert.InRange(nearest.Length, 1, 5);
        Assert.Contains(meant, nearest);
        Assert.All(nearest, place => Assert.True(Zones.TryResolve(place, out var same) && same == place));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Factory")]
    [InlineData("posixrules")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("posix/Europe/Berlin")]
    [InlineData("Europe")]
    [InlineData("Europe/")]
    [InlineData("Europe/../Europe/Berlin")]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("Moon/Tranquility")]
    [InlineData("\uD800\0")]
    public void WhatIsNoPlaceAtAllIsRefused(string typed)
    {
        Assert.False(Zones.TryResolve(typed, out var name));
        Assert.Empty(name);
        _ = Zones.Nearest(typed);
        _ = Zones.Complete(typed);
    }

    [Theory]
    [InlineData("Europe/Atlantis")]
    [InlineData("Europe")]
    [InlineData("../../etc/passwd")]
    [InlineData("Europe/../../../../etc/passwd")]
    [InlineData("zone.tab")]
    [InlineData("tzdata.zi")]
    [InlineData("")]
    [InlineData("\0")]
    public void AZoneThatTheMachineDoesNotKnowIsNotFound(string name) => Assert.Null(Zones.Find(name));

    [Theory]
    [InlineData("ber", "Europe/Berlin")]
    [InlineData("new york", "America/New_York")]
    [InlineData("New_Y", "America/New_York")]
    [InlineData("york", "America/New_York")]
    [InlineData("europe/b", "Europe/Brussels")]
    [InlineData("est", "America/New_York")]
    [InlineData("buenos", "America/Argentina/Buenos_Aires")]
    [InlineData("", "Europe/London")]
    [InlineData("utc", "UTC")]
    public void CompletionOffersTheLikeliestPlaceFirst(string typed, string expected) =>
        Assert.Contains(expected, Zones.Complete(typed).Take(typed == "europe/b" ? 3 : 1));

    [Fact]
    public void EveryPlaceCanBeCompletedAndResolvedByItsName()
    {
        foreach (var letter in "abcdefghijklmnopqrstuvwxyz/ ")
        {
            var offered = Zones.Complete(letter.ToString());
            Assert.InRange(offered.Length, 0, 25);
            Assert.Equal(offered.Distinct(), offered);
            Assert.All(offered, name => Assert.True(Zones.TryResolve(name, out var same) && same == name, name));
        }
    }
}
