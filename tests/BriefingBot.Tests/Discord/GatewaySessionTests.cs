using BriefingBot.Host.Discord.Gateway;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Discord;

/// <summary>How a session is started, resumed and given up.</summary>
public sealed class GatewaySessionTests
{
    private readonly ManualTime clock = new(new(TestFolder.Today, new TimeOnly(12, 0), TimeSpan.Zero));

    [Fact]
    [Trait("Discord", "R100")]
    [Trait("Discord", "R101")]
    [Trait("Discord", "R115")]
    public async Task ASessionIsStartedWithWhatDiscordWantsToKnowAndNoMore()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord);

        var connection = await discord.Gateway.NextIdentifyAsync();

        Assert.Equal("/gateway", connection.Path);
        Assert.Equal(("10", "json", "zlib-stream"), (connection.Query["v"].ToString(), connection.Query["encoding"].ToString(), connection.Query["compress"].ToString()));
        Assert.Equal(FakeDiscord.Token, connection.Hello.GetProperty("token").GetString());
        Assert.Equal(0, connection.Hello.GetProperty("intents").GetInt32());
        Assert.Equal("[0,1]", connection.Hello.GetProperty("shard").GetRawText());
        Assert.Equal(["os", "browser", "device"], connection.Hello.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Empty(discord.Gateway.Violations);
    }

    [Fact]
    [Trait("Discord", "R100")]
    public async Task AGatewayThatCannotBeFoundIsAskedForAgain()
    {
        await using var discord = await FakeDiscord.StartAsync();
        var asked = 0;
        await using var run = await GatewayRun.StartAsync(discord, new()
        {
            Time = new FastTime(10),
            Ask = _ => Task.FromResult(asked++ switch
            {
                0 => new(RestOutcome.NotSent, 0, 0, default),
                1 => new(RestOutcome.Unknown, 500, 0, default),
                2 => GatewayRun.Answer("<html>"),
                3 => GatewayRun.Answer("""{"url":"http://not-a-gateway"}"""),
                4 => GatewayRun.Answer("""{"url":5}"""),
                _ => GatewayRun.Answer(discord.Gateway.BotJson),
            }),
        });

        await discord.Gateway.NextIdentifyAsync();

        Assert.Equal(6, asked);
        Assert.Null(run.Status.Failure);
    }

    [Fact]
    [Trait("Discord", "R92")]
    public async Task ATokenThatIsRefusedBeforeAnythingElseEndsIt()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord, new()
        {
            Ask = _ => Task.FromResult(new RestResult(RestOutcome.Refused, 401, 0, default)),
        });

        await run.Ended;

        Assert.StartsWith("Discord does not accept the bot's token: set Discord:Token", run.Status.Failure, StringComparison.Ordinal);
        Assert.Single(run.Logs.Lines, line => line.Level == LogLevel.Critical);
    }

    [Fact]
    [Trait("Discord", "R105")]
    public async Task AfterABrokenConnectionTheSessionIsResumedAndWhatWasMissedComesOnce()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord);
        var first = await discord.Gateway.NextIdentifyAsync();
        discord.Gateway.Dispatch("INTERACTION_CREATE", """{"id":"1"}""");
        discord.Gateway.Dispatch("SOMETHING_NEW", "[1,2]");
        discord.Gateway.Dispatch("INTERACTION_CREATE", """{"id":"2"}""");
        Assert.Equal("""{"id":"1"}""", await run.NextInteractionAsync());
        Assert.Equal("""{"id":"2"}""", await run.NextInteractionAsync());

        first.Drop();
        await first.Closed;
        discord.Gateway.Dispatch("INTERACTION_CREATE", """{"id":"3"}""");
        var second = await discord.Gateway.NextResumeAsync();

        Assert.Equal("""{"id":"3"}""", await run.NextInteractionAsync());
        Assert.Equal("/gateway/resume", second.Path);
        Assert.Equal(("10", "json", "zlib-stream"), (second.Query["v"].ToString(), second.Query["encoding"].ToString(), second.Query["compress"].ToString()));
        Assert.Equal(FakeDiscord.Token, second.Hello.GetProperty("token").GetString());
        Assert.Equal("session-1", second.Hello.GetProperty("session_id").GetString());
        Assert.Equal(4, second.Hello.GetProperty("seq").GetInt64());
        Assert.False(run.HasInteraction);
        Assert.Empty(discord.Gateway.Violations);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not a url")]
    [InlineData("wss://gateway.discord.gg.example.com")]
    [Trait("Discord", "R105")]
    public async Task AnAddressToResumeAtThatCannotBeUsedIsNotUsed(string url)
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.ResumeUrl = url;
        await using var run = await GatewayRun.StartAsync(discord);

        (await discord.Gateway.NextIdentifyAsync()).Close(4000);

        Assert.Equal("/gateway", (await discord.Gateway.NextResumeAsync()).Path);
    }

    [Theory]
    [InlineData("wss://gateway.discord.gg", "wss://gateway-us-east1-b.discord.gg", true)]
    [InlineData("wss://gateway.discord.gg", "wss://GATEWAY.discord.gg:8443/?a=b", true)]
    [InlineData("wss://gateway.discord.gg", "wss://a.b.discord.gg", true)]
    [InlineData("wss://gateway.discord.gg", "wss://discord.gg", true)]
    [InlineData("wss://gateway.discord.gg", "wss://notdiscord.gg", false)]
    [InlineData("wss://gateway.discord.gg", "wss://discord.gg.example.com", false)]
    [InlineData("wss://gateway.discord.gg", "wss://gateway.discord.gg@example.com", false)]
    [InlineData("wss://gateway.discord.gg", "wss://127.0.0.1", false)]
    [InlineData("wss://discord.gg", "wss://example.gg", false)]
    [InlineData("wss://gateway", "wss://other", false)]
    [InlineData("wss://10.0.0.1", "wss://10.0.0.1:9", true)]
    [InlineData("wss://10.0.0.1", "wss://9.0.0.1", false)]
    [InlineData("wss://gateway.0.0.1.example", "wss://10.0.0.1", false)]
    [InlineData("ws://127.0.0.1:1/gateway", "ws://localhost:2/resume", true)]
    [InlineData("ws://[::1]:1/gateway", "ws://[::2]:1/gateway", false)]
    [Trait("Discord", "R105")]
    public void ASessionIsResumedAtItsGatewayOrANeighbourAlone(string gateway, string address, bool isNeighbour) =>
        Assert.Equal(isNeighbour, GatewayUrl.IsNeighbour(new Uri(address), new Uri(gateway)));

    [Fact]
    [Trait("Discord", "R8")]
    public void PlainConnectionsAreForTestServersAlone()
    {
        var (real, test) = (new Uri("https://discord.com/api/v10/"), new Uri("http://127.0.0.1:1/api/v10/"));
        Assert.False(GatewayUrl.TryRead("ws://gateway.discord.gg", real, out _));
        Assert.True(GatewayUrl.TryRead("ws://127.0.0.1:1/gateway", test, out _));
        Assert.True(GatewayUrl.TryRead("wss://gateway-us-east1-b.discord.gg", real, out var address));
        Assert.Equal("wss://gateway-us-east1-b.discord.gg/?v=10&encoding=json&compress=zlib-stream", address.AbsoluteUri);
    }

    [Theory]
    [InlineData("wss://a.example", "/?")]
    [InlineData("wss://a.example/deep/path?", "/deep/path?")]
    [InlineData("wss://a.example?shard=5", "/?shard=5&")]
    [InlineData("wss://a.example/?v=10&encoding=json", "/?")]
    [InlineData("wss://a.example/?v=9&x=v=1&encoding=etf&compress=zstd-stream#part", "/?x=v=1&")]
    [Trait("Discord", "R105")]
    public void WhatTheBotAsksForIsInAnAddressOnce(string given, string expected)
    {
        Assert.True(GatewayUrl.TryRead(given, new Uri("https://discord.com"), out var address));
        Assert.Equal($"{expected}v=10&encoding=json&compress=zlib-stream", address.PathAndQuery);
    }

    [Fact]
    [Trait("Discord", "R105")]
    [Trait("Discord", "R102")]
    public async Task ASessionThatIsStartedInsteadOfResumedCountsItsOwnEvents()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord, new() { Random = new GatewayRun.Chance(0.99) });
        var first = await discord.Gateway.NextIdentifyAsync();
        first.Send("""{"op":0,"s":500,"t":"X","d":{}}""");
        discord.Gateway.Answers.Enqueue(connection => connection.Send(
            $$$"""{"op":0,"s":1,"t":"READY","d":{"session_id":"session-2","resume_gateway_url":"{{{discord.Gateway.ResumeUrl}}}"}}"""));

        first.Close(4000);
        var second = await discord.Gateway.NextResumeAsync();
        second.Send("""{"op":1,"d":null}""");

        Assert.Equal(500, second.Hello.GetProperty("seq").GetInt64());
        Assert.Equal(1, (await second.NextHeartbeatAsync()).Seq);
        second.Close(4000);
        var third = await discord.Gateway.NextResumeAsync();
        Assert.Equal(("session-2", 1), (third.Hello.GetProperty("session_id").GetString(), third.Hello.GetProperty("seq").GetInt64()));
    }

    [Fact]
    [Trait("Discord", "R106")]
    public async Task WhenAskedToReconnectItResumesAtOnceEvenBeforeTheGreeting()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord);
        var first = await discord.Gateway.NextIdentifyAsync();
        discord.Gateway.Greetings.Enqueue(connection => connection.Send("""{"op":7,"d":null}"""));

        discord.Gateway.Dispatch("INTERACTION_CREATE", "{}");
        await run.NextInteractionAsync();
        first.Send("""{"op":7,"d":null}""");

        Assert.Equal(4000, await first.Closed);
        await discord.Gateway.NextResumeAsync();
        await discord.Gateway.NextConnectionAsync();
        Assert.Equal(4000, await (await discord.Gateway.NextConnectionAsync()).Closed);
        Assert.Empty(discord.Gateway.Violations);
    }

    [Fact]
    [Trait("Discord", "R107")]
    public async Task ASessionThatIsInvalidForNowIsResumedAfterAPause()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord);
        var first = await discord.Gateway.NextIdentifyAsync();
        discord.Gateway.Dispatch("INTERACTION_CREATE", "{}");
        await run.NextInteractionAsync();

        var invalidAt = TimeProvider.System.GetTimestamp();
        first.Send("""{"op":9,"d":true}""");

        var second = await discord.Gateway.NextResumeAsync();
        Assert.True(TimeProvider.System.GetElapsedTime(invalidAt, second.At) >= TimeSpan.FromSeconds(0.99));
        Assert.Equal(4000, await first.Closed);
    }

    [Fact]
    [Trait("Discord", "R107")]
    public async Task ASessionThatIsInvalidIsReplacedOnANewConnectionToTheUsualAddress()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = clock;
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = clock });
        var first = await discord.Gateway.NextIdentifyAsync();
        await Eventually.IsAsync(() => run.Status.IsConnected);
        discord.Gateway.ForgetSessions();

        first.Close(4000);
        await discord.Gateway.NextResumeAsync();
        await run.ReconnectionAsync(2);
        var pause = TimeSpan.FromSeconds(1);
        await clock.PassAsync(pause);
        await clock.PassAsync(IdentifyGate.Permit.Apart - pause);

        Assert.Equal("/gateway", (await discord.Gateway.NextIdentifyAsync()).Path);
        Assert.Empty(discord.Gateway.Violations);
    }

    [Theory]
    [InlineData(4004, "Discord:Token")]
    [InlineData(4010, "Discord:ShardId")]
    [InlineData(4011, "Discord:ShardCount")]
    [InlineData(4012, "newer version")]
    [InlineData(4013, "newer version")]
    [InlineData(4014, "Privileged Gateway Intents")]
    [Trait("Discord", "R108")]
    public async Task ACodeThatEndsItAllIsReportedOnceWithWhatToDo(int code, string help)
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord);

        (await discord.Gateway.NextIdentifyAsync()).Close(code);
        await run.Ended;

        Assert.Contains(help, run.Status.Failure, StringComparison.Ordinal);
        Assert.Equal(run.Status.Failure, Assert.Single(run.Logs.Lines, line => line.Level == LogLevel.Critical).Text.TrimEnd());
        Assert.False(run.Status.IsConnected);
        Assert.DoesNotContain(run.Logs.Lines, line => line.Text.Contains(FakeDiscord.Token, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Discord", "R108")]
    [Trait("Discord", "R9")]
    public async Task AWrongTokenEndsIt()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord, new() { Token = "MTIz.some-other-token" });

        await run.Ended;

        Assert.Contains("Discord:Token", run.Status.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Logs.Lines, line => line.Text.Contains("some-other-token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4005)]
    [InlineData(4008)]
    [InlineData(4999)]
    [Trait("Discord", "R109")]
    public async Task ACodeThatKeepsTheSessionIsFollowedByAResume(int code)
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord);

        (await discord.Gateway.NextIdentifyAsync()).Close(code);

        Assert.Equal("session-1", (await discord.Gateway.NextResumeAsync()).Hello.GetProperty("session_id").GetString());
    }

    [Theory]
    [InlineData(4003)]
    [InlineData(4007)]
    [InlineData(4009)]
    [Trait("Discord", "R109")]
    public async Task ACodeThatEndsTheSessionIsFollowedByANewOne(int code)
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = clock;
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = clock });

        (await discord.Gateway.NextIdentifyAsync()).Close(code);
        await clock.PassAsync(IdentifyGate.Permit.Apart);

        Assert.Equal("/gateway", (await discord.Gateway.NextIdentifyAsync()).Path);
        Assert.Empty(discord.Gateway.Violations);
    }

    [Fact]
    [Trait("Discord", "R110")]
    public async Task AfterThreeResumesThatFailANewSessionIsStarted()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = clock;
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = clock });
        var first = await discord.Gateway.NextIdentifyAsync();
        await Eventually.IsAsync(() => run.Status.IsConnected);
        discord.Gateway.Answers.Enqueue(connection => connection.Close(4000));
        discord.Gateway.Answers.Enqueue(connection => connection.Send("""{"op":9,"d":true}"""));
        discord.Gateway.Answers.Enqueue(connection => connection.Drop());

        first.Close(4000);
        for (var resume = 0; resume < 3; resume++)
        {
            Assert.Equal("session-1", (await discord.Gateway.NextResumeAsync()).Hello.GetProperty("session_id").GetString());
            await run.ReconnectionAsync(resume + 2);
            await clock.PassAsync(TimeSpan.FromSeconds(1 << resume));
        }

        Assert.Equal("/gateway", (await discord.Gateway.NextIdentifyAsync()).Path);
        Assert.Empty(discord.Gateway.Violations);
    }

    [Fact]
    [Trait("Discord", "R105")]
    public async Task AReadyWithoutASessionIsUsedAsLongAsTheConnectionLasts()
    {
        var time = new FastTime(10);
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = time;
        discord.Gateway.Answers.Enqueue(connection =>
        {
            connection.Send("""{"t":"READY","s":1,"op":0,"d":[]}""");
            connection.Send("""{"t":"INTERACTION_CREATE","s":2,"op":0,"d":{"id":"1"}}""");
        });
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = time });
        var first = await discord.Gateway.NextIdentifyAsync();

        Assert.Equal("""{"id":"1"}""", await run.NextInteractionAsync());
        first.Close(4000);
        await discord.Gateway.NextIdentifyAsync();
    }
}
