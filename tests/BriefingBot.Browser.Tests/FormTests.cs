using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

/// <summary>Replies that are a form to fill in, or that bring a file.</summary>
[Collection(ChromiumTest.Name)]
public sealed class FormTests(Chromium chromium)
{
    private const string Before = "---\ntitle: <b>Tea</b>\n---\n";

    [ChromiumTheory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task AFormIsFilledInAndSentByKeyboardAlone(int width)
    {
        var note = new NoteCommand();
        await using var visit = await Visit.OpenAsync(chromium, width, more: note);
        var form = await visit.ReadAsync("/note", "Edit the note");
        var text = form.GetByRole(AriaRole.Textbox, new() { Name = "Text" });
        await Expect(text).ToHaveValueAsync(Before);
        await Expect(text).ToHaveAccessibleDescriptionAsync("As it will be saved");
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        await Screenshots.TakeAsync(visit.Page, $"form-{width}");

        await text.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Control+End");
        await visit.Page.Keyboard.TypeAsync("Tea is hot.");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.TypeAsync("Why not");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(form.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Card("Noted").GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        Assert.Equal((Before + "Tea is hot.\n", "Why not"), (note.Fields!["text"].ReplaceLineEndings("\n"), note.Fields["why"]));
        await Expect(form).ToContainTextAsync("It was sent, and the answer is below.");
        Assert.Empty(visit.Complaints);
    }

    [ChromiumFact]
    public async Task ARefusedFormStaysAsItWasFilledIn()
    {
        await using var visit = await Visit.OpenAsync(chromium, more: new NoteCommand());
        var form = await visit.ReadAsync("/note", "Edit the note");
        var text = form.GetByRole(AriaRole.Textbox, new() { Name = "Text" });
        await text.FillAsync("bad");

        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "Not understood" })).ToBeVisibleAsync();
        await Expect(text).ToHaveValueAsync("bad");
        await form.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(text).ToBeHiddenAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Open the form again" }).PressAsync("Enter");
        await Expect(text).ToHaveValueAsync("bad");
        await Expect(text).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task AFileIsSavedLetterByLetter()
    {
        await using var visit = await Visit.OpenAsync(chromium, more: new NoteCommand());
        var form = await visit.ReadAsync("/note", "Edit the note");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Text" }).FillAsync("Größe – “tea”");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        var link = visit.Card("Noted").GetByRole(AriaRole.Link, new() { Name = "Save note.md" });
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());

        Assert.Equal("note.md", download.SuggestedFilename);
        Assert.Equal("Größe – “tea”", await File.ReadAllTextAsync(await download.PathAsync()));
        Assert.Empty(visit.Complaints);
    }

    [ChromiumFact]
    public async Task AFileIsChosenInAFormAndHandedOver()
    {
        var scan = new ScanCommand();
        await using var visit = await Visit.OpenAsync(chromium, more: scan);
        var form = await visit.ReadAsync("/scan", "A file for /scan");

        await form.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "größe.md", MimeType = "text/markdown", Buffer = [0x54, 0, 0xFF] });
        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(visit.Card("Scanned größe.md")).ToBeVisibleAsync();
        Assert.Equal([0x54, 0, 0xFF], scan.Bytes);
        Assert.Empty(visit.Complaints);
    }

    /// <summary>Takes a file.</summary>
    private sealed class ScanCommand : IChatCommand
    {
        public CommandDefinition Definition { get; } = new("scan", "Takes a file", [new("file", OptionKind.File, "Any file", Required: true)]);

        public byte[]? Bytes { get; private set; }

        public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
        {
            var file = request.Files["file"];
            Bytes = ((FileContent.Whole)await file.ReadAsync(100, cancellationToken)).Bytes.ToArray();
            return new([new Title($"Scanned {file.Name}")]);
        }
    }

    /// <summary>Gives a form, and what was filled in as a file.</summary>
    private sealed class NoteCommand : IChatCommand
    {
        public CommandDefinition Definition { get; } = new("note", "Takes a note",
        [
            new("text", OptionKind.Text, "The text"),
            new("why", OptionKind.Words, "Why"),
        ]);

        public ImmutableDictionary<string, string>? Fields { get; private set; }

        public ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
        {
            if (request.Option("text") is not { } text)
            {
                return ValueTask.FromResult(new Reply([new Title("There are no forms here")])
                {
                    Form = new("Edit the note", "/note",
                    [
                        new("text", "Text") { Value = Before, HasLines = true, MostCharacters = 1000, Description = "As it will be saved" },
                        new("why", "Why") { IsRequired = false, MostCharacters = 100 },
                    ]),
                });
            }

            Fields = request.Options;
            return ValueTask.FromResult(text == "bad"
                ? Refusal.Usage("That is no note. See", "/help")
                : new Reply([new Title("Noted")]) { Files = [new("note.md", text)] });
        }
    }
}
