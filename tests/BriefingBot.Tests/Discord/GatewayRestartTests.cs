using System.Diagnostics.Metrics;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;

namespace BriefingBot.Tests.Discord;

/// <summary>The end of the bot and its next start, and what its operators see meanwhile.</summary>
public sealed class GatewayRestartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("briefingbot-gateway-").FullName;

    private string File => Path.Combine(folder, "data", "discord-gateway.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    [Trait("Discord", "R119")]
    public async Task WhatHappenedDuringARestartIsNotMissed()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using (var before = await StartAsync(discord))
        {
            var first = await discord.Gateway.NextIdentifyAsync();
            discord.Gateway.Dispatch("INTERACTION_CREATE", """{"id":"1"}""");
            await before.NextInteractionAsync();
            await before.StopAsync();
            Assert.Equal(4000, await first.Closed);
        }

        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.DoesNotContain(FakeDiscord.Token, text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        discord.Gateway.Dispatch("INTERACTION_CREATE", """{"id":"2"}""");
        await using var after = await StartAsync(discord);
        var second = await discord.Gateway.NextResumeAsync();

        Assert.Equal("""{"id":"2"}""", await after.NextInteractionAsync());
        Assert.Equal(("/gateway/resume", 2), (second.Path, second.Hello.GetProperty("seq").GetInt64()));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    [Trait("Discord", "R119")]
    public async Task ASessionIsKeptThoughTheBotStopsWhileItConnectsAgain()
    {
        using var deaf = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        deaf.Start();
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.ResumeUrl = $"ws://{deaf.LocalEndpoint}/gateway";
        var run = await StartAsync(discord);
        (await discord.Gateway.NextIdentifyAsync()).Close(4000);
        using var taken = await deaf.AcceptSocketAsync().WaitAsync(FakeGateway.Patience);

        await run.DisposeAsync();

        Assert.Contains("session-1", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R119")]
    public async Task ASessionThatCannotBeSavedIsEnded()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "data"), "a file where the folder should be");
        var run = await StartAsync(discord);
        var connection = await discord.Gateway.NextIdentifyAsync();
        discord.Gateway.Dispatch("INTERACTION_CREATE", "{}");
        await run.NextInteractionAsync();

        await run.DisposeAsync();

        Assert.Equal(1000, await connection.Closed);
    }

    [Theory]
    [InlineData("savedAt", "2020-01-01T00:00:00+00:00")]
    [InlineData("savedAt", "2999-01-01T00:00:00+00:00")]
    [InlineData("savedAt", "yesterday")]
    [InlineData("applicationId", "5")]
    [InlineData("shardCount", "2")]
    [InlineData("sessions", "{}")]
    [InlineData("sessions", "[{}]")]
    [InlineData(null, "not JSON")]
    [Trait("Discord", "R119")]
    public async Task ASavedSessionThatIsOldOrOfAnotherBotIsIgnored(string? key, string value)
    {
        var isText = key is "savedAt" or "applicationId";
        string Field(string name, string usual) => name == key ? isText ? $"\"{value}\"" : value : usual;
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, key is null ? value : $$"""
            {"savedAt":{{Field("savedAt", $"\"{DateTimeOffset.UtcNow:O}\"")}},"applicationId":{{Field("applicationId", $"\"{FakeDiscord.ApplicationId}\"")}},
            "shardCount":{{Field("shardCount", "1")}},"sessions":{{Field("sessions", """[{"shard":0,"id":"session-1","url":null,"seq":1}]""")}}}
            """);
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await StartAsync(discord);

        await discord.Gateway.NextIdentifyAsync();

        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    [Trait("Discord", "R105")]
    [Trait("Discord", "R119")]
    public async Task AnAddressInTheFileThatIsSomebodyElsesIsNotSentTheToken()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, $$"""
            {"savedAt":"{{DateTimeOffset.UtcNow:O}}","applicationId":"{{FakeDiscord.ApplicationId}}","shardCount":1,
            "sessions":[{"shard":0,"id":"session-9","url":"wss://gateway.discord.gg.example","seq":1}]}
            """);
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await StartAsync(discord);

        Assert.Equal("/gateway", (await discord.Gateway.NextResumeAsync()).Path);
        Assert.Contains(run.Logs.Lines, line => line.Text.Contains("is on another host", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Discord", "R119")]
    public async Task NothingIsTakenInAfterTheStop()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await StartAsync(discord);
        var connection = await discord.Gateway.NextIdentifyAsync();
        discord.Gateway.Dispatch("INTERACTION_CREATE", "{}");
        await run.NextInteractionAsync();

        await run.StopAsync();
        discord.Gateway.Dispatch("INTERACTION_CREATE", "{}");
        connection.Send("""{"op":0,"s":9,"t":"INTERACTION_CREATE","d":{}}""");

        await connection.Closed;
        Assert.False(run.HasInteraction);
    }

    [Fact]
    [Trait("Discord", "R120")]
    public async Task OperatorsSeeHowTheConnectionIsDoing()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.SessionStartsRemaining = 500;
        await using var run = await StartAsync(discord);
        var connection = await discord.Gateway.NextIdentifyAsync();
        discord.Gateway.Dispatch("INTERACTION_CREATE", "{}");
        await run.NextInteractionAsync();
        await connection.NextHeartbeatAsync();
        connection.Send("""{"op":1,"d":null}""");
        await connection.NextHeartbeatAsync();

        // Read one after another: what was acknowledged before this event is known with it.
        discord.Gateway.Dispatch("INTERACTION_CREATE", "{}");
        await run.NextInteractionAsync();

        var shard = Assert.Single(run.Status.Shards);
        Assert.True(run.Status.IsConnected);
        Assert.Equal(499, run.Status.SessionStartsRemaining);
        Assert.NotNull(shard.ConnectedSince);
        Assert.NotNull(shard.LastAcknowledged);
        Assert.NotNull(shard.Latency);
        Assert.Equal(3, shard.Seq);
        var figures = Figures(run.Status);
        Assert.Equal((0, 499, 1, 3), (figures["discord.failed"], figures["discord.gateway.session_starts_remaining"], figures["discord.gateway.connected"], figures["discord.gateway.seq"]));
        Assert.True(figures["discord.gateway.heartbeat_latency"] > 0);
        Assert.Equal(
            (shard.ConnectedSince.Value.ToUnixTimeSeconds(), shard.LastAcknowledged.Value.ToUnixTimeSeconds()),
            (figures["discord.gateway.connected_since"], figures["discord.gateway.last_acknowledged"]));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("gateway")]
    [Trait("Discord", "R120")]
    public void OperatorsSeeTheTransportAndWhatMustBeMended(string transport)
    {
        var status = new DiscordStatus();
        var tags = new List<string>();
        Figures(status, transport, tags);
        status.Fail("Set the token.");
        Figures(status, transport, tags);

        Assert.Equal([$"discord.failed transport={transport}", $"discord.failed transport={transport} reason=Set the token."], tags);
    }

    [Fact]
    [Trait("Discord", "R120")]
    public void BeforeAnythingIsKnownNothingIsMadeUp()
    {
        var figures = Figures(new DiscordStatus());
        Assert.All(figures.Values, figure => Assert.Equal(0, figure));
        Assert.DoesNotContain(figures.Keys, name => name.StartsWith("discord.gateway.", StringComparison.Ordinal));
        Assert.False(new DiscordStatus().IsConnected);
    }

    private static Dictionary<string, double> Figures(DiscordStatus status, string transport = "gateway", List<string>? failed = null)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        using var metrics = new DiscordMetrics(status, new WaitingCount(), Options.Create(new DiscordOptions { Transport = transport }));
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter, metrics.Meter))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) =>
        {
            figures[instrument.Name] = value;
            if (instrument.Name == "discord.failed")
            {
                failed?.Add(tags.ToArray().Aggregate(instrument.Name, (text, tag) => $"{text} {tag.Key}={tag.Value}"));
            }
        });
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => figures[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => figures[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return figures;
    }

    private Task<GatewayRun> StartAsync(FakeDiscord discord) => GatewayRun.StartAsync(discord, new() { Folder = Path.Combine(folder, "data") });
}
