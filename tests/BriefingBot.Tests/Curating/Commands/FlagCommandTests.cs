using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Curating.Commands;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Curating.Commands;

public sealed class FlagCommandTests : IDisposable
{
    private static readonly Reader Ada = TestChat.Reader with { Person = new("7", "Ada\u202E") };

    private readonly TestFolder folder = TestFolder.WithTea();
    private readonly MemoryCurating state = new();
    private readonly TestChat chat;

    public FlagCommandTests() => chat = new(folder.Load().Catalogue, Audience.Channel, curating: new(state, state));

    public void Dispose()
    {
        chat.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task AFlagIsKeptWithTheRevisionAndTheReaderGetsAReceipt()
    {
        var reply = await chat.AskAsync("/flag chai plant the year is @everyone wrong\u202E!", Ada);

        var flag = Assert.Single(state.Flags);
        var revision = chat.Library.Current!.For(Ada).FindTopic("tea")!.Find("plant")!.Revision;
        Assert.Matches("^[a-z2-9]{6}$", flag.Id);
        Assert.Equal(
            ("tea", "plant", revision, "the year is @everyone wrong !", new Actor("test", new("7", "Ada")), FlagState.Open),
            (flag.Topic, flag.Section, flag.Revision, flag.Reason, flag.Reader, flag.State));
        var receipt = PlainText.Render(reply.Blocks);
        Assert.StartsWith($"Flag {flag.Id} is noted\n", receipt, StringComparison.Ordinal);
        Assert.Contains($"tea/plant@{revision}", receipt, StringComparison.Ordinal);

        // Whom it is about does not concern the channel, whatever answers are by default.
        Assert.Equal((Outcome.Done, Audience.Private), (reply.Outcome, reply.Audience));
    }

    [Fact]
    public async Task ALongReasonIsCut()
    {
        await chat.AskAsync($"/flag tea plant {new string('x', 1500)}", Ada);

        Assert.Equal(500, Assert.Single(state.Flags).Reason.Length);
    }

    [Fact]
    public async Task APersonMakesTenFlagsADay()
    {
        for (var number = 0; number < FlagCommand.MostOfPerson; number++)
        {
            Assert.Equal(Outcome.Done, (await chat.AskAsync($"/flag tea plant wrong {number}", Ada)).Outcome);
        }

        var refused = await chat.AskAsync("/flag tea plant wrong again", Ada with { Person = new("7", "Ada by another name") });

        Assert.Equal(Outcome.WrongUsage, refused.Outcome);
        Assert.StartsWith("You have made 10 flags within a day, and that is the most there can be.", PlainText.Render(refused.Blocks), StringComparison.Ordinal);
        Assert.Equal(10, state.Flags.Length);
        Assert.Equal(Outcome.Done, (await chat.AskAsync("/flag tea plant wrong", Ada with { Person = new("8", "Bob") })).Outcome);
    }

    [Fact]
    public async Task WhoIsNotKnownIsCountedWithAllTheOthersThere()
    {
        for (var number = 0; number < FlagCommand.MostOfNobody; number++)
        {
            Assert.Equal(Outcome.Done, (await chat.AskAsync($"/flag tea plant wrong {number}")).Outcome);
        }

        Assert.StartsWith("50 flags have been made here within a day", await chat.SayAsync("/flag tea plant wrong"), StringComparison.Ordinal);
        Assert.Equal(Outcome.Done, (await chat.AskAsync("/flag tea plant wrong", Ada)).Outcome);
    }

    [Theory]
    [InlineData("/flag tee plant it is wrong", "/flag tea plant it is wrong")]
    [InlineData("/flag tea plan it is wrong", "/flag tea plant it is wrong")]
    public async Task WhatIsMissingOrMistypedKeepsWhatWasSaid(string typed, string meant)
    {
        var reply = await chat.AskAsync(typed, Ada);

        Assert.NotEqual(Outcome.Done, reply.Outcome);
        Assert.Contains(meant, PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        Assert.Empty(state.Flags);
    }

    [Fact]
    public async Task WithoutAReasonOneIsAskedFor()
    {
        var asked = await chat.AskAsync("/flag chai plant", Ada);
        Assert.Equal((Outcome.Done, Audience.Private), (asked.Outcome, asked.Audience));
        Assert.Empty(state.Flags);
        Assert.Contains("/flag tea plant the year is out of date", PlainText.Render(asked.Blocks), StringComparison.Ordinal);
        var field = Assert.Single(asked.Form!.Fields);
        Assert.Equal(("reason", 500, true), (field.Name, field.MostCharacters, field.HasLines));

        await chat.Router.AnswerFormAsync(asked.Form.Command, ImmutableDictionary<string, string>.Empty.Add("reason", "Two\nlines"), Ada, CancellationToken.None);
        Assert.Equal(("plant", "Two lines", "7"), Assert.Single(state.Flags) is var flag ? (flag.Section, flag.Reason, flag.Reader.Person.Id) : default);
    }

    [Fact]
    public async Task EveryCardHasAButtonThatFlagsIt()
    {
        foreach (var card in new[] { "/brief tea plant", "/brief tea plant share" })
        {
            var button = Assert.Single((await chat.AskAsync(card, Ada)).Controls.OfType<Button>(), button => button.Label == "Flag");
            Assert.NotNull((await chat.AskAsync(button.Command, Ada)).Form);
        }

        Assert.DoesNotContain((await chat.AskAsync("/brief tea", Ada)).Controls, control => control.Label == "Flag");
    }

    [Fact]
    public async Task AnUnreachableStoreIsSaid()
    {
        state.IsUnavailable = true;

        Assert.Contains("cannot reach its database", await chat.SayAsync("/flag tea plant wrong", Ada), StringComparison.Ordinal);
    }
}
