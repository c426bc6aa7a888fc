using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Gateway;

namespace BriefingBot.Tests.Discord;

/// <summary>Heartbeats, what else may be sent, and how long to wait.</summary>
public sealed class GatewayHeartbeatTests
{
    private readonly ManualTime clock = new(new(TestFolder.Today, new TimeOnly(12, 0), TimeSpan.Zero));

    [Fact]
    [Trait("Discord", "R102")]
    public async Task TheFirstBeatComesAfterAPartOfTheIntervalAndTheOthersAfterAllOfIt()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = clock;
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = clock, Random = new GatewayRun.Chance(0.5) });
        var connection = await discord.Gateway.NextIdentifyAsync();
        await Eventually.IsAsync(() => run.Status.IsConnected);

        await clock.PassAsync(discord.Gateway.HeartbeatInterval / 2);
        var first = await connection.NextHeartbeatAsync();
        discord.Gateway.Dispatch("TYPING_START", "{}");
        discord.Gateway.Dispatch("INTERACTION_CREATE", "{}");
        await run.NextInteractionAsync();
        await Eventually.IsAsync(() => run.Status.Shards[0].LastAcknowledged is not null);
        await clock.PassAsync(discord.Gateway.HeartbeatInterval);

        Assert.Equal((1, 3), (first.Seq, (await connection.NextHeartbeatAsync()).Seq));
    }

    [Fact]
    [Trait("Discord", "R102")]
    public async Task ABeatBeforeTheFirstEventHasNoNumber()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Answers.Enqueue(_ => { });
        await using var run = await GatewayRun.StartAsync(discord);

        Assert.Null((await (await discord.Gateway.NextIdentifyAsync()).NextHeartbeatAsync()).Seq);
    }

    [Fact]
    [Trait("Discord", "R103")]
    public async Task ABeatThatIsAskedForIsSentAtOnce()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord, new() { Random = new GatewayRun.Chance(0.99) });
        var connection = await discord.Gateway.NextIdentifyAsync();

        connection.Send("""{"op":1,"d":null}""");

        var beat = await connection.NextHeartbeatAsync();
        Assert.True(TimeProvider.System.GetElapsedTime(connection.At, beat.At) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    [Trait("Discord", "R104")]
    public async Task AConnectionThatDoesNotAcknowledgeIsLeftAndTheSessionResumed()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.HeartbeatInterval = TimeSpan.FromMilliseconds(300);
        discord.Gateway.WithholdsAcks = true;
        await using var run = await GatewayRun.StartAsync(discord, new() { Random = new GatewayRun.Chance(0.5) });
        var first = await discord.Gateway.NextIdentifyAsync();

        Assert.Equal(4000, await first.Closed);
        Assert.True(first.TryGetHeartbeat(out _));
        Assert.False(first.TryGetHeartbeat(out _));
        await discord.Gateway.NextResumeAsync();
    }

    [Fact]
    [Trait("Discord", "R104")]
    public async Task ABeatThatIsStuckOnItsWayIsMissedLikeOneThatIsNotAcknowledged()
    {
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var interval = TimeSpan.FromSeconds(40);
        var beats = new Heartbeat(clock, new GatewayRun.Chance(0.5), new ShardStatus(0)).RunAsync(
            interval,
            SendBudget.For(interval, clock),
            async cancel =>
            {
                stuck.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancel);
            },
            CancellationToken.None);

        await clock.PassAsync(interval / 2);
        await stuck.Task.WaitAsync(FakeGateway.Patience);
        Assert.False(beats.IsCompleted);
        await clock.PassAsync(interval);

        await beats.WaitAsync(FakeGateway.Patience);
    }

    [Fact]
    [Trait("Discord", "R113")]
    public async Task AFloodOfRequestsForBeatsIsNotAnsweredWithMoreThanMayBeSent()
    {
        var time = new FastTime();
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = time;
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = time });
        var connection = await discord.Gateway.NextIdentifyAsync();

        for (var minute = 0; minute < 3; minute++)
        {
            for (var request = 0; request < 500; request++)
            {
                connection.Send("""{"op":1,"d":null}""");
            }

            for (var beat = 0; beat < 110; beat++)
            {
                await connection.NextHeartbeatAsync();
            }

            time.Skip(TimeSpan.FromSeconds(61));
        }

        Assert.InRange(connection.MostSends, 110, 120);
        Assert.Empty(discord.Gateway.Violations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Discord", "R111")]
    public async Task AGatewayThatSaysNothingIsLeft(bool atTheGreeting)
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = clock;
        (atTheGreeting ? discord.Gateway.Greetings : discord.Gateway.Answers).Enqueue(connection => connection.Send("""{"op":4242}"""));
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = clock });

        var first = await (atTheGreeting ? discord.Gateway.NextConnectionAsync() : discord.Gateway.NextIdentifyAsync());

        // What it does not know it passes over, and by then it is waiting for the rest.
        await Eventually.IsAsync(() => run.Status.Shards[0].Skipped == 1);
        await clock.PassAsync(TimeSpan.FromSeconds(atTheGreeting ? 10 : 30));

        Assert.NotEqual(1000, await first.Closed ?? 0);
        Assert.NotSame(first, await discord.Gateway.NextIdentifyAsync());
        Assert.Contains("did not greet or answer in time", Assert.Single(run.Reconnections), StringComparison.Ordinal);
        Assert.Empty(discord.Gateway.Violations);
    }

    [Fact]
    [Trait("Discord", "R111")]
    public async Task ConnectionsThatDoNotLastAreMadeMoreAndMoreSeldom()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = clock;
        for (var count = 0; count < 5; count++)
        {
            discord.Gateway.Greetings.Enqueue(connection => connection.Close(1000));
        }

        await using var run = await GatewayRun.StartAsync(discord, new() { Time = clock });
        int[] seconds = [0, 1, 2, 4, 8];
        for (var count = 0; count < 5; count++)
        {
            await discord.Gateway.NextConnectionAsync();
            await run.ReconnectionAsync(count + 1);
            if (count > 0)
            {
                await clock.PassAsync(TimeSpan.FromSeconds(seconds[count]));
            }
        }

        await discord.Gateway.NextIdentifyAsync();
        Assert.Equal(seconds.Select(delay => $"in {delay}.0 s"), run.Reconnections.Select(line => line[^8..]));
    }

    [Theory]
    [InlineData(20, "in 1.0 s")]
    [InlineData(61, "in 0.0 s")]
    [Trait("Discord", "R111")]
    public async Task OnlyAConnectionThatLastedAMinuteMakesUpForFailuresBefore(int seconds, string delay)
    {
        var time = new FastTime();
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Greetings.Enqueue(connection => connection.Close(4000));
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = time });
        var second = await discord.Gateway.NextIdentifyAsync();
        discord.Gateway.Dispatch("INTERACTION_CREATE", "{}");
        await run.NextInteractionAsync();

        time.Skip(TimeSpan.FromSeconds(seconds));
        second.Close(4000);
        await discord.Gateway.NextResumeAsync();

        Assert.EndsWith(delay, run.Logs.Lines.Last(line => line.Text.Contains("connecting again", StringComparison.Ordinal)).Text.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R112")]
    [Trait("Discord", "R115")]
    public async Task ShardsOfOneKeyStartFiveSecondsApartAndEachGetsWhatIsItsOwn()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = clock;
        discord.Gateway.IdentifyGap = TimeSpan.FromSeconds(5);
        discord.Gateway.Shards = 5;
        discord.Gateway.MaxConcurrency = 2;
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = clock });

        var shards = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (together, waiting) in new[] { (2, 2), (2, 1), (1, 0) })
        {
            for (var shard = 0; shard < together; shard++)
            {
                shards.Add((await discord.Gateway.NextIdentifyAsync()).Hello.GetProperty("shard").GetRawText());
            }

            if (waiting > 0)
            {
                await clock.PassAsync(IdentifyGate.Permit.Apart, waiting);
            }
        }

        Assert.Equal(["[0,5]", "[1,5]", "[2,5]", "[3,5]", "[4,5]"], shards.Order(StringComparer.Ordinal));
        discord.Gateway.Dispatch("INTERACTION_CREATE", """{"id":"4"}""", shard: 4);
        Assert.Equal("""{"id":"4"}""", await run.NextInteractionAsync());
        Assert.Empty(discord.Gateway.Violations);
        Assert.Equal(995, run.Status.SessionStartsRemaining);
    }

    [Fact]
    [Trait("Discord", "R115")]
    public async Task AProcessRunsTheOneShardThatItIsTold()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Shards = 9;
        await using var run = await GatewayRun.StartAsync(discord, new() { ShardId = "2", ShardCount = "3" });

        Assert.Equal("[2,3]", (await discord.Gateway.NextIdentifyAsync()).Hello.GetProperty("shard").GetRawText());
        Assert.Equal(2, Assert.Single(run.Status.Shards).Id);
    }

    [Fact]
    [Trait("Discord", "R112")]
    public async Task NoSessionIsStartedWhileNoneAreLeft()
    {
        var time = new FastTime(50);
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.Time = time;
        discord.Gateway.SessionStartsRemaining = 0;
        discord.Gateway.SessionStartsResetAfter = TimeSpan.FromSeconds(60);
        var startedAt = time.GetTimestamp();
        await using var run = await GatewayRun.StartAsync(discord, new() { Time = time });

        var connection = await discord.Gateway.NextConnectionAsync();

        Assert.True(time.GetElapsedTime(startedAt, connection.At) >= TimeSpan.FromSeconds(59));
    }
}
