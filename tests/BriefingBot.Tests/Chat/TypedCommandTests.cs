using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Chat;

/// <summary>What people type, well or badly.</summary>
public sealed class TypedCommandTests : IDisposable
{
    private static readonly Catalogue Shipped = BriefingFolder.Load(Repository.Briefings, SourceDocuments.None).Catalogue;

    private readonly TestChat chat = new(Shipped);

    public void Dispose() => chat.Dispose();

    [Theory]
    [InlineData("/brief china-nk economics")]
    [InlineData("  /BRIEF   China-NK   ECONOMICS  ")]
    [InlineData("/brief china-nk economy")]
    [InlineData("/brief china-nk Economic ties")]
    [InlineData("/brief \"china nk\" “economic ties”")]
    [InlineData("/brief China and North Korea economic ties")]
    [InlineData("/brief north korea china trade")]
    [InlineData("/brief topic:china-nk section:economics")]
    [InlineData("/brief section:economics china-nk")]
    [InlineData("/brief China_NK\u00A0economics")]
    [InlineData("brief china-nk economics")]
    [InlineData("china-nk economics")]
    public async Task TheSameCardComesHoweverItIsTyped(string text)
    {
        Assert.Equal(await chat.SayAsync("/brief china-nk economics"), await chat.SayAsync(text));
        Assert.StartsWith("Economic ties\n", await chat.SayAsync(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATopicAloneGivesItsContents()
    {
        var reply = await chat.AskAsync("/brief china-nk");

        Assert.Equal(8, reply.Blocks.OfType<ItemList>().Single().Items.Length);
        Assert.Equal(["Section", "Sources", "Post to channel"], reply.Controls.Select(control => control.Label));
    }

    [Fact]
    public async Task ACardIsPrivateUntilItIsShared()
    {
        Assert.Equal(Audience.Private, (await chat.AskAsync("/brief china-nk economics")).Audience);
        Assert.Equal(Audience.Channel, (await chat.AskAsync("/brief china-nk economics share")).Audience);
        Assert.Equal(Audience.Channel, (await chat.AskAsync("/brief china-nk share:yes economics")).Audience);
        Assert.Equal(Audience.Private, (await chat.AskAsync("/brief china-nk economics share:false")).Audience);
    }

    [Fact]
    public async Task WhereTheChannelIsTheDefaultErrorsStayPrivate()
    {
        using var open = new TestChat(Shipped, Audience.Channel);

        Assert.Equal(Audience.Channel, (await open.AskAsync("/brief china-nk")).Audience);
        Assert.Equal(Audience.Private, (await open.AskAsync("/brief mars share")).Audience);
        Assert.Equal(Audience.Private, (await open.AskAsync("/nonsense")).Audience);
        Assert.Equal(Audience.Private, (await chat.AskAsync("/brief china-nk mars share")).Audience);
    }

    [Theory]
    [InlineData("", Outcome.WrongUsage, "There is nothing to answer yet. Type a command, such as /brief china-nk")]
    [InlineData(" \t\n\u2028", Outcome.WrongUsage, "There is nothing to answer yet. Type a command, such as /brief china-nk")]
    [InlineData("/", Outcome.WrongUsage, "There is no command /. All commands are listed by /help")]
    [InlineData("/breif china-nk", Outcome.WrongUsage, "There is no command /breif. Did you mean /brief")]
    [InlineData("/destroy", Outcome.WrongUsage, "There is no command /destroy. All commands are listed by /help")]
    [InlineData("share", Outcome.WrongUsage, "Commands begin with a slash. To look for words in all briefings, type /search share")]
    [InlineData("section:economics", Outcome.WrongUsage, "Commands begin with a slash. To look for words in all briefings, type /search section:economics")]
    [InlineData("hello there", Outcome.WrongUsage, "Commands begin with a slash. To look for words in all briefings, type /search hello there")]
    [InlineData("/brief mars", Outcome.NotFound, "There is no topic “mars”.\n\nTo see all there is, type /topics")]
    [InlineData("/brief chima-nk", Outcome.NotFound, "There is no topic “chima-nk”. Did you mean:\n\n- /brief china-nk – China and North Korea\n\nTo see all there is, type /topics")]
    [InlineData("/brief china-nk economisc", Outcome.NotFound, "“China and North Korea” has no section “economisc”. Did you mean:\n\n- /brief china-nk economics – Economic ties\n\nTo see all there is, type /brief china-nk")]
    [InlineData("/search", Outcome.WrongUsage, "/search needs to know more: the words to look for. Type it as /search WORDS [TOPIC]")]
    [InlineData("/brief \u202Egnp\u202C\u0007", Outcome.NotFound, "There is no topic “gnp”.\n\nTo see all there is, type /topics")]
    [InlineData("/brief @everyone", Outcome.NotFound, "There is no topic “@everyone”.\n\nTo see all there is, type /topics")]
    public async Task WhatCannotBeAnsweredSaysWhyAndWhatToDo(string text, Outcome outcome, string answer)
    {
        var reply = await chat.AskAsync(text);

        Assert.Equal(outcome, reply.Outcome);
        Assert.Equal(answer, PlainText.Render(reply.Blocks).TrimEnd('\n'));
    }

    [Fact]
    public async Task TenThousandCharactersAreRefusedInOneSentence()
    {
        Assert.Equal(
            "That is 10,000 characters long, and a command has at most 2,000. Shorten it and send it again, or type /help\n",
            await chat.SayAsync("/brief " + new string('x', 9_993)));
    }

    [Fact]
    public async Task ALongNameIsNotEchoedWhole()
    {
        var answer = await chat.SayAsync("/brief " + new string('x', 1_900));

        Assert.StartsWith($"There is no topic “{new string('x', 59)}…”.", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/brief \uD800")]
    [InlineData("/search \uDC00\uD83D")]
    [InlineData("\uD800")]
    public async Task HalfACharacterBreaksNothing(string text) =>
        Assert.NotEqual(Outcome.Failed, (await chat.AskAsync(text)).Outcome);

    [Fact]
    public async Task AFailureBecomesAnIncidentThatTellsTheReaderNothingElse()
    {
        var log = new ListLogger();
        using var broken = new TestChat(Shipped, logger: log, more: new BrokenCommand());
        var reply = await broken.AskAsync("/break");
        var answer = PlainText.Render(reply.Blocks);

        Assert.Equal(Outcome.Failed, reply.Outcome);
        Assert.Equal(Audience.Private, reply.Audience);
        Assert.DoesNotContain("password", answer, StringComparison.Ordinal);
        var (message, failure) = Assert.Single(log.Entries);
        Assert.Equal("The password is swordfish.", failure!.Message);
        Assert.Contains(message.Split(' ')[^1], answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpListsEveryCommandOnce()
    {
        var help = await chat.SayAsync("/help");

        Assert.All(chat.Router.Definitions, command => Assert.Contains($"- {command.Usage} – {command.Description}\n", help, StringComparison.Ordinal));
    }

    [Fact]
    public void DefinitionsKeepToWhatEveryPlatformTakes() => Assert.All(chat.Router.Definitions, command =>
    {
        Assert.Matches("^[a-z]{1,32}$", command.Name);
        Assert.InRange(command.Description.Length, 1, 100);
        Assert.True(command.Options.Length <= 25);
        Assert.Equal(command.Options.OrderByDescending(option => option.Required), command.Options);
        Assert.All(command.Options, option =>
        {
            Assert.Matches("^[a-z]{1,32}$", option.Name);
            Assert.InRange(option.Description.Length, 1, 100);
        });
    });

    private sealed class BrokenCommand : IChatCommand
    {
        public CommandDefinition Definition { get; } = new("break", "Breaks", []);

        public ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The password is swordfish.");
    }

    private sealed class ListLogger : ILogger<ChatRouter>
    {
        public List<(string Message, Exception? Failure)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add((formatter(state, exception), exception));
    }
}
