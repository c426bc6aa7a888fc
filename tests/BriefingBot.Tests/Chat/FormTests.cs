using System.Collections.Immutable;
using System.Text.Json;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Chat;

/// <summary>Forms and files in the port: what is filled in is as untrusted as what is typed, and is not lost.</summary>
public sealed class FormTests : IDisposable
{
    private readonly TestFolder folder = TestFolder.WithTea();
    private readonly NoteCommand note = new();
    private readonly TestChat chat;

    public FormTests() => chat = new(folder.Load().Catalogue, more: note);

    public void Dispose()
    {
        chat.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task WhatIsFilledInIsAddedToTheCommandsOptions()
    {
        var reply = await SendAsync("/note tea", ("text", "One\r\n Two "), ("unknown", "x"), ("topic", "other"));
        Assert.Equal(Outcome.Done, reply.Outcome);
        Assert.Equal("tea", note.Request!.Option("topic"));
        Assert.Equal("One\r\n Two ", note.Request.Options["text"]);
        Assert.Equal(["text", "topic"], note.Request.Options.Keys.Order());
    }

    [Fact]
    public async Task AFieldTakesWhatASectionsFileTakes()
    {
        Assert.Equal(Outcome.Done, (await SendAsync("/note tea", ("text", new string('x', SectionText.MostBytes)))).Outcome);
        var refused = await SendAsync("/note tea", ("text", new string('x', SectionText.MostBytes + 1)));
        Assert.StartsWith("“text” is 65,537 characters long, and at most 65,536 are taken.", PlainText.Render(refused.Blocks), StringComparison.Ordinal);
        Assert.StartsWith("“topic” is 2,001 characters long", await SayAsync("/note", ("topic", new string('x', 2001))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/nonsense tea")]
    [InlineData("brief")]
    [InlineData("\u202E\uD83D")]
    public async Task AnUnknownCommandIsRefusedAndWhatWasWrittenComesBack(string command)
    {
        var reply = await SendAsync(command is "brief" ? new string('x', 5_000) : command, ("text", new string('x', 500)), ("../../etc/passwd", new string('y', 500)), ("short", "z"));
        Assert.Equal(Outcome.WrongUsage, reply.Outcome);
        Assert.Equal(["what-you-wrote-1.txt", "what-you-wrote-2.txt"], reply.Files.Select(file => file.Name));
        Assert.Equal([new string('y', 500), new string('x', 500)], reply.Files.Select(file => file.Text));
    }

    [Fact]
    public async Task WhatWasWrittenComesBackAlsoWhenTheCommandBreaks()
    {
        note.Failure = new InvalidOperationException("secret");
        var reply = await SendAsync("/note tea", ("text", new string('x', 500)));
        Assert.Equal(Outcome.Failed, reply.Outcome);
        Assert.Equal(new string('x', 500), Assert.Single(reply.Files).Text);
    }

    [Theory]
    [InlineData("/note tea text:typed")]
    [InlineData("/note tea file:typed")]
    [InlineData("/note tea typed")]
    public async Task TextAndFilesCannotBeTyped(string typed)
    {
        await chat.AskAsync(typed);
        Assert.Equal(["topic"], note.Request!.Options.Keys);
    }

    [Fact]
    public void TextIsNotAmongWhatCanBeTyped() => Assert.Equal("/note TOPIC [FILE]", note.Definition.Usage);

    [Fact]
    public async Task ARequiredFileThatIsMissingIsSaid()
    {
        note.Definition = note.Definition with { Options = [new("file", OptionKind.File, "The file", Required: true)] };
        Assert.StartsWith("/note takes a file, and none came with it.", await chat.SayAsync("/note"), StringComparison.Ordinal);
        var request = new ChatRequest("note", ImmutableDictionary<string, string>.Empty, TestChat.Reader) { Files = ImmutableDictionary<string, IncomingFile>.Empty.Add("file", IncomingFile.Unavailable("It is gone.")) };
        Assert.Equal(Outcome.Done, (await chat.Router.AnswerAsync(request, CancellationToken.None)).Outcome);
    }

    [Fact]
    public void AReplyAsJsonHoldsItsFormAndFiles()
    {
        var reply = new Reply([Paragraph.Of(new Text("Type it."))])
        {
            Form = new("Note", "/note tea", [new("text", "Text") { Description = "What to say", Value = "a\n\"b\"", HasLines = true, IsRequired = false, MostCharacters = 10 }]),
            Files = [new("a.md", "One\nTwo\n")],
        };
        using var json = JsonDocument.Parse(ReplyJson.Serialize(reply));
        Assert.Equal(
            """{"title":"Note","command":"/note tea","fields":[{"name":"text","label":"Text","description":"What to say","value":"a\n\"b\"","hasLines":true,"isFile":false,"isRequired":false,"mostCharacters":10}]}""",
            json.RootElement.GetProperty("form").GetRawText());
        Assert.Equal("""[{"name":"a.md","text":"One\nTwo\n"}]""", json.RootElement.GetProperty("files").GetRawText());
        Assert.Equal("Type it.\n\na.md\n\nOne\nTwo\n", json.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void AReplyWithoutFormAndFilesIsAsItWas()
    {
        using var json = JsonDocument.Parse(ReplyJson.Serialize(new([Paragraph.Of(new Text("Tea."))])));
        Assert.Equal(["outcome", "audience", "text", "blocks", "controls"], json.RootElement.EnumerateObject().Select(property => property.Name));
    }

    private Task<Reply> SendAsync(string command, params (string Name, string Value)[] fields) =>
        chat.Router.AnswerFormAsync(command, fields.ToImmutableDictionary(field => field.Name, field => field.Value), TestChat.Reader, CancellationToken.None);

    private async Task<string> SayAsync(string command, params (string Name, string Value)[] fields) => PlainText.Render((await SendAsync(command, fields)).Blocks);

    private sealed class NoteCommand : IChatCommand
    {
        public CommandDefinition Definition { get; set; } = new("note", "Takes a note",
        [
            new("topic", OptionKind.Name, "The topic", Required: true),
            new("file", OptionKind.File, "A file"),
            new("text", OptionKind.Text, "The text"),
        ]);

        public ChatRequest? Request { get; private set; }

        public Exception? Failure { get; set; }

        public ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
        {
            Request = request;
            return Failure is null ? ValueTask.FromResult(new Reply([])) : throw Failure;
        }
    }
}
