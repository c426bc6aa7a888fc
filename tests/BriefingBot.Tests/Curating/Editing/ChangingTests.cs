using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;
using BriefingBot.Host.Discord.Rendering;

namespace BriefingBot.Tests.Curating.Editing;

/// <summary>Changes from chat: shown first, saved by their author alone, and never over somebody else's.</summary>
public sealed class ChangingTests : IDisposable
{
    private readonly CuratingChat chat = new();

    public void Dispose() => chat.Dispose();

    [Fact]
    public async Task ARollbackIsShownFirstAndSavedWhenItsAuthorSaysSo()
    {
        var (earlier, now) = await chat.WithHistoryAsync();
        var asked = await chat.AskAsync($"/curate rollback tea plant {earlier}");
        var shown = PlainText.Render(asked.Blocks);

        Assert.Contains("Removed: Most drink it hot", shown, StringComparison.Ordinal);
        Assert.Contains("Nothing is wrong with it.", shown, StringComparison.Ordinal);
        Assert.Equal(now, chat.Editor.Open("tea", "plant").Now!.Revision);

        Assert.Contains($"tea/plant@{earlier} and served from now on", await chat.SayAsync(CuratingChat.Save(asked)), StringComparison.Ordinal);
        Assert.DoesNotContain("drink it hot", await chat.SayAsync("/brief tea plant"), StringComparison.Ordinal);
        var revision = chat.State.All[^1];
        Assert.Equal((earlier, Way.Rollback, "Ada", $"Back to {earlier}"), (revision.Id, revision.Way, revision.Author!.Person.Name, revision.Note));
        var entry = Assert.Single(chat.State.Audit);
        Assert.Equal(("curate save", $"tea/plant@{earlier}", AuditOutcome.Done), (entry.Act, entry.Target, entry.Outcome));
    }

    [Fact]
    public async Task ASavedChangeIsSavedOnce()
    {
        var (earlier, _) = await chat.WithHistoryAsync();
        var save = CuratingChat.Save(await chat.AskAsync($"/curate rollback tea plant {earlier}"));
        await chat.AskAsync(save);
        Assert.Contains("waits to be saved", await chat.SayAsync(save), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyElseSavesIt()
    {
        var (earlier, _) = await chat.WithHistoryAsync();
        var save = CuratingChat.Save(await chat.AskAsync($"/curate rollback tea plant {earlier}"));
        Assert.Contains("waits to be saved", await chat.SayAsync(save, CuratingChat.Carol), StringComparison.Ordinal);
        Assert.Equal(Outcome.WrongUsage, (await chat.AskAsync(save, CuratingChat.Bob)).Outcome);
        Assert.Equal(Outcome.Done, (await chat.AskAsync(save)).Outcome);
    }

    [Fact]
    public async Task OfTwoCuratorsOnTwoPlatformsOneWinsAndTheOtherSeesBothTexts()
    {
        var (earlier, _) = await chat.WithHistoryAsync();
        var adas = CuratingChat.Save(await chat.AskAsync($"/curate rollback tea plant {earlier}"));
        var carols = CuratingChat.Save(await chat.AskAsync("/curate verify tea plant", CuratingChat.Carol));
        Assert.Equal(Outcome.Done, (await chat.AskAsync(adas)).Outcome);

        var refused = await chat.AskAsync(carols, CuratingChat.Carol);
        var said = PlainText.Render(refused.Blocks);
        Assert.Contains("somebody else changed the section meanwhile", said, StringComparison.Ordinal);
        Assert.Contains("The text on disk now", said, StringComparison.Ordinal);
        Assert.Contains(CuratingChat.Shorter.Trim(), said, StringComparison.Ordinal);
        Assert.Contains("reviewed: 2026-11-21", said, StringComparison.Ordinal);
        Assert.Equal(earlier, chat.Editor.Open("tea", "plant").Now!.Revision);

        await chat.AskAsync(CuratingChat.Save(refused), CuratingChat.Carol);
        Assert.Contains("reviewed: 2026-11-21", chat.Editor.Open("tea", "plant").Now!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChangeWaitsForAnHour()
    {
        var (earlier, _) = await chat.WithHistoryAsync();
        var save = CuratingChat.Save(await chat.AskAsync($"/curate rollback tea plant {earlier}"));
        chat.Time.Advance(Drafts.Kept);
        Assert.Contains("older than an hour", await chat.SayAsync(save), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfManyChangesTheOldestGo()
    {
        var (earlier, _) = await chat.WithHistoryAsync();
        var saves = new List<string>();
        for (var i = 0; i <= Drafts.MostOfOne; i++)
        {
            saves.Add(CuratingChat.Save(await chat.AskAsync($"/curate rollback tea plant {earlier}")));
        }

        Assert.Equal(Outcome.NotFound, (await chat.AskAsync(saves[0])).Outcome);
        Assert.Equal(Outcome.Done, (await chat.AskAsync(saves[1])).Outcome);
    }

    [Fact]
    public async Task ARevisionThatWouldNotBeServedCannotBePutBack()
    {
        var bad = await chat.ReviseAsync(TestFolder.Section("The plant", "Tea is brown."));
        var asked = await chat.AskAsync($"/curate rollback tea plant {bad}");
        Assert.DoesNotContain(asked.Controls.OfType<Button>(), button => button.Label == "Save");
        Assert.Contains("Error in line 10", PlainText.Render(asked.Blocks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/curate rollback tea plant 00000000", "no revision “00000000”")]
    [InlineData("/curate rollback tea plant ../../etc", "no revision “../../etc”")]
    [InlineData("/curate rollback tea plant", "needs to know more")]
    [InlineData("/curate rollback tea leaf 00000000", "has no section “leaf”")]
    [InlineData("/curate rollback coffee plant 00000000", "no topic “coffee”")]
    [InlineData("/curate rollback secret plan 00000000", "no topic “secret”")]
    [InlineData("/curate save nonsense", "waits to be saved")]
    [InlineData("/curate diff tea plant 00000000", "no revision “00000000”")]
    [InlineData("/curate history secret plan", "no topic “secret”")]
    [InlineData("/curate download secret plan", "no topic “secret”")]
    [InlineData("/curate verify tea <script>", "has no section “<script>”")]
    [InlineData("/curate flags abc", "no flag “abc”")]
    [InlineData("/curate confirm", "Nothing is held back")]
    [InlineData("/curate", "needs one more word")]
    public async Task WhatCannotBeDoneIsRefusedWithANextStep(string text, string part)
    {
        await chat.WithHistoryAsync();
        var reply = await chat.AskAsync(text);
        Assert.NotEqual(Outcome.Done, reply.Outcome);
        Assert.Contains(part, PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        Assert.Contains("/", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneRevisionCannotBeCompared() =>
        Assert.Contains("holds no two revisions", await chat.SayAsync("/curate diff tea plant"), StringComparison.Ordinal);

    [Fact]
    public async Task WhatIsHiddenHereIsThereForACuratorElsewhere() =>
        Assert.Contains("Nobody knows the leaves", await chat.SayAsync("/curate download secret plan", CuratingChat.Carol), StringComparison.Ordinal);

    [Fact]
    public async Task VerifyingMovesBothDates()
    {
        var asked = await chat.AskAsync("/curate verify tea plant");
        var shown = PlainText.Render(asked.Blocks);
        foreach (var line in new[] { "Removed: reviewed: 2026-11-01", "Added: reviewed: 2026-11-21", "Removed: review-by: 2027-11-01", "Added: review-by: 2027-11-21" })
        {
            Assert.Contains(line, shown, StringComparison.Ordinal);
        }

        await chat.AskAsync(CuratingChat.Save(asked));
        Assert.Contains("Reviewed 21 November 2026", await chat.SayAsync("/brief tea plant"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeletedSectionComesBackFromItsHistory()
    {
        var old = await chat.ReviseAsync(TestFolder.Section("Leaves", "Tea is drunk hot [@leaves, sec. 1, para. 2]."), section: "leaves");
        await chat.AskAsync(CuratingChat.Save(await chat.AskAsync($"/curate rollback tea leaves {old}")));
        Assert.Contains("Tea is drunk hot", await chat.SayAsync("/brief tea leaves"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeWrittenIsRefusedAndKeptToBeSavedLater()
    {
        var asked = await chat.AskAsync("/curate verify tea plant");
        chat.Editor.Refusal = "The file cannot be written: the disk is full.";
        var reply = await chat.AskAsync(CuratingChat.Save(asked));
        Assert.Equal(Outcome.Failed, reply.Outcome);
        Assert.Contains("the disk is full", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        Assert.Equal(AuditOutcome.Failed, Assert.Single(chat.State.Audit).Outcome);

        chat.Editor.Refusal = null;
        Assert.Equal(Outcome.Done, (await chat.AskAsync(CuratingChat.Save(asked))).Outcome);
    }

    [Fact]
    public async Task WhatIsRefusedForErrorsIsKeptToBeSavedLater()
    {
        var save = CuratingChat.Save(await chat.AskAsync("/curate verify tea plant"));
        var state = chat.Editor.State!;
        chat.Editor.State = state with { Set = state.Set.Replace(new("tea", "sources.yaml", "references:\n  - {id: other, type: book, title: Another}\n"u8.ToArray())) };
        Assert.Contains("It cannot be saved as it is", await chat.SayAsync(save), StringComparison.Ordinal);
        chat.Editor.State = state;
        Assert.Equal(Outcome.Done, (await chat.AskAsync(save)).Outcome);
    }

    [Fact]
    public async Task WhoPressesSaveTwiceSavesOnce()
    {
        var save = CuratingChat.Save(await chat.AskAsync("/curate verify tea plant"));
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Editor.Acting = () => go.Task;
        var first = chat.AskAsync(save);
        var second = chat.AskAsync(save);
        go.SetResult();
        Assert.Contains("waits to be saved", PlainText.Render((await second).Blocks), StringComparison.Ordinal);
        Assert.Equal(Outcome.Done, (await first).Outcome);
        Assert.Single(chat.State.All);
    }

    [Fact]
    public async Task WhoeverWroteItFirstWhatIsThereAlreadyIsNoConflict()
    {
        var adas = CuratingChat.Save(await chat.AskAsync("/curate verify tea plant"));
        await chat.AskAsync(CuratingChat.Save(await chat.AskAsync("/curate verify tea plant", CuratingChat.Carol)), CuratingChat.Carol);
        var said = await chat.SayAsync(adas);
        Assert.Contains("that is what the section says already", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody else", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARollbackIsTheSameRevisionLetterByLetter()
    {
        IRevisions revisions = chat.State;
        var text = SectionText.Decode(System.Text.Encoding.UTF8.GetBytes(CuratingChat.Shorter + "\n \n\n"))!;
        await revisions.AddAsync([new Revision("tea", "plant", text.Revision, chat.Time.GetUtcNow(), Author: null, Way.Disk, Note: null) { Text = text.Text }], default);
        await chat.AskAsync(CuratingChat.Save(await chat.AskAsync($"/curate rollback tea plant {text.Revision}")));
        Assert.Equal(text, chat.Editor.Open("tea", "plant").Now);
    }

    [Fact]
    [Trait("Discord", "R75")]
    public async Task SaveFitsAButtonHoweverLongTheNamesAre()
    {
        var (topic, section) = (new string('t', Names.MaxLength), new string('s', Names.MaxLength));
        var text = TestFolder.Section("Long", "Tea is a drink made of leaves [@leaves, sec. 1, para. 1].");
        chat.Folder.Write($"{topic}/topic.yaml", "title: Long\nsummary: What tea is.\n");
        chat.Folder.WriteBytes($"{topic}/sources.yaml", chat.Folder.Read("tea", "sources.yaml").Bytes.ToArray());
        chat.Folder.Write($"{topic}/{section}.md", text);
        chat.Editor.State = new(chat.Folder.Load(), Held: null);
        chat.Editor.Put(topic, section, text);
        chat.Publish();
        Assert.Null(CustomId.Write(CustomId.NoRevision, 1, $"/curate rollback {topic} {section} 01234567"));
        Assert.NotNull(CustomId.Write(CustomId.NoRevision, 1, CuratingChat.Save(await chat.AskAsync($"/curate verify {topic} {section}"))));
    }
}
