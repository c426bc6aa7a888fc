using BriefingBot.Host.Discord.Interactions;

namespace BriefingBot.Tests.Discord;

[Trait("Discord", "R98")]
public sealed class SeenInteractionsTests
{
    [Fact]
    public void AnInteractionIsKnownForAQuarterOfAnHourAndMore()
    {
        var time = new FastTime();
        var seen = new SeenInteractions(time);
        Assert.True(seen.TryAdd(1));
        time.Skip(TimeSpan.FromMinutes(14));
        Assert.True(seen.TryAdd(2));
        time.Skip(TimeSpan.FromMinutes(14));

        Assert.False(seen.TryAdd(1));
        Assert.False(seen.TryAdd(2));
    }

    [Fact]
    public void OfVeryManyTheOldestAreForgotten()
    {
        var seen = new SeenInteractions(TimeProvider.System);
        for (var id = 1UL; id <= 1_000_001; id++)
        {
            Assert.True(seen.TryAdd(id));
        }

        Assert.False(seen.TryAdd(1_000_001));
        Assert.True(seen.TryAdd(1));
    }
}
