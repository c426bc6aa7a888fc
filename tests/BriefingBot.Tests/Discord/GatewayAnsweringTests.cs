using BriefingBot.Chat;
using BriefingBot.Host.Discord;
using BriefingBot.Tests.Chat;
using Microsoft.Extensions.DependencyInjection;

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
    [Trait("Discord", "R118")]
    public async Task AnInteractionWithoutAnIdIsPassedOver()
    {
        await using var bot = await DiscordBot.OverGatewayAsync();
        bot.Discord.Gateway.Dispatch("INTERACTION_CREATE", """{"type":2,"token":"x","data":{"name":"topics"}}""");
        await bot.DispatchAsync(TestInteraction.Command("help"));

        Assert.Equal(1, Assert.Single(bot.Bot.App.Services.GetRequiredService<DiscordStatus>().Shards).Skipped);
        Assert.Single(bot.Discord.Rest.Requests, request => request.Path.EndsWith("/callback", StringComparison.Ordinal));
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
        var time = new ManualTime(new(TestFolder.Today, new TimeOnly(12, 0), TimeSpan.Zero));
        await using var bot = await DiscordBot.StartAsync(
            "gateway",
            discord => (discord.Rest.Time, discord.Gateway.Time) = (time, time),
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<Random>(new GatewayRun.Chance(0.5));
                TestCommand.Add(TestCommand.Named("block", _ =>
                {
                    isBlocked.Release();
                    free.Wait();
                    return Task.FromResult(TestCommand.Say("done"));
                }))(builder);
            });
        var connection = await bot.Discord.Gateway.NextIdentifyAsync();
        var shard = bot.Bot.App.Services.GetRequiredService<DiscordStatus>().Shards[0];
        try
        {
            bot.Dispatch(TestInteraction.Command("block"));
            Assert.True(await isBlocked.WaitAsync(FakeGateway.Patience));
            await time.PassAsync(bot.Discord.Gateway.HeartbeatInterval / 2);
            await connection.NextHeartbeatAsync();
            for (var beats = 0; beats < 3; beats++)
            {
                bot.Discord.Gateway.Dispatch("FROM_THE_FUTURE", "{}");
                await Eventually.IsAsync(() => shard.LastAcknowledged == time.GetUtcNow() && shard.Seq == connection.Session!.Seq);
                await time.PassAsync(bot.Discord.Gateway.HeartbeatInterval);
                Assert.Equal(connection.Session!.Seq, (await connection.NextHeartbeatAsync()).Seq);
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
