using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Chat;

public sealed class ControlTests : IDisposable
{
    private readonly TestFolder folder = TestFolder.WithTea();
    private readonly TestChat chat;

    public ControlTests() => chat = new(
        folder.Load().Catalogue,
        more:
        [
            TestCommand.Named("digest list", _ => Task.FromResult(TestCommand.Say("the list"))),
            new TestCommand(
                new("digest subscribe", "Subscribe a channel", [new("topic", OptionKind.Name, "The topic", Required: true)]) { ForManagers = true },
                request => Task.FromResult(TestCommand.Say($"subscribed to {request.Option("topic")}"))),
        ]);

    public void Dispose()
    {
        chat.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task AControlAnswersLikeTheCommandItHolds() =>
        Assert.Equal(await chat.AskAsync("/brief tea plant"), await chat.Router.AnswerControlAsync("/brief tea plant", revision: null, TestChat.Reader, default));

    [Fact]
    public async Task UnderTheSameRevisionNothingIsSaidOfIt()
    {
        var card = await chat.AskAsync("/brief tea plant");
        var shared = await chat.Router.AnswerControlAsync("/brief tea plant share", card.Revision, TestChat.Reader, default);

        Assert.Equal(Audience.Channel, shared.Audience);
    }

    [Fact]
    public async Task UnderAnotherRevisionTheNewTextIsShownAndNotPosted()
    {
        var shared = await chat.Router.AnswerControlAsync("/brief tea plant share", "00000000", TestChat.Reader, default);

        Assert.Equal(Audience.Private, shared.Audience);
        Assert.Contains("Nothing has been posted yet.", PlainText.Render(shared.Blocks), StringComparison.Ordinal);
        Assert.Contains(shared.Controls.OfType<Button>(), button => button is { Label: "Post to channel", Command: "/brief tea plant share" });
    }

    [Fact]
    public async Task WhatWasOnlyToBeReadIsReadWithANotice()
    {
        var sources = await chat.Router.AnswerControlAsync("/sources tea plant", "00000000", TestChat.Reader, default);

        Assert.Contains("The text has changed since you opened it", PlainText.Render(sources.Blocks), StringComparison.Ordinal);
        Assert.DoesNotContain("posted", PlainText.Render(sources.Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameCardIsTheSameReply()
    {
        Assert.Same(await chat.AskAsync("/brief tea plant"), await chat.AskAsync("/brief tea plant"));
        Assert.NotSame(await chat.AskAsync("/brief tea plant"), await chat.AskAsync("/brief tea plant share"));
    }

    [Theory]
    [InlineData("/digest list")]
    [InlineData("/DIGEST List")]
    [InlineData("digest list")]
    public async Task ANameOfTwoWordsIsTypedAsTwoWords(string text) => Assert.Equal("the list\n", await chat.SayAsync(text));

    [Fact]
    public async Task AGroupAloneIsAnsweredWithItsCommands()
    {
        var reply = await chat.AskAsync("/digest");

        Assert.Equal(Outcome.WrongUsage, reply.Outcome);
        Assert.Contains("/digest list", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        Assert.Contains("/digest subscribe", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyManagersGiveCommandsForManagers()
    {
        Assert.Contains("is for people who manage this server or workspace", await chat.SayAsync("/digest subscribe tea"), StringComparison.Ordinal);
        Assert.Equal("subscribed to tea\n", await chat.SayAsync("/digest subscribe tea", TestChat.Reader with { IsManager = true }));
    }

    [Theory]
    [InlineData("/dig", 0, "/digest list", "/digest subscribe")]
    [InlineData("/digest ", 0, "/digest list", "/digest subscribe")]
    [InlineData(" /digest s", 1, "/digest subscribe")]
    public async Task ANameOfTwoWordsIsCompletedAsAWhole(string text, int start, params string[] expected)
    {
        var completion = await chat.Router.CompleteTextAsync(text, TestChat.Reader with { IsManager = true }, default);

        Assert.Equal(expected, completion.Suggestions.Select(suggestion => suggestion.Value));
        Assert.Equal(start, completion.Start);
    }

    [Fact]
    public async Task WhatOnlyManagersMayGiveIsOfferedToNobodyElse()
    {
        var offered = await chat.Router.CompleteTextAsync("/digest ", TestChat.Reader, default);

        Assert.Equal("/digest list", Assert.Single(offered.Suggestions).Value);
        Assert.Empty((await chat.Router.CompleteTextAsync("/digest subscribe t", TestChat.Reader, default)).Suggestions);
    }
}
