using System.Globalization;
using System.Text;
using BriefingBot.Host.Discord.Gateway;

namespace BriefingBot.Tests.Discord;

/// <summary>What arrives, in whatever pieces and shapes.</summary>
public sealed class GatewayStreamTests
{
    [Theory]
    [InlineData(1, int.MaxValue, false)]
    [InlineData(3, int.MaxValue, false)]
    [InlineData(7, 5, false)]
    [InlineData(1, 1, false)]
    [InlineData(1, int.MaxValue, true)]
    [InlineData(1, 3, true)]
    [Trait("Discord", "R114")]
    public async Task EventsAreReadHoweverTheyAreCut(int messages, int frame, bool isPlain)
    {
        await using var discord = await FakeDiscord.StartAsync();
        (discord.Gateway.MessagesPerPayload, discord.Gateway.FrameSize, discord.Gateway.IsPlain) = (messages, frame, isPlain);
        await using var run = await GatewayRun.StartAsync(discord);
        await discord.Gateway.NextIdentifyAsync();

        for (var id = 0; id < 20; id++)
        {
            var json = $$"""{"id":"{{id}}","text":"{{new string('é', id)}} \u0000 "}""";
            discord.Gateway.Dispatch("INTERACTION_CREATE", json);
            Assert.Equal(json, await run.NextInteractionAsync());
        }

        Assert.Equal(0, Assert.Single(run.Status.Shards).Reconnects);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Discord", "R114")]
    public async Task EventsOfMoreThanAMebibyteAreRead(bool isPlain)
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.IsPlain = isPlain;
        await using var run = await GatewayRun.StartAsync(discord);
        await discord.Gateway.NextIdentifyAsync();
        var noise = new byte[3 * 1024 * 1024];
        new Random(1).NextBytes(noise);
        var json = $$"""{"id":"1","text":"{{Convert.ToBase64String(noise)}}"}""";

        discord.Gateway.Dispatch("INTERACTION_CREATE", json);
        discord.Gateway.Dispatch("INTERACTION_CREATE", """{"id":"2"}""");

        Assert.Equal(json, await run.NextInteractionAsync());
        Assert.Equal("""{"id":"2"}""", await run.NextInteractionAsync());
    }

    [Fact]
    [Trait("Discord", "R114")]
    public async Task AnEventThatInflatesWithoutEndEndsTheConnectionAndNotTheBot()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord);
        var connection = await discord.Gateway.NextIdentifyAsync();

        connection.Send($"\"{new string('x', GatewayInbox.MaxBytes)}\"");

        Assert.Equal(4000, await connection.Closed);
        await discord.Gateway.NextResumeAsync();
    }

    [Theory]
    [InlineData("""{"op":0,"t":"INTERACTION_CREATE","s":5}""")]
    [InlineData("""{"op":0,"t":"INTERACTION_CREATE","s":5,"d":null}""")]
    [InlineData("""{"op":0,"t":"INTERACTION_CREATE","s":5,"d":[1]}""")]
    [InlineData("""{"op":0,"t":null,"s":null,"d":null}""")]
    [InlineData("""{"op":0,"t":7,"s":"5","d":"x"}""")]
    [InlineData("""{"op":99,"d":{"x":[{}]}}""")]
    [InlineData("""{"op":"0"}""")]
    [InlineData("""{"op":10,"d":null}""")]
    [InlineData("""{"op":0.5}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""5""")]
    [InlineData("""{"op":0,"d":""")]
    [InlineData("""<html>""")]
    [InlineData("{\"op\":0,\"t\":\"\\ud800\",\"d\":{\"\\ud800\":1}}")]
    [Trait("Discord", "R6")]
    [Trait("Discord", "R118")]
    public async Task AMessageOfNoKnownKindOrShapeIsSkipped(string message)
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord);
        var connection = await discord.Gateway.NextIdentifyAsync();

        for (var times = 0; times < 2; times++)
        {
            connection.Send(message);
        }

        connection.Send("""{"d":{"id":"1"},"x":{},"op":0,"s":6,"t":"INTERACTION_CREATE"}""");
        Assert.Equal("""{"id":"1"}""", await run.NextInteractionAsync());
        var shard = Assert.Single(run.Status.Shards);
        Assert.Equal((6, 0), (shard.Seq, shard.Reconnects));
    }

    [Fact]
    [Trait("Discord", "R118")]
    public async Task ThreeMessagesInARowThatCannotBeReadAreFollowedByAResume()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord);
        var connection = await discord.Gateway.NextIdentifyAsync();

        foreach (var message in new[] { "{", "{", "{}", "{", "{", "{" })
        {
            connection.Send(message);
        }

        Assert.Equal(4000, await connection.Closed);
        await discord.Gateway.NextResumeAsync();
        Assert.Equal(6, Assert.Single(run.Status.Shards).Skipped);
    }

    [Fact]
    [Trait("Discord", "R102")]
    [Trait("Discord", "R97")]
    public async Task ARepeatedEventDoesNotMoveTheNumberBack()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var run = await GatewayRun.StartAsync(discord, new() { Random = new GatewayRun.Chance(0.9) });
        var connection = await discord.Gateway.NextIdentifyAsync();

        connection.Send("""{"op":0,"s":7,"t":"X","d":{}}""");
        connection.Send("""{"op":0,"s":3,"t":"X","d":{}}""");
        connection.Send("""{"op":1,"d":null}""");

        Assert.Equal(7, (await connection.NextHeartbeatAsync()).Seq);
    }

    [Fact]
    [Trait("Discord", "R117")]
    public async Task ThousandsOfEventsAreTakenInWhileBeatsGoOn()
    {
        await using var discord = await FakeDiscord.StartAsync();
        discord.Gateway.HeartbeatInterval = TimeSpan.FromSeconds(1);
        await using var run = await GatewayRun.StartAsync(discord);
        await discord.Gateway.NextIdentifyAsync();

        for (var id = 0; id < 5_000; id++)
        {
            discord.Gateway.Dispatch("INTERACTION_CREATE", $$"""{"id":"{{id}}"}""");
        }

        for (var id = 0; id < 5_000; id++)
        {
            Assert.Equal($$"""{"id":"{{id}}"}""", await run.NextInteractionAsync());
        }

        var shard = Assert.Single(run.Status.Shards);
        Assert.Equal((5_001, 0), (shard.Seq, shard.Reconnects));
    }

    [Theory]
    [InlineData(System.IO.Compression.CompressionLevel.Fastest)]
    [InlineData(System.IO.Compression.CompressionLevel.Optimal)]
    [InlineData(System.IO.Compression.CompressionLevel.SmallestSize)]
    [InlineData(System.IO.Compression.CompressionLevel.NoCompression)]
    [Trait("Discord", "R114")]
    public void AStreamMayBeCutIntoMessagesAtEveryByte(System.IO.Compression.CompressionLevel level)
    {
        string[] texts = ["""{"op":10}""", $$"""{"op":0,"d":"{{string.Concat(Enumerable.Range(0, 40).Select(i => i.ToString(CultureInfo.InvariantCulture)))}}"}""", """{"op":11}"""];
        using var compressed = new MemoryStream();
        using var deflater = new System.IO.Compression.ZLibStream(compressed, level);
        var ends = new List<int>();
        foreach (var text in texts)
        {
            deflater.Write(Encoding.UTF8.GetBytes(text));
            deflater.Flush();
            ends.Add((int)compressed.Length);
        }

        var bytes = compressed.ToArray();
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            using var inbox = new GatewayInbox();
            var read = new List<string>();
            var start = 0;
            foreach (var end in ends.Append(cut).Order())
            {
                bytes.AsMemory(start, end - start).CopyTo(inbox.Free);
                if (inbox.TryTake(new(end - start, System.Net.WebSockets.WebSocketMessageType.Binary, endOfMessage: true), out var message))
                {
                    read.Add(Encoding.UTF8.GetString(message.Span));
                }

                start = end;
            }

            Assert.Equal(texts, read);
        }
    }
}
