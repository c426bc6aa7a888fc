using System.Text;
using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Tests.Discord;

/// <summary>What is said to have become of a request, and what is repeated.</summary>
public sealed class RestOutcomeTests
{
    [Theory]
    [Trait("Discord", "R7")]
    [InlineData("""{"components":["0"]}""", 0)]
    [InlineData("<html><h1>Bad Request</h1></html>", 0)]
    [InlineData("", 0)]
    [InlineData("[]", 0)]
    [InlineData("null", 0)]
    [InlineData("\"x\"", 0)]
    [InlineData("""{"code":"50035"}""", 0)]
    [InlineData("""{"code":1e99}""", 0)]
    [InlineData("""{"errors":{"a":{"b":[1]}},"code":""", 0)]
    [InlineData("""{"message":{"code":1},"code":50035,"errors":[]}""", 50035)]
    [InlineData("""{"code":50035,"errors":{"embeds":{"0":{"_errors":"none"}},"x":{"_errors":[{"code":5}]}}}""", 50035)]
    [InlineData("""{"code":50035,"errors":{"\uD800":{"_errors":[]}}}""", 50035)]
    public async Task AnErrorOfAnyShapeIsARefusal(string body, int code)
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Status(400, body));
        var result = await rig.PostAsync("7");

        Assert.Equal((RestOutcome.Refused, 400, code), (result.Outcome, result.Status, result.Code));
        Assert.Equal(body, Encoding.UTF8.GetString(result.Body.Span));
        Assert.Single(rig.Fake.Requests);
    }

    [Fact]
    [Trait("Discord", "R7")]
    public void OurOwnMistakesAreNamedByTheirPlacesWithoutValues()
    {
        var body = """{"code":50035,"errors":{"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"secret text"}]}}},"te xt\n":{"_errors":[{"code":"se cret!"}]}}}"""u8;
        Assert.Equal("embeds.0.title BASE_TYPE_MAX_LENGTH, text secret", RestError.PlacesOf(body.ToArray()));
        Assert.Equal(string.Empty, RestError.PlacesOf(new byte[] { 0xFF, 0xFE, 0 }));
    }

    [Fact]
    [Trait("Discord", "R36")]
    public async Task AFirstAnswerIsDoneWithOrWithoutABody()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.IssueInteraction(1, "first", 2);
        rig.Fake.IssueInteraction(2, "second", 2);
        var (bare, full) = (await rig.CallbackAsync(1, "first"), await rig.CallbackAsync(2, "second", query: "?with_response=true"));

        Assert.Equal((true, 204, 0), (bare.IsOk, bare.Status, bare.Body.Length));
        Assert.Equal((true, 200), (full.IsOk, full.Status));
        Assert.Contains("\"resource\"", Encoding.UTF8.GetString(full.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R37")]
    [Trait("Discord", "R93")]
    public async Task AnAnswerThatOurOwnRepetitionFindsDoneIsDone()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.IssueInteraction(1, "token", 2);
        rig.Fake.Faults.Add(FakeFault.ResetAfter);
        var result = await rig.CallbackAsync(1, "token");

        Assert.Equal((RestOutcome.Ok, 400, 40060), (result.Outcome, result.Status, result.Code));
        Assert.Equal(2, rig.Fake.Requests.Length);
    }

    [Fact]
    [Trait("Discord", "R37")]
    public async Task ASecondAnswerIsRefused()
    {
        await using var rig = await RestRig.StartAsync();
        await rig.AnsweredAsync(1, "token");
        var result = await rig.CallbackAsync(1, "token");

        Assert.Equal((RestOutcome.Refused, 40060), (result.Outcome, result.Code));
        Assert.Equal(2, rig.Fake.Requests.Length);
    }

    [Fact]
    [Trait("Discord", "R45")]
    public async Task AnExpiredInteractionIsNotTakenForABadBotToken()
    {
        await using var rig = await RestRig.StartAsync();
        var webhook = await rig.AnsweredAsync(1, "token");
        rig.Fake.Interactions.Expire("token");
        var result = await rig.SendAsync(HttpMethod.Patch, $"{webhook}/messages/@original", """{"content":"late"}""");
        Assert.Equal((RestOutcome.Refused, 401, 50027), (result.Outcome, result.Status, result.Code));

        rig.Fake.Faults.Add(FakeFault.Status(401, """{"code":50027,"message":"Invalid Webhook Token"}"""));
        Assert.Equal(RestOutcome.Refused, (await rig.GetAsync("users/@me")).Outcome);
        Assert.True((await rig.GetAsync("users/@me")).IsOk);
        Assert.Null(rig.Status.Failure);
    }

    [Fact]
    [Trait("Discord", "R45")]
    public async Task WhatIsUnknownToDiscordIsNotAskedAgain()
    {
        await using var rig = await RestRig.StartAsync();
        var webhook = await rig.AnsweredAsync(1, "token");
        var late = await rig.CallbackAsync(99, "other");
        var message = await rig.SendAsync(HttpMethod.Patch, $"{webhook}/messages/5", """{"content":"a"}""");

        Assert.Equal((RestOutcome.Refused, 10062), (late.Outcome, late.Code));
        Assert.Equal((RestOutcome.Refused, 10008), (message.Outcome, message.Code));
        Assert.Equal(3, rig.Fake.Requests.Length);
    }

    [Theory]
    [Trait("Discord", "R93")]
    [InlineData(502, true, nameof(RestOutcome.Ok), 2)]
    [InlineData(502, false, nameof(RestOutcome.Ok), 2)]
    [InlineData(500, true, nameof(RestOutcome.Ok), 2)]
    [InlineData(503, true, nameof(RestOutcome.Ok), 2)]
    [InlineData(504, true, nameof(RestOutcome.Ok), 2)]
    [InlineData(500, false, nameof(RestOutcome.Unknown), 1)]
    [InlineData(503, false, nameof(RestOutcome.Unknown), 1)]
    [InlineData(504, false, nameof(RestOutcome.Unknown), 1)]
    public async Task AFailureOfDiscordsIsRepeatedWhereThatDoesNoHarm(int status, bool isRepeatable, string outcome, int requests)
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Status(status, "<html>"));
        Assert.Equal(outcome, (await rig.PostAsync("7", isRepeatable: isRepeatable)).Outcome.ToString());
        Assert.Equal(requests, rig.Fake.Requests.Length);
    }

    [Theory]
    [Trait("Discord", "R93")]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 2)]
    [InlineData(true, true, 2)]
    public async Task ABrokenConnectionLeavesItUnknownWhetherSomethingWasDone(bool isDone, bool isRepeatable, int requests)
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(isDone ? FakeFault.ResetAfter : FakeFault.ResetBefore);
        Assert.Equal(isRepeatable ? RestOutcome.Ok : RestOutcome.Unknown, (await rig.PostAsync("7", isRepeatable: isRepeatable)).Outcome);
        Assert.Equal(requests, rig.Fake.Requests.Length);
    }

    [Fact]
    [Trait("Discord", "R93")]
    public async Task WithoutAConnectionNothingIsSent()
    {
        await using var rig = await RestRig.StartAsync(new QuickTime(20), url: _ => "http://127.0.0.1:1");
        var result = await rig.PostAsync("7");
        Assert.Equal((RestOutcome.NotSent, 0), (result.Outcome, result.Status));
    }

    [Fact]
    [Trait("Discord", "R93")]
    public async Task WhatMayHaveBeenDoneStaysUnknownThoughTheLastAttemptWasNot()
    {
        await using var rig = await RestRig.StartAsync(new QuickTime(20));
        rig.Fake.Faults.Add(FakeFault.Status(500));
        rig.Fake.Faults.Add(FakeFault.Status(502), 9);
        var result = await rig.PostAsync("7", isRepeatable: true);
        Assert.Equal((RestOutcome.Unknown, 502), (result.Outcome, result.Status));
    }

    [Fact]
    [Trait("Discord", "R94")]
    public async Task AFailureThatLastsCostsAHandfulOfRequests()
    {
        await using var rig = await RestRig.StartAsync(new QuickTime(20));
        rig.Fake.Faults.Add(FakeFault.Status(503), 1000);
        Assert.Equal(RestOutcome.Unknown, (await rig.GetAsync("users/@me", seconds: 600)).Outcome);
        Assert.Equal(5, rig.Fake.Requests.Length);
    }

    [Fact]
    [Trait("Discord", "R94")]
    [Trait("Discord", "R95")]
    public async Task NothingIsWaitedForPastTheDeadline()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Silence, 10);
        var result = await rig.PostAsync("7", seconds: 0.3, isRepeatable: true);
        Assert.Equal((RestOutcome.Unknown, 0), (result.Outcome, result.Status));
        Assert.Single(rig.Fake.Requests);
    }

    [Fact]
    [Trait("Discord", "R95")]
    public async Task AnAttemptWithoutAnAnswerEndsAfterTenSecondsAndIsRepeated()
    {
        await using var rig = await RestRig.StartAsync(new QuickTime(20));
        rig.Fake.Faults.Add(FakeFault.SilenceAfter);
        Assert.True((await rig.GetAsync("users/@me", seconds: 300)).IsOk);
        Assert.Equal(2, rig.Fake.Requests.Length);
    }

    [Fact]
    public async Task OnlyTheCallersOwnCancellationThrows()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Silence);
        using var stopping = new CancellationTokenSource();
        var sending = rig.Rest.SendAsync(new(HttpMethod.Get, "users/@me"), stopping.Token);
        await rig.Fake.Log.NextAsync("GET", "users/@me");
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task AnAnswerLongerThanTheBotReadsStillSaysWhatBecameOfTheRequest()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Huge(200, 9 * 1024 * 1024));
        var result = await rig.GetAsync("users/@me");
        Assert.Equal((RestOutcome.Ok, 200, 0), (result.Outcome, result.Status, result.Body.Length));
    }

    [Fact]
    public async Task AnAnswerThatIsNoJsonIsHandedOnAsItIs()
    {
        await using var rig = await RestRig.StartAsync();
        rig.Fake.Faults.Add(FakeFault.Malformed);
        var result = await rig.GetAsync("users/@me");
        Assert.True(result.IsOk);
        Assert.NotEqual(0, result.Body.Length);
    }
}
