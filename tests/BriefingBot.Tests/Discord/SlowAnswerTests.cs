using System.Text.Json.Nodes;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Host.Discord.Rendering;
using BriefingBot.Tests.Chat;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BriefingBot.Tests.Discord;

/// <summary>Answers that take longer than Discord waits.</summary>
[Trait("Discord", "R31")]
[Trait("Discord", "R32")]
public sealed class SlowAnswerTests
{
    private readonly ManualTime time = new(new(TestFolder.Today, new TimeOnly(12, 0), TimeSpan.Zero));
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Reply> held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Discord", "R38")]
    [Trait("Discord", "R40")]
    [Trait("Discord", "R41")]
    public async Task AnAnswerThatTakesLongIsPromisedFirstAndPutInItsPlaceLater(bool overHttp)
    {
        await using var bot = await StartAsync(overHttp);
        var interaction = TestInteraction.Command("slow");
        var promise = (await PromiseAsync(bot, interaction, overHttp)).Json!;
        Assert.Equal((5, 64), ((int)promise["type"]!, (int)promise["data"]!["flags"]!));

        held.SetResult(TestCommand.Say("at last"));
        var edit = await bot.Discord.Rest.NextAsync(request => request.Method == "PATCH" && request.Path.EndsWith($"/{interaction.Token}/messages/@original", StringComparison.Ordinal));
        Assert.Contains("at last", MessageJson.Text(edit.Json!), StringComparison.Ordinal);
        Assert.Equal(32768, (int)edit.Json!["flags"]!);
    }

    [Fact]
    [Trait("Discord", "R39")]
    [Trait("Discord", "R41")]
    public async Task WhatIsForTheChannelFollowsThePrivatePromiseAsAMessageOfItsOwn()
    {
        await using var bot = await StartAsync(overHttp: true);
        var interaction = TestInteraction.Command("slow");
        await PromiseAsync(bot, interaction);
        held.SetResult(TestCommand.Say("for all") with { Audience = Audience.Channel });
        var followUp = await bot.Discord.Rest.NextAsync(request => request.Method == "POST" && request.Path.EndsWith($"webhooks/{FakeDiscord.ApplicationId}/{interaction.Token}", StringComparison.Ordinal));

        Assert.Contains("for all", MessageJson.Text(followUp.Json!), StringComparison.Ordinal);
        Assert.Equal(0, (int)followUp.Json!["flags"]! & 64);
        await Eventually.IsAsync(() => bot.Discord.Rest.Requests.Count(IsEdit) == 2);
        var edits = bot.Discord.Rest.Requests.Where(IsEdit).ToList();
        Assert.Contains("Posting to the channel…", MessageJson.Text(edits[0].Json!), StringComparison.Ordinal);
        Assert.True(edits[0].Arrived <= followUp.Arrived);
        Assert.Contains("Posted to the channel.", MessageJson.Text(edits[1].Json!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "nothing was posted")]
    [InlineData(500, "did not say whether it was posted")]
    [Trait("Discord", "R46")]
    [Trait("Discord", "R93")]
    public async Task APostThatDiscordDidNotTakeIsNotSaidToBeThere(int status, string sentence)
    {
        await using var bot = await StartAsync(overHttp: true);
        bot.Discord.Rest.Faults.Add(request => request.Method == "POST" && request.Path.StartsWith("webhooks/", StringComparison.Ordinal), FakeFault.Status(status), times: 10);
        var interaction = TestInteraction.Command("slow");
        await PromiseAsync(bot, interaction);
        held.SetResult(TestCommand.Say("for all") with { Audience = Audience.Channel });
        await Eventually.IsAsync(() => bot.Discord.Rest.Requests.Count(IsEdit) == 2);

        Assert.Contains(sentence, MessageJson.Text(bot.Discord.Rest.Requests.Last(IsEdit).Json!), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R41")]
    public async Task WhatIsForTheChannelDoesNotFollowAPromiseThatCouldNotBeResolved()
    {
        var bot = await StartAsync(overHttp: true);
        bot.Discord.Rest.Faults.Add(request => request.Method == "PATCH", FakeFault.Status(403));
        var interaction = TestInteraction.Command("slow");
        await PromiseAsync(bot, interaction);
        held.SetResult(TestCommand.Say("for all") with { Audience = Audience.Channel });
        await bot.DisposeAsync();

        Assert.Equal("PATCH", Assert.Single(bot.Discord.Rest.Requests, request => request.Path.StartsWith("webhooks/", StringComparison.Ordinal)).Method);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Discord", "R34")]
    public async Task APressOnAPrivateCardIsPromisedAsAnUpdateAndAnErrorDoesNotTakeTheCardAway(bool succeeds)
    {
        await using var bot = await StartAsync(overHttp: true);
        var interaction = TestInteraction.Press(CustomId.Write("-", part: 1, "/slow")!);
        Assert.Equal(6, (int)(await PromiseAsync(bot, interaction)).Json!["type"]!);

        held.SetResult(TestCommand.Say("the next") with { Outcome = succeeds ? Outcome.Done : Outcome.NotFound });
        var later = await bot.Discord.Rest.NextAsync(request => request.Path.StartsWith($"webhooks/{FakeDiscord.ApplicationId}/{interaction.Token}", StringComparison.Ordinal));
        Assert.Equal(succeeds ? "PATCH" : "POST", later.Method);
        Assert.Equal(succeeds ? 0 : 64, (int)later.Json!["flags"]! & 64);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Discord", "R35")]
    public async Task AFormThatComesTooLateIsAMessageWithAButtonThatOpensIt(bool isPressed)
    {
        await using var bot = await StartAsync(overHttp: true);
        var interaction = isPressed ? TestInteraction.Press(CustomId.Write("-", part: 1, "/slow")!) : TestInteraction.Command("slow");
        await PromiseAsync(bot, interaction);
        held.SetResult(TestCommand.Say("in its place") with { Form = new("Title", "/slow x", [new("text", "Label") { MostCharacters = 10 }]), Command = "/slow" });
        var later = await bot.Discord.Rest.NextAsync(request => request.Path.StartsWith($"webhooks/{FakeDiscord.ApplicationId}/{interaction.Token}", StringComparison.Ordinal));
        Assert.Equal(isPressed ? "POST" : "PATCH", later.Method);
        Assert.Contains("in its place", MessageJson.Text(later.Json!), StringComparison.Ordinal);
        Assert.Equal("1-1/slow", CuratingRig.Button(later.Json!, "Open the form"));
    }

    [Fact]
    [Trait("Discord", "R44")]
    public async Task WhereOnlyAPersonInstalledTheAppOneFollowUpIsEnough()
    {
        var bot = await StartAsync(overHttp: true);
        var interaction = TestInteraction.Command("slow").InDirectMessage();
        interaction.Json["authorizing_integration_owners"] = new JsonObject { ["1"] = "1100000000000000444" };
        await PromiseAsync(bot, interaction);
        held.SetResult(TestCommand.Say("for all") with { Audience = Audience.Channel });
        await bot.DisposeAsync();
        Assert.Single(bot.Discord.Rest.Requests, request => request.Is("POST", $"webhooks/{FakeDiscord.ApplicationId}/{interaction.Token}"));
    }

    [Fact]
    [Trait("Discord", "R33")]
    public async Task NothingIsSentWithATokenThatIsNearItsEnd()
    {
        var bot = await StartAsync(overHttp: true);
        var interaction = TestInteraction.Command("slow");
        await PromiseAsync(bot, interaction);
        time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(4));
        held.SetResult(TestCommand.Say("too late"));
        await bot.DisposeAsync();

        Assert.DoesNotContain(bot.Discord.Rest.Requests, request => request.Path.StartsWith("webhooks/", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Discord", "R62")]
    public async Task ACompletionThatTakesLongOffersNothingInTime()
    {
        await using var bot = await DiscordBot.OverHttpAsync(builder => builder.Services.AddSingleton(provider => new ChatRouter(
            BotCommands.All(provider.GetRequiredService<ISectionSearch>(), TimeProvider.System), new BriefingLibrary(), Audience.Private, NullLogger<ChatRouter>.Instance)));

        bot.Discord.Rest.Interactions.AnswerWithin = TimeSpan.FromMinutes(1);
        Assert.Empty((await bot.SendAsync(TestInteraction.Completion("brief", "topic", ("topic", "c"))))!["data"]!["choices"]!.AsArray());
    }

    [Fact]
    [Trait("Discord", "R45")]
    [Trait("Discord", "R93")]
    public async Task APromiseThatDiscordDidNotTakeIsNotFollowedByAnything()
    {
        var bot = await StartAsync(overHttp: false);
        bot.Discord.Rest.Interactions.AnswerWithin = TimeSpan.FromSeconds(1);
        var interaction = TestInteraction.Command("slow");
        await PromiseAsync(bot, interaction, overHttp: false);
        held.SetResult(TestCommand.Say("never seen"));
        await bot.DisposeAsync();

        Assert.Single(bot.Discord.Rest.Requests, request => request.Path.Contains(interaction.Token, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Discord", "R119")]
    public async Task WhatIsInHandWhenTheBotStopsIsFinished()
    {
        var bot = await StartAsync(overHttp: true);
        var interaction = TestInteraction.Command("slow");
        await PromiseAsync(bot, interaction);
        var stopped = bot.DisposeAsync().AsTask();
        held.SetResult(TestCommand.Say("just in time"));
        await stopped;

        Assert.Contains(bot.Discord.Rest.Requests, request => request.Method == "PATCH" && MessageJson.Text(request.Json!).Contains("just in time", StringComparison.Ordinal));
    }

    private static bool IsEdit(RecordedRequest request) => request.Method == "PATCH" && request.Path.EndsWith("/@original", StringComparison.Ordinal);

    private Task<DiscordBot> StartAsync(bool overHttp) => DiscordBot.StartAsync(
        overHttp ? "http" : "gateway",
        discord => (discord.Rest.Time, discord.Gateway.Time) = (time, time),
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            TestCommand.Add(TestCommand.Named("slow", _ =>
            {
                asked.SetResult();
                return held.Task;
            }))(builder);
        });

    // Sends it and lets two seconds pass. Gives back what Discord was answered first.
    private async Task<RecordedRequest> PromiseAsync(DiscordBot bot, TestInteraction interaction, bool overHttp = true)
    {
        var inline = Task.FromResult<JsonNode?>(null);
        if (overHttp)
        {
            inline = bot.SendAsync(interaction);
        }
        else
        {
            await bot.Discord.Gateway.NextIdentifyAsync();
            bot.Dispatch(interaction);
        }

        await asked.Task.WaitAsync(FakeGateway.Patience);
        await time.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Null(await inline);
        return await bot.CallbackAsync(interaction);
    }
}
