using BriefingBot.Chat;
using BriefingBot.Digests.Delivery;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>How posts are spread over time.</summary>
public sealed class PostPaceTests
{
    private readonly ManualTime time = new(new(2026, 11, 21, 7, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task APlatformGetsNoMoreThanItsPostsASecondAndNoFewer()
    {
        var pace = new PostPace(new DigestRules { PostsPerSecond = 50 }, time);
        var posted = 0;
        var posts = Enumerable.Range(0, 200).Select(async i =>
        {
            await pace.WaitAsync(new("test", "test:1", $"c{i}"), CancellationToken.None);
            Interlocked.Increment(ref posted);
        }).ToList();
        foreach (var second in Enumerable.Range(1, 3))
        {
            time.Advance(TimeSpan.FromMilliseconds(999));
            await Discord.Eventually.IsAsync(() => Volatile.Read(ref posted) == second * 50);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        time.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(posts);
    }

    [Fact]
    public async Task AChannelWaitsASecondBetweenPostsAndHoldsNobodyElseUp()
    {
        var pace = new PostPace(new DigestRules(), time);
        var busy = new ChannelAddress("test", "test:1", "busy");
        await pace.WaitAsync(busy, CancellationToken.None);
        var second = pace.WaitAsync(busy, CancellationToken.None);
        time.Advance(TimeSpan.FromMilliseconds(40));

        await pace.WaitAsync(busy with { Channel = "quiet" }, CancellationToken.None);
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(960));
        await second;
    }
}
