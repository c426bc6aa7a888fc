using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Tests.Discord;

/// <summary>How the client keeps Discord's limits, over a real connection.</summary>
public sealed class RestLimitTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(300);

    [Fact]
    [Trait("Discord", "R88")]
    public async Task ABucketsLimitIsKeptWithoutASingleRefusal()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Limits.Set(request => request.Method == "POST", 3, Window, "messages");
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => rig.PostAsync("7")));

        Assert.All(results, result => Assert.True(result.IsOk));
        Assert.Equal((0, 10), (rig.Fake.Limits.Exceeded, rig.Fake.Requests.Length));
    }

    [Fact]
    [Trait("Discord", "R88")]
    [Trait("Discord", "R120")]
    public async Task BeforeABucketIsKnownOneRequestIsInFlight()
    {
        await using var rig = await RestRig.StartAsync();
        var answer = new TaskCompletionSource();
        rig.Fake.Faults.Add(FakeFault.Held(answer.Task));
        Task<RestResult>[] sent = [rig.PostAsync("7"), rig.PostAsync("7"), rig.PostAsync("7")];
        await rig.Fake.Log.NextAsync("POST", "channels/7/messages");
        Assert.True((await rig.PostAsync("8")).IsOk);

        Assert.Equal(2, rig.Rest.Waiting);
        Assert.Equal(2, rig.Fake.Requests.Length);
        answer.SetResult();
        Assert.All(await Task.WhenAll(sent), result => Assert.True(result.IsOk));
        Assert.Equal(0, rig.Rest.Waiting);
    }

    [Fact]
    [Trait("Discord", "R88")]
    public async Task RoutesOfOneBucketShareItAndOtherChannelsDoNot()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Limits.Set(_ => true, 2, TimeSpan.FromMinutes(5), "shared");
        Assert.True((await rig.PostAsync("7")).IsOk);
        Assert.True((await rig.GetAsync("channels/7/messages")).IsOk);

        Assert.Equal(RestOutcome.NotSent, (await rig.PostAsync("7")).Outcome);
        Assert.Equal(RestOutcome.NotSent, (await rig.GetAsync("channels/7/messages")).Outcome);
        Assert.True((await rig.PostAsync("8")).IsOk);
        Assert.Equal((0, 3), (rig.Fake.Limits.Exceeded, rig.Fake.Requests.Length));
    }

    [Fact]
    [Trait("Discord", "R89")]
    [Trait("Discord", "R92")]
    public async Task ASharedLimitWaitsTheLongerTimeAndNeitherBlocksOthersNorCountsAsInvalid()
    {
        await using var rig = await RestRig.StartAsync();
        for (var i = 1; i < Breaker.MostInvalid; i++)
        {
            rig.Get<Breaker>().AddInvalid();
        }

        rig.Fake.Faults.Add(request => request.Path.StartsWith("channels/7", StringComparison.Ordinal), FakeFault.RateLimited(
            "shared", 0.4, ("X-RateLimit-Limit", "10"), ("X-RateLimit-Remaining", "9"), ("X-RateLimit-Reset-After", "600"), ("X-RateLimit-Bucket", "b")));
        var limited = rig.PostAsync("7");
        await rig.Fake.Log.NextAsync("POST", "channels/7/messages");
        Assert.True((await rig.PostAsync("8")).IsOk);

        Assert.True((await limited).IsOk);
        var (first, again) = (rig.Fake.Requests.First(Is7), rig.Fake.Requests.Last(Is7));
        Assert.True(again.Arrived - first.Arrived >= TimeSpan.FromSeconds(1));
        Assert.False(rig.Get<Breaker>().IsOpen);

        static bool Is7(RecordedRequest request) => request.Path == "channels/7/messages";
    }

    [Fact]
    [Trait("Discord", "R89")]
    public async Task AFirstAnswerThatIsLimitedIsRepeatedInTime()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.IssueInteraction(1, "token", 2);
        rig.Fake.Faults.Add(FakeFault.Status(429, """{"retry_after":0.2,"global":false}""", ("X-RateLimit-Scope", "user")), 2);
        Assert.True((await rig.CallbackAsync(1, "token")).IsOk);

        rig.Fake.Faults.Add(FakeFault.RateLimited("user", 20));
        var result = await rig.CallbackAsync(2, "other", seconds: 2.5);
        Assert.Equal((RestOutcome.NotSent, 429), (result.Outcome, result.Status));
        Assert.Equal(4, rig.Fake.Requests.Length);
    }

    [Fact]
    [Trait("Discord", "R90")]
    [Trait("Discord", "R91")]
    public async Task ABanWithoutAnyHeaderStopsTheBotForAMinuteAndNotItsInteractions()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Banned());
        Assert.Equal(RestOutcome.NotSent, (await rig.PostAsync("7", seconds: 55)).Outcome);
        Assert.Equal(RestOutcome.NotSent, (await rig.GetAsync("users/@me", seconds: 55)).Outcome);

        await rig.AnsweredAsync(1, "token");
        Assert.Equal(2, rig.Fake.Requests.Length);
    }

    [Fact]
    [Trait("Discord", "R90")]
    public async Task ABansOwnTimeIsHonoured()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Banned(retryAfter: 1));
        Assert.True((await rig.PostAsync("7")).IsOk);
        Assert.True(rig.Fake.Requests[1].Arrived - rig.Fake.Requests[0].Arrived >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    [Trait("Discord", "R91")]
    public async Task AGlobalLimitStopsTheBotAndNotItsInteractions()
    {
        await using var rig = await RestRig.StartAsync();
        var webhook = await rig.AnsweredAsync(1, "first");
        rig.Fake.Faults.Add(FakeFault.RateLimited("global", 100));
        Assert.Equal(RestOutcome.NotSent, (await rig.PostAsync("7")).Outcome);
        Assert.Equal(RestOutcome.NotSent, (await rig.GetAsync("users/@me")).Outcome);

        await rig.AnsweredAsync(2, "second");
        Assert.True((await rig.SendAsync(HttpMethod.Patch, $"{webhook}/messages/@original", """{"content":"a"}""")).IsOk);
        Assert.Equal(4, rig.Fake.Requests.Length);
    }

    [Fact]
    [Trait("Discord", "R91")]
    public async Task NoSecondSeesMoreThanFiftyRequestsOfTheBot()
    {
        await using var rig = await RestRig.StartAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 115).Select(channel => rig.PostAsync($"{channel}")));

        Assert.All(results, result => Assert.True(result.IsOk));
        var arrivals = rig.Fake.Requests.Select(request => request.Arrived).Order().ToArray();
        Assert.All(arrivals, start => Assert.InRange(arrivals.Count(time => time >= start && time < start + TimeSpan.FromSeconds(1)), 1, GlobalLimit.PerSecond));
    }

    [Fact]
    [Trait("Discord", "R91")]
    public async Task InteractionsDoNotCountAgainstTheBotsLimit()
    {
        await using var rig = await RestRig.StartAsync();
        for (var i = 0; i < GlobalLimit.PerSecond; i++)
        {
            Assert.True(rig.Get<GlobalLimit>().TryTake(out _).IsNone);
        }

        await rig.AnsweredAsync(1, "token");
        Assert.Equal(RestOutcome.NotSent, (await rig.GetAsync("users/@me", seconds: 0.5)).Outcome);
        Assert.Single(rig.Fake.Requests);
    }

    [Fact]
    [Trait("Discord", "R92")]
    public async Task ARefusedTokenStopsAllThatNeedsIt()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Empty401);
        var result = await rig.GetAsync("users/@me");

        Assert.Equal((RestOutcome.Refused, 401), (result.Outcome, result.Status));
        Assert.StartsWith("Discord does not accept the bot's token. Set Discord:Token", rig.Status.Failure, StringComparison.Ordinal);
        Assert.Equal(RestOutcome.NotSent, (await rig.GetAsync("users/@me")).Outcome);
        Assert.Equal(RestOutcome.NotSent, (await rig.PostAsync("7")).Outcome);
        await rig.AnsweredAsync(1, "token");
        Assert.Equal(2, rig.Fake.Requests.Length);
    }

    [Fact]
    [Trait("Discord", "R92")]
    public async Task AForbiddenRequestIsNotRepeated()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Channels.Refuse("7", 50013);
        var result = await rig.PostAsync("7", isRepeatable: true);
        Assert.Equal((RestOutcome.Refused, 403, 50013), (result.Outcome, result.Status, result.Code));
        Assert.Single(rig.Fake.Requests);
    }

    [Fact]
    [Trait("Discord", "R45")]
    [Trait("Discord", "R92")]
    public async Task AnUnknownWebhookIsNotUsedAgain()
    {
        await using var rig = await RestRig.StartAsync();
        var route = $"webhooks/{FakeDiscord.ApplicationId}/nobody/messages/@original";
        for (var i = 0; i < 3; i++)
        {
            var result = await rig.SendAsync(HttpMethod.Patch, route, """{"content":"a"}""");
            Assert.Equal((RestOutcome.Refused, 404, 10015), (result.Outcome, result.Status, result.Code));
        }

        Assert.Single(rig.Fake.Requests);
    }

    [Theory]
    [InlineData(404, "<html>Not Found</html>")]
    [InlineData(404, """{"message":"404: Not Found","code":0}""")]
    [InlineData(401, "")]
    [Trait("Discord", "R7")]
    [Trait("Discord", "R92")]
    public async Task AWebhookThatIsRefusedInOtherWordsIsNotUsedAgainEither(int status, string body)
    {
        await using var rig = await RestRig.StartAsync();
        var webhook = await rig.AnsweredAsync(1, "token");
        rig.Fake.Faults.Add(FakeFault.Status(status, body));
        Assert.Equal(status, (await rig.SendAsync(HttpMethod.Patch, $"{webhook}/messages/@original", """{"content":"a"}""")).Status);
        Assert.Equal(RestOutcome.Refused, (await rig.SendAsync(HttpMethod.Post, webhook, """{"content":"a"}""")).Outcome);

        Assert.Equal(2, rig.Fake.Requests.Length);
        Assert.Null(rig.Status.Failure);
    }

    [Fact]
    [Trait("Discord", "R92")]
    public async Task AThousandInvalidRequestsStopTheBotAndNotItsInteractions()
    {
        await using var rig = await RestRig.StartAsync();
        for (var i = 1; i < Breaker.MostInvalid; i++)
        {
            rig.Get<Breaker>().AddInvalid();
        }

        rig.Fake.Channels.Refuse("7", 50001);
        Assert.Equal(RestOutcome.Refused, (await rig.PostAsync("7")).Outcome);
        Assert.Equal(RestOutcome.NotSent, (await rig.PostAsync("8")).Outcome);
        await rig.AnsweredAsync(1, "token");
        Assert.Equal(2, rig.Fake.Requests.Length);
        Assert.Null(rig.Status.Failure);
    }

    [Fact]
    [Trait("Discord", "R96")]
    public async Task OneInteractionsLimitDoesNotSlowAnother()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Limits.Set(request => request.Path.StartsWith("webhooks/", StringComparison.Ordinal), 1, TimeSpan.FromMinutes(5), "webhook");
        var (first, second) = (await rig.AnsweredAsync(1, "first"), await rig.AnsweredAsync(2, "second"));

        Assert.True((await EditAsync(first)).IsOk);
        Assert.Equal(RestOutcome.NotSent, (await EditAsync(first)).Outcome);
        Assert.True((await EditAsync(second)).IsOk);
        Assert.Equal(0, rig.Fake.Limits.Exceeded);

        Task<RestResult> EditAsync(string webhook) => rig.SendAsync(HttpMethod.Patch, $"{webhook}/messages/@original", """{"content":"a"}""");
    }

    [Fact]
    [Trait("Discord", "R96")]
    public async Task FirstAnswersLeaveNothingBehind()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Limits.Set(_ => true, 5, TimeSpan.FromMinutes(5), "callback");
        await rig.AnsweredAsync(1, "token");
        Assert.Equal(0, rig.Get<BucketTable>().Count);
    }
}
