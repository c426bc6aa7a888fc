using BriefingBot.Chat;
using BriefingBot.Tests.Chat;

namespace BriefingBot.Tests.Discord;

/// <summary>What a reader gets over the gateway, where every answer is a request of its own.</summary>
public sealed class GatewayAnsweringTests
{
    [Fact]
    [Trait("Discord", "R116")]
    [Trait("Discord", "R36")]
    public async Task ACommandIsAnsweredByACallback()
    {
        await using var bot = await DiscordBot.OverGatewayAsync();
        var callback = await bot.DispatchAsync(TestInteraction.Command("brief", ("topic", "china-nk"), ("section", "economics")));

        Assert.Equal((4, 64), ((int)callback["type"]!, (int)callback["data"]!["flags"]! & 64));
        Assert.Contains("china-nk/economics@", callback.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R61")]
    public async Task ACompletionIsAnsweredByACallback()
    {
        await using var bot = await DiscordBot.OverGatewayAsync();
        var callback = await bot.DispatchAsync(TestInteraction.Completion("brief", "topic", ("topic", "ch")));

        Assert.Equal("china-nk", (string?)Assert.Single(callback["data"]!["choices"]!.AsArray())!["value"]);
    }

    [Fact]
    [Trait("Discord", "R97")]
    [Trait("Discord", "R99")]
    public async Task AnInteractionThatComesTwiceIsAnsweredOnce()
    {
        await using var bot = await DiscordBot.OverGatewayAsync();
        var interaction = TestInteraction.Command("topics");
        await bot.DispatchAsync(interaction);
        bot.Discord.Gateway.Dispatch("INTERACTION_CREATE", interaction.Json.ToJsonString());

        // In order: when the next is answered, the repetition has been read.
        await bot.DispatchAsync(TestInteraction.Command("help"));
        Assert.Single(bot.Discord.Rest.Requests, request => request.Path.Contains(interaction.Token, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Discord", "R117")]
    public async Task AHandlerThatHangsKeepsNobodyElseWaiting()
    {
        var held = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bot = await DiscordBot.OverGatewayAsync(TestCommand.Add(TestCommand.Named("hang", _ => held.Task)));
        var hanging = TestInteraction.Command("hang");
        bot.Dispatch(hanging);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(4, (int)(await bot.DispatchAsync(TestInteraction.Command("topics")))["type"]!);
        }

        held.SetResult(TestCommand.Say("done"));
        Assert.NotNull((await bot.CallbackAsync(hanging)).Json);
    }

    [Fact]
    [Trait("Discord", "R117")]
    [Trait("Discord", "R102")]
    public async Task AHandlerThatBlocksItsThreadDelaysNeitherHeartbeatsNorTheSequence()
    {
        using var free = new ManualResetEventSlim();
        using var isBlocked = new SemaphoreSlim(0);
        await using var bot = await DiscordBot.StartAsync(
            "gateway",
            discord => discord.Gateway.HeartbeatInterval = TimeSpan.FromMilliseconds(400),
            TestCommand.Add(TestCommand.Named("block", _ =>
            {
                isBlocked.Release();
                free.Wait();
                return Task.FromResult(TestCommand.Say("done"));
            })));
        var connection = await bot.Discord.Gateway.NextIdentifyAsync();
        try
        {
            bot.Dispatch(TestInteraction.Command("block"));
            Assert.True(await isBlocked.WaitAsync(FakeGateway.Patience));
            for (var beats = 0; beats < 3; beats++)
            {
                bot.Discord.Gateway.Dispatch("FROM_THE_FUTURE", "{}");
                var seen = connection.Session!.Seq;
                while ((await connection.NextHeartbeatAsync()).Seq is not { } seq || seq < seen)
                {
                }
            }

            Assert.Equal(4, (int)(await bot.DispatchAsync(TestInteraction.Command("topics")))["type"]!);
        }
        finally
        {
            free.Set();
        }
    }

    [Fact]
    [Trait("Discord", "R20")]
    public async Task OverTheGatewayNothingIsServedOverHttp()
    {
        await using var bot = await DiscordBot.OverGatewayAsync();
        using var response = await bot.PostAsync("""{"type":1}"""u8.ToArray());

        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    [Trait("Discord", "R20")]
    public async Task OverHttpNoGatewayIsAskedFor()
    {
        await using var bot = await DiscordBot.OverHttpAsync();
        await bot.Discord.Rest.NextAsync(request => request.Method == "PUT");

        Assert.DoesNotContain(bot.Discord.Rest.Requests, request => request.Path.EndsWith("gateway/bot", StringComparison.Ordinal));
    }
}
