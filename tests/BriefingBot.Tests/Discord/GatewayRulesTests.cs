using BriefingBot.Host.Discord.Gateway;
using FsCheck;
using FsCheck.Fluent;

namespace BriefingBot.Tests.Discord;

/// <summary>The gateway's rules that need no connection.</summary>
public sealed class GatewayRulesTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261121, 1);

    [Fact]
    [Trait("Discord", "R108")]
    [Trait("Discord", "R109")]
    public void EveryCodeHasItsNextStep()
    {
        int[] fatal = [4004, 4010, 4011, 4012, 4013, 4014];
        int[] ended = [4003, 4007, 4009];
        for (var code = 0; code < 5_000; code++)
        {
            Assert.Equal(fatal.Contains(code) ? NextStep.GiveUp : ended.Contains(code) ? NextStep.NewSession : NextStep.Resume, CloseCode.Next(code));
        }

        Assert.Equal(NextStep.Resume, CloseCode.Next(null));
    }

    [Fact]
    [Trait("Discord", "R111")]
    public void DelaysAreWithinTheirBounds() => Prop.ForAll(Gen.Choose(-5, 100_000).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (failures, seed) =>
    {
        var seconds = Backoff.Delay(failures, new Random(seed)).TotalSeconds;
        var most = failures <= 0 ? 1 : failures >= 6 ? 60 : Math.Pow(2, failures);
        Assert.InRange(seconds, failures <= 0 ? 0 : most / 2, most);
    }).Check(Runs);

    [Fact]
    [Trait("Discord", "R107")]
    public void ThePauseAfterAnInvalidSessionIsOneToFiveSeconds() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        Assert.InRange(Backoff.AfterInvalidSession(new Random(seed)).TotalSeconds, 1, 5)).Check(Runs);

    [Fact]
    [Trait("Discord", "R118")]
    public void AnyBytesAtAllAreReadWithoutAnException()
    {
        string[] pieces = ["{", "}", "[", "]", "\"op\":", "\"s\":", "\"t\":", "\"d\":", "0", "1e999", "-1", "99999999999999999999", "null", "true", ",", "\"", "\\ud800", "\\", "\"READY\"", "\"INTERACTION_CREATE\"", " ", "\0", "é", "//"];
        Prop.ForAll(Gen.Elements(pieces).ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            _ = GatewayPayload.TryRead(System.Text.Encoding.UTF8.GetBytes(text), out _);
            _ = GatewayPayload.TryRead(System.Text.Encoding.UTF8.GetBytes($"{{\"op\":0,\"d\":{{}},{text}}}"), out _);
            _ = GatewayPayload.TryRead(System.Text.Encoding.Latin1.GetBytes($"{{\"t\":\"{text}\"}}"), out _);
            _ = GatewayData.Ready(System.Text.Encoding.Latin1.GetBytes(text));
            _ = GatewayData.HeartbeatInterval(System.Text.Encoding.Latin1.GetBytes(text));
            _ = GatewayInfo.Read(System.Text.Encoding.Latin1.GetBytes(text), new Uri("https://discord.com"));
        }).Check(Runs);
    }

    [Theory]
    [InlineData("""{"heartbeat_interval":41250}""", 41_250d)]
    [InlineData("""{"heartbeat_interval":41250.5,"_trace":[]}""", 41_250.5)]
    [InlineData("""{"heartbeat_interval":0}""", null)]
    [InlineData("""{"heartbeat_interval":-1}""", null)]
    [InlineData("""{"heartbeat_interval":"41250"}""", null)]
    [InlineData("""{}""", null)]
    [InlineData("""[]""", null)]
    [InlineData("", null)]
    [Trait("Discord", "R101")]
    public void TheIntervalOfHeartbeatsIsReadOrThereIsNone(string hello, double? milliseconds) =>
        Assert.Equal(milliseconds, GatewayData.HeartbeatInterval(System.Text.Encoding.UTF8.GetBytes(hello))?.TotalMilliseconds);

    [Theory]
    [InlineData("""{"url":"wss://g.example","shards":3,"session_start_limit":{"total":1000,"remaining":7,"reset_after":5000,"max_concurrency":16}}""", 3, 7, 5, 16)]
    [InlineData("""{"url":"wss://g.example"}""", 1, 1_000, 0, 1)]
    [InlineData("""{"url":"wss://g.example","shards":1e300,"session_start_limit":{"remaining":-5,"reset_after":1e300,"max_concurrency":0}}""", 1_000, 0, 86_400, 1)]
    [InlineData("""{"url":"wss://g.example","shards":"x","session_start_limit":[]}""", 1, 1_000, 0, 1)]
    [Trait("Discord", "R100")]
    public void WhatDiscordSaysOfItsGatewayIsKeptWithinReason(string json, int shards, int left, int resetAfter, int concurrency)
    {
        var info = GatewayInfo.Read(System.Text.Encoding.UTF8.GetBytes(json), new Uri("https://discord.com"))!;
        Assert.Equal((shards, left, TimeSpan.FromSeconds(resetAfter), concurrency), (info.Shards, info.StartsLeft, info.ResetAfter, info.MaxConcurrency));
    }

    [Fact]
    [Trait("Discord", "R113")]
    public void WhateverIsAskedForBeatsThatAreDueHaveTheirRoom()
    {
        var time = new StoppedTime();
        var budget = SendBudget.For(TimeSpan.FromSeconds(41), time);
        var asked = Enumerable.Range(0, 1_000).Count(_ => budget.TryTake(isDue: false));

        Assert.Equal(SendBudget.Most - 5, asked);
        Assert.Equal(5, Enumerable.Range(0, 1_000).Count(_ => budget.TryTake(isDue: true)));
        time.Seconds = 60;
        Assert.False(budget.TryTake(isDue: true));
        time.Seconds = 62;
        Assert.True(budget.TryTake(isDue: true));
    }

    [Fact]
    [Trait("Discord", "R113")]
    public void WhatIsSentIsNeverTooLong()
    {
        var token = new string('x', 200);
        Assert.InRange(GatewayCommands.Identify(token, 999, 1_000).Length, 1, GatewayCommands.MaxBytes);
        var session = new GatewaySession();
        session.Start(new string('\u0001', 128), null, null);
        Assert.InRange(GatewayCommands.Resume(token, session.Id!, long.MaxValue).Length, 1, GatewayCommands.MaxBytes);
        session.Start(new string('x', 129), null, null);
        Assert.Null(session.Id);
    }

    private sealed class StoppedTime : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
