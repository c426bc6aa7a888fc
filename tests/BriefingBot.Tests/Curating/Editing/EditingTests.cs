using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;
using static BriefingBot.Tests.Curating.CuratingChat;

namespace BriefingBot.Tests.Curating.Editing;

/// <summary>Texts edited in forms: shown before they are saved, and never lost.</summary>
public sealed class EditingTests : IDisposable
{
    private readonly CuratingChat chat = new();

    public void Dispose() => chat.Dispose();

    [Fact]
    public async Task AFormHoldsTheTextOnDiskAndTheRevisionItStartedFrom()
    {
        var now = chat.Editor.Open("tea", "plant").Now!;
        var opened = await chat.AskAsync("/curate edit tea the plant");
        Assert.Equal(Outcome.Done, opened.Outcome);
        Assert.Equal($"/curate put tea plant {now.Revision}", opened.Form!.Command);
        Assert.Equal(now.Text, Assert.Single(opened.Form.Fields).Value);
        Assert.Equal(65_536, opened.Form.Fields[0].MostCharacters);

        // For places without forms, or with smaller ones.
        Assert.Equal(new ReplyFile($"plant.{now.Revision}.md", now.Text), Assert.Single(opened.Files));
        Assert.Contains("/curate upload tea plant", PlainText.Render(opened.Blocks), StringComparison.Ordinal);

        // To look at something is no act.
        Assert.Empty(chat.State.Audit);
    }

    [Fact]
    public async Task WhatIsSentOffIsShownAndSavedWhenItsAuthorSaysSo()
    {
        var before = chat.Editor.Open("tea", "plant").Now!.Revision;
        var shown = await chat.SendAsync(await chat.AskAsync("/curate edit tea plant"), Shorter.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\n");
        Assert.Contains("Removed: Most drink it hot", PlainText.Render(shown.Blocks), StringComparison.Ordinal);
        Assert.Equal(before, chat.Editor.Open("tea", "plant").Now!.Revision);
        await chat.AskAsync(Save(shown));
        Assert.Equal(Shorter.TrimEnd() + "\n", chat.Editor.Open("tea", "plant").Now!.Text);
        var revision = chat.State.All[^1];
        Assert.Equal((Way.Form, "Ada", "Edited in a form"), (revision.Way, revision.Author!.Person.Name, revision.Note));
        Assert.Equal([("curate edit", AuditOutcome.Done), ("curate save", AuditOutcome.Done)], chat.Acts);
    }

    [Fact]
    public async Task ATextWithErrorsIsNotSavedAndCanBeEditedAgain()
    {
        const string Typed = "---\ntitle: The plant\n---\nTea is @everyone brown.\n";
        var shown = await chat.SendAsync(await chat.AskAsync("/curate edit tea plant"), Typed);
        Assert.Equal(Outcome.WrongUsage, shown.Outcome);
        Assert.DoesNotContain(shown.Controls, control => control.Label == "Save");
        Assert.Contains("Error in line", PlainText.Render(shown.Blocks), StringComparison.Ordinal);
        Assert.Equal(Typed, Assert.Single(shown.Files).Text);

        var again = await chat.AskAsync(Again(shown));
        Assert.Equal(Typed, again.Form!.Fields.Single().Value);
        Assert.Equal(("curate edit", AuditOutcome.Refused), Assert.Single(chat.Acts));
        Assert.Contains((await chat.SendAsync(again, Shorter)).Controls, control => control.Label == "Save");
    }

    [Fact]
    public async Task NobodyElseGoesOnWithIt()
    {
        var again = Again(await chat.SendAsync(await chat.AskAsync("/curate edit tea plant"), "x"));
        Assert.Contains("No change", await chat.SayAsync(again, Carol), StringComparison.Ordinal);
        chat.Time.Advance(Drafts.Kept);
        Assert.Contains("is older than an hour", await chat.SayAsync(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfTwoCuratorsAtOnceOneWinsAndTheOtherIsToldWithBothTexts()
    {
        var (adas, carols) = (await chat.AskAsync("/curate edit tea plant"), await chat.AskAsync("/curate edit tea plant", Carol));
        await chat.AskAsync(Save(await chat.SendAsync(adas, Shorter)));
        var mine = TestFolder.Section("The plant", "Tea is drunk hot [@leaves, sec. 1, para. 2].");
        var told = await chat.SendAsync(carols, mine, Carol);

        Assert.Contains("somebody else changed the section meanwhile", PlainText.Render(told.Blocks), StringComparison.Ordinal);
        Assert.Equal([Shorter.TrimEnd(), mine.TrimEnd()], told.Files.Select(file => file.Text.TrimEnd()));
        Assert.Equal(Shorter.TrimEnd(), chat.Editor.Open("tea", "plant").Now!.Text.TrimEnd());
        Assert.Equal(mine.TrimEnd(), (await chat.AskAsync(Again(told), Carol)).Form!.Fields.Single().Value.TrimEnd());

        // Now that he has seen both, he may save his own.
        await chat.AskAsync(Save(told), Carol);
        Assert.Equal(mine.TrimEnd(), chat.Editor.Open("tea", "plant").Now!.Text.TrimEnd());
    }

    [Fact]
    public async Task ANewSectionBeginsWithItsFields()
    {
        var opened = await chat.AskAsync("/curate edit tea green-tea");
        Assert.Equal("/curate put tea green-tea", opened.Form!.Command);
        Assert.Equal("---\ntitle: Green tea\nsummary:\nreviewed: 2026-11-21\nstatus: draft\n---\n\n", opened.Form.Fields.Single().Value);
        var shown = await chat.SendAsync(opened, TestFolder.Section("Green tea", "Tea is drunk hot [@leaves, sec. 1, para. 2]."));
        await chat.AskAsync(Save(shown));
        Assert.Contains("Tea is drunk hot", await chat.SayAsync("/brief tea green-tea"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("con")]
    [InlineData("share")]
    [InlineData("@everyone")]
    public async Task ANameThatNoSectionCanHaveOpensNothing(string section)
    {
        foreach (var command in new[] { "edit", "put" })
        {
            var reply = await chat.AskAsync($"/curate {command} tea \"{section}\"");
            Assert.NotEqual(Outcome.Done, reply.Outcome);
            Assert.Null(reply.Form);
        }

        Assert.NotEqual(Outcome.Done, (await chat.UploadAsync(section, "plant.md", "Tea."u8.ToArray())).Outcome);
    }

    [Fact]
    public async Task WhoIsNoCuratorAnyMoreIsRefusedAndKeepsTheText()
    {
        var opened = await chat.AskAsync("/curate edit tea plant");
        var reply = await chat.SendAsync(opened, Shorter, Bob);
        Assert.Contains("Only curators", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        Assert.Equal(Shorter, Assert.Single(reply.Files).Text);
        Assert.Equal(AuditOutcome.Refused, Assert.Single(chat.State.Audit).Outcome);
    }

    [Fact]
    public async Task WhatIsHiddenHereCannotBeWrittenFromHere()
    {
        var carols = await chat.AskAsync("/curate edit secret plan", Carol);
        Assert.NotNull(carols.Form);
        Assert.Equal(Outcome.NotFound, (await chat.SendAsync(carols, Shorter)).Outcome);
        Assert.Equal(Outcome.NotFound, (await chat.AskAsync("/curate edit secret plan")).Outcome);
    }

    [Fact]
    public async Task AnUnreachableDatabaseLosesNothingThatWasTyped()
    {
        var opened = await chat.AskAsync("/curate edit tea plant");
        chat.State.IsUnavailable = true;
        var shown = await chat.SendAsync(opened, Shorter);
        Assert.Equal(Shorter.TrimEnd(), Assert.Single(shown.Files).Text.TrimEnd());
        Assert.Contains(shown.Controls, control => control.Label == "Save");
    }

    [Theory]
    [InlineData("", "The text is empty.")]
    [InlineData(" \r\n ", "The text is empty.")]
    public async Task WhatIsNoTextIsRefusedWithASentence(string typed, string part) =>
        Assert.Contains(part, PlainText.Render((await chat.SendAsync(await chat.AskAsync("/curate edit tea plant"), typed)).Blocks), StringComparison.Ordinal);

    [Fact]
    public async Task HalfACharacterIsRefusedWithASentence() =>
        Assert.Contains("half a character", PlainText.Render((await chat.SendAsync(await chat.AskAsync("/curate edit tea plant"), "x\uD83D")).Blocks), StringComparison.Ordinal);

    [Fact]
    public async Task AFileThatCannotBeReadIsSaidBeforeAnythingIsTyped()
    {
        chat.Editor.Refusal = "The section's file on disk cannot be read as text.";
        Assert.Contains("cannot be read as text", await chat.SayAsync("/curate edit tea plant"), StringComparison.Ordinal);
    }
}
