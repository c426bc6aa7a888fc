using System.Text.Json.Nodes;
using BriefingBot.Chat;
using BriefingBot.Host.Discord.Rendering;
using BriefingBot.Tests.Chat;

namespace BriefingBot.Tests.Discord;

/// <summary>What a reader gets for what he does, over HTTP; <see cref="GatewayAnsweringTests"/> has what is the gateway's own.</summary>
public sealed class AnsweringTests(AnsweringTests.Rig rig) : IClassFixture<AnsweringTests.Rig>
{
    private const int Private = 64;

    private DiscordBot Bot => rig.Bot;

    [Fact]
    [Trait("Discord", "R39")]
    public async Task AnAnswerIsForTheOneWhoAskedAndGoesToTheChannelWhereThatWasAsked()
    {
        Assert.Equal(Private, FlagsOf(await AskAsync("brief", ("topic", "china-nk"))) & Private);
        Assert.Equal(0, FlagsOf(await AskAsync("brief", ("topic", "china-nk"), ("share", true))) & Private);
    }

    [Fact]
    [Trait("Discord", "R29")]
    public async Task AValueThatWasNeverOfferedIsAnsweredWithTheNearestNamesAndPrivately()
    {
        var answer = await AskAsync("brief", ("topic", "chnia-nk"), ("share", true));

        Assert.Equal(Private, FlagsOf(answer) & Private);
        Assert.Contains("/brief china-nk", MessageJson.Text(answer["data"]!), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R26")]
    public async Task ACommandThatIsNotKnownIsAnsweredToo() =>
        Assert.Contains("There is no command /weather", MessageJson.Text((await AskAsync("weather"))["data"]!), StringComparison.Ordinal);

    [Fact]
    public async Task AnOptionLongerThanAnythingTypedIsRefusedWithASentence() =>
        Assert.Contains("6,000 characters long", MessageJson.Text((await AskAsync("search", ("words", new string('x', 6_000))))["data"]!), StringComparison.Ordinal);

    [Fact]
    [Trait("Discord", "R24")]
    [Trait("Discord", "R25")]
    public async Task InADirectMessageTheAnswerIsTheSame()
    {
        var here = await Bot.SendAsync(TestInteraction.Command("brief", ("topic", "china-nk"), ("section", "history")));
        var there = await Bot.SendAsync(TestInteraction.Command("brief", ("topic", "china-nk"), ("section", "history")).InDirectMessage());

        Assert.Equal(here!.ToJsonString(), there!.ToJsonString());
    }

    [Fact]
    [Trait("Discord", "R61")]
    public async Task WhatIsTypedOfATopicIsCompleted()
    {
        var answer = await Bot.SendAsync(TestInteraction.Completion("brief", "topic", ("topic", "chi")));

        Assert.Equal(8, (int)answer!["type"]!);
        var choice = Assert.Single(answer["data"]!["choices"]!.AsArray())!;
        Assert.Equal("china-nk", (string?)choice["value"]);
        Assert.Equal("china-nk – China and North Korea", (string?)choice["name"]);
    }

    [Fact]
    [Trait("Discord", "R28")]
    public async Task ASectionIsCompletedOnceTheTopicIsKnown()
    {
        Assert.Equal(8, (await ChoicesAsync(TestInteraction.Completion("brief", "section", ("topic", "china-nk"), ("section", "")))).Count);
        Assert.Empty(await ChoicesAsync(TestInteraction.Completion("brief", "section", ("section", "e"))));
    }

    [Theory]
    [InlineData("brief", "none")]
    [InlineData("nothing", "topic")]
    [InlineData("brief", "share")]
    [Trait("Discord", "R63")]
    public async Task WhatCannotBeCompletedOffersNothing(string command, string option) =>
        Assert.Empty(await ChoicesAsync(TestInteraction.Completion(command, option, (option, "x"))));

    [Fact]
    [Trait("Discord", "R34")]
    public async Task AMenuTurnsAPrivateCardOverAndLeavesAPublicOneAsItIs()
    {
        var card = await AskAsync("brief", ("topic", "china-nk"));
        var menu = MessageJson.Components(card["data"]!).First(component => (int)component["type"]! == 3);
        var (id, value) = ((string)menu["custom_id"]!, (string)menu["options"]![1]!["value"]!);

        var turned = await Bot.SendAsync(TestInteraction.Press(id, value, isPrivate: true));
        Assert.Equal(7, (int)turned!["type"]!);
        Assert.Contains("china-nk/diplomacy@", turned.ToJsonString(), StringComparison.Ordinal);

        var beside = await Bot.SendAsync(TestInteraction.Press(id, value, isPrivate: false));
        Assert.Equal((4, Private), ((int)beside!["type"]!, FlagsOf(beside) & Private));
    }

    [Fact]
    public async Task PostToChannelPostsTheCardForEverybodyAlsoAfterARestart()
    {
        var id = Button(await AskAsync("brief", ("topic", "china-nk"), ("section", "leaders")), "Post to channel");
        await using var restarted = await DiscordBot.OverHttpAsync();
        var posted = await restarted.SendAsync(TestInteraction.Press(id));

        Assert.Equal((4, 0), ((int)posted!["type"]!, FlagsOf(posted) & Private));
        Assert.Contains("china-nk/leaders@", posted.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATextThatHasChangedIsShownToTheOneWhoPressedBeforeItIsPosted()
    {
        var id = CustomId.Write("0badc0de", part: 1, "/brief china-nk leaders share")!;
        var answer = await Bot.SendAsync(TestInteraction.Press(id));

        Assert.Equal(7, (int)answer!["type"]!);
        Assert.Contains("The text has changed since you opened it; this is what it says now. Nothing has been posted yet.", MessageJson.Text(answer["data"]!), StringComparison.Ordinal);
        var posted = await Bot.SendAsync(TestInteraction.Press(Button(answer, "Post to channel")));
        Assert.Equal(0, FlagsOf(posted!) & Private);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1")]
    [InlineData("9|other|version")]
    [InlineData("ticket_close_12")]
    [Trait("Discord", "R75")]
    [Trait("Discord", "R82")]
    public async Task APressOnWhatNobodyKnowsAnyMoreIsAnsweredPolitely(string customId)
    {
        var answer = await Bot.SendAsync(TestInteraction.Press(customId));

        Assert.Equal((4, Private), ((int)answer!["type"]!, FlagsOf(answer) & Private));
        Assert.Contains("/help", MessageJson.Text(answer["data"]!), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R35")]
    public async Task AFormThatNobodyOpenedIsAnsweredPolitely() =>
        Assert.Equal(Private, FlagsOf((await Bot.SendAsync(TestInteraction.Modal()))!) & Private);

    [Fact]
    [Trait("Discord", "R46")]
    public async Task AFailureIsAnsweredWithANumberAndNothingElse()
    {
        var answer = await AskAsync("fail");

        Assert.Equal(Private, FlagsOf(answer) & Private);
        Assert.Matches("noted as incident [A-Z0-9]{8}", MessageJson.Text(answer["data"]!));
        Assert.DoesNotContain("secret detail", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R26")]
    public async Task ASubCommandIsFoundByItsWholeName() =>
        Assert.Contains("the inner one", MessageJson.Text((await AskAsync("outer inner"))["data"]!), StringComparison.Ordinal);

    [Theory]
    [InlineData(0UL, false)]
    [InlineData(1UL << 3, true)]
    [InlineData(1UL << 5, true)]
    [InlineData(~(1UL << 5 | 1UL << 3), false)]
    [Trait("Discord", "R57")]
    public async Task ACommandForManagersIsCheckedByTheBotToo(ulong permissions, bool mayIt)
    {
        var answer = await Bot.SendAsync(TestInteraction.Command("manage").By(permissions));

        Assert.Equal(mayIt, MessageJson.Text(answer!["data"]!).Contains("managed", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Discord", "R57")]
    public async Task NobodyManagesADirectMessage() =>
        Assert.Contains("for people who manage", MessageJson.Text((await Bot.SendAsync(TestInteraction.Command("manage").InDirectMessage()))!["data"]!), StringComparison.Ordinal);

    private static int FlagsOf(JsonNode answer) => (int)answer["data"]!["flags"]!;

    private static string Button(JsonNode answer, string label) => (string)MessageJson.Components(answer["data"]!)
        .First(component => (int)component["type"]! == 2 && (string?)component["label"] == label)["custom_id"]!;

    private async Task<JsonNode> AskAsync(string command, params (string Name, JsonNode Value)[] options) =>
        (await Bot.SendAsync(TestInteraction.Command(command, options)))!;

    private async Task<JsonArray> ChoicesAsync(TestInteraction completion) => (await Bot.SendAsync(completion))!["data"]!["choices"]!.AsArray();

    public sealed class Rig : IAsyncLifetime
    {
        internal DiscordBot Bot { get; private set; } = null!;

        public async Task InitializeAsync() => Bot = await DiscordBot.OverHttpAsync(TestCommand.Add(
            TestCommand.Named("fail", _ => throw new InvalidOperationException("a secret detail")),
            TestCommand.Named("outer inner", _ => Task.FromResult(TestCommand.Say("the inner one"))),
            new TestCommand(new("manage", "For a test", []) { ForManagers = true }, _ => Task.FromResult(TestCommand.Say("managed")))));

        public async Task DisposeAsync() => await Bot.DisposeAsync();
    }
}
