using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Tests.Discord;

/// <summary>The decisions behind the limits, on a clock that is moved by hand.</summary>
public sealed class RestDecisionTests
{
    private readonly HandTime time = new();

    [Fact]
    [Trait("Discord", "R88")]
    public void AnswersThatComeInAnyOrderNeverAllowMoreThanTheBucketDoes()
    {
        int[][] orders = [[4, 3, 2, 1], [1, 2, 3, 4], [3, 1, 4, 2]];
        foreach (var order in orders)
        {
            var bucket = new Bucket();
            Assert.True(bucket.TryTake(Seconds(0)).IsNone);
            Learn(bucket, 5, at: 0, resetAfter: 10);
            for (var i = 0; i < 4; i++)
            {
                Assert.True(bucket.TryTake(Seconds(1)).IsNone);
            }

            foreach (var remaining in order)
            {
                Learn(bucket, remaining, at: 2, resetAfter: 8);
            }

            Assert.True(bucket.TryTake(Seconds(3)).IsNone);
            Assert.Equal(Seconds(7), bucket.TryTake(Seconds(3)).For);
            Assert.True(bucket.TryTake(Seconds(10)).IsNone);
        }
    }

    [Fact]
    [Trait("Discord", "R88")]
    public void InANewWindowWhatIsStillInFlightCounts()
    {
        var bucket = new Bucket();
        Assert.True(bucket.TryTake(Seconds(0)).IsNone);
        Learn(bucket, 5, at: 0, resetAfter: 10);
        Assert.True(bucket.TryTake(Seconds(9)).IsNone);
        Assert.True(bucket.TryTake(Seconds(9)).IsNone);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(bucket.TryTake(Seconds(11)).IsNone);
        }

        Assert.NotNull(bucket.TryTake(Seconds(11)).Until);
    }

    [Fact]
    [Trait("Discord", "R91")]
    public void TheGlobalLimitIsUsedToNinetySevenHundredthsAndNeverExceeded()
    {
        foreach (var latency in new[] { 1, 80, 300, 2500 })
        {
            var limit = new GlobalLimit(time);
            var sent = new Queue<TimeSpan>();
            var answers = new PriorityQueue<(long Permit, TimeSpan Sent), TimeSpan>();
            var count = 0;
            var asleepUntil = TimeSpan.Zero;
            for (var end = time.Now + Seconds(60); time.Now < end; time.Now += TimeSpan.FromMilliseconds(1))
            {
                while (answers.TryPeek(out var answer, out var due) && due <= time.Now)
                {
                    answers.Dequeue();
                    limit.Over(answer.Permit, answer.Sent, isAnswered: true);
                }

                while (sent.TryPeek(out var oldest) && time.Now - oldest >= Seconds(1))
                {
                    sent.Dequeue();
                }

                while (time.Now >= asleepUntil)
                {
                    var hold = limit.TryTake(out var permit);
                    if (!hold.IsNone)
                    {
                        asleepUntil = time.Now + hold.For;
                        break;
                    }

                    count++;
                    sent.Enqueue(time.Now);
                    Assert.InRange(sent.Count, 1, GlobalLimit.PerSecond);
                    answers.Enqueue((permit, time.Now), time.Now + TimeSpan.FromMilliseconds(latency));
                }
            }

            // Behind answers that take seconds it goes as fast as their delay may have been.
            Assert.InRange(count, (latency > 1000 ? 0.45 : 0.97) * 60 * GlobalLimit.PerSecond, 60 * GlobalLimit.PerSecond + GlobalLimit.PerSecond);
        }
    }

    [Fact]
    [Trait("Discord", "R90")]
    public void ABanWithoutATimeGrowsUntilSomethingSucceeds()
    {
        var limit = new GlobalLimit(time);
        var ban = new RateLimited(null, IsGlobal: true, IsShared: false);
        Assert.Equal(Seconds(60), limit.Block(ban));
        Assert.Equal(Seconds(60), limit.Block(ban));
        Assert.Equal(Seconds(60), limit.TryTake(out _).For);

        time.Now += Seconds(60);
        Assert.Equal(Seconds(120), limit.Block(ban));
        time.Now += Seconds(120);
        limit.Succeeded();
        Assert.Equal(Seconds(60), limit.Block(ban));
    }

    [Fact]
    [Trait("Discord", "R92")]
    public void TheBreakerOpensAtAThousandInTenMinutesAndClosesAfterwards()
    {
        var breaker = new Breaker(time);
        for (var i = 0; i < Breaker.MostInvalid; i++)
        {
            Assert.False(breaker.IsOpen);
            time.Now += TimeSpan.FromMilliseconds(500);
            breaker.AddInvalid();
        }

        Assert.True(breaker.IsOpen);
        time.Now += Seconds(101);
        Assert.False(breaker.IsOpen);
    }

    [Fact]
    [Trait("Discord", "R96")]
    public void BucketsOfTokensAreDroppedWhenIdle()
    {
        var table = new BucketTable(time, new WaitingCount());
        using var response = new HttpResponseMessage();
        response.Headers.Add("X-RateLimit-Limit", "5");
        response.Headers.Add("X-RateLimit-Remaining", "4");
        response.Headers.Add("X-RateLimit-Reset-After", "2");
        response.Headers.Add("X-RateLimit-Bucket", "hash");
        for (var i = 0; i < 20_000; i++)
        {
            var lane = table.Rent(HttpMethod.Patch, $"webhooks/1/token{i}/messages/@original")!;
            Assert.True(table.TryTake(lane, out var bucket).IsNone);
            table.Learn(lane, bucket, response, null);
            table.Return(lane);
            time.Now += TimeSpan.FromMilliseconds(10);
        }

        Assert.InRange(table.Count, 1, 2_000);
    }

    [Theory]
    [Trait("Discord", "R89")]
    [InlineData("""{"retry_after":2.5,"global":false}""", "1", 2.55, false)]
    [InlineData("""{"retry_after":0.5,"global":false}""", "3", 3.05, false)]
    [InlineData("""{"retry_after":2.5,"global":true}""", null, 2.55, true)]
    [InlineData("""{"retry_after":"soon","global":"yes"}""", "7", 7.05, false)]
    [InlineData("""{"retry_after":-4}""", null, 0.05, false)]
    [InlineData("""{"retry_after":1e300}""", null, 86400.05, false)]
    [InlineData("""{}""", null, 1.05, false)]
    [InlineData("<html>", "9", 9.05, true)]
    [InlineData("", "NaN", null, true)]
    public void TheLongerOfTheTwoTimesIsWaited(string body, string? header, double? seconds, bool isGlobal)
    {
        using var response = new HttpResponseMessage();
        if (header is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", header);
        }

        var limited = RateLimited.Read(response, System.Text.Encoding.UTF8.GetBytes(body));
        Assert.Equal((seconds, isGlobal), (limited.Wait?.TotalSeconds, limited.IsGlobal));
    }

    private static void Learn(Bucket bucket, int remaining, int at, int resetAfter)
    {
        bucket.Learn(new("hash", 5, remaining, Seconds(resetAfter)), Seconds(at));
        bucket.Release();
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
