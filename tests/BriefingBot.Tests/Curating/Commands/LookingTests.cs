using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Curating.Commands;

/// <summary>What curators look at: status, history, differences, texts, flags, and what is held back.</summary>
public sealed class LookingTests : IDisposable
{
    private readonly CuratingChat chat = new();

    public void Dispose() => chat.Dispose();

    [Fact]
    public async Task StatusCountsWhatIsVisibleHere()
    {
        var said = await chat.SayAsync("/curate status");
        Assert.Contains("1 topic with 2 sections, 0 retired, 1 not shown. No flag is open.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task StatusListsRefusedFilesWithTheirPlaces()
    {
        Serve("tea/trade.md", "no front matter");
        Serve("secret/plan.md", "no front matter");
        var said = await chat.SayAsync("/curate status");
        Assert.Contains("Error in tea/trade.md, line 1: The front matter is missing", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task StatusListsWhatIsOverdueByItsOwner()
    {
        Serve("tea/trade.md", TestFolder.Section("The trade", "Ships took tea everywhere [@leaves, sec. 2, para. 1].", more: "owner: Eve").Replace("review-by: 2027-11-01", "review-by: 2026-11-02", StringComparison.Ordinal));
        Assert.Contains("Eve: tea/trade (2 November 2026)", await chat.SayAsync("/curate status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusListsCitationsThatAreNotInOrder()
    {
        chat.Editor.State = chat.Editor.State! with { Set = chat.Editor.State.Set.Remove("tea", "sources.lock.json") };
        chat.Publish();
        Assert.Contains("/sources tea plant – 2 of 2", await chat.SayAsync("/curate status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HistoryTellsWhenWhoAndWhichWay()
    {
        var (earlier, _) = await chat.WithHistoryAsync();
        await chat.AskAsync(CuratingChat.Save(await chat.AskAsync($"/curate rollback tea plant {earlier}")));
        var reply = await chat.AskAsync("/curate history tea plant");
        var said = PlainText.Render(reply.Blocks);
        Assert.Contains($"{earlier} – Sat 21 Nov 2026, 12:00 UTC, rolled back by Ada. Back to {earlier}", said, StringComparison.Ordinal);
        Assert.Contains("changed on disk.", said, StringComparison.Ordinal);
        Assert.Equal(2, reply.Controls.OfType<Menu>().Count());
    }

    [Fact]
    public async Task ADifferenceIsThatOfTheNewestUnlessOthersAreNamed()
    {
        var (earlier, now) = await chat.WithHistoryAsync();
        Assert.Contains("Added: Most drink it hot", await chat.SayAsync("/curate diff tea plant"), StringComparison.Ordinal);
        Assert.Contains("Removed: Most drink it hot", await chat.SayAsync($"/curate diff tea plant {now} {earlier}"), StringComparison.Ordinal);
        Assert.Contains("Added: Most drink it hot", await chat.SayAsync($"/curate diff tea plant to:{now}"), StringComparison.Ordinal);
        Assert.Contains("Both say the same.", await chat.SayAsync($"/curate diff tea plant {now} {now}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnOlderRevisionItIsTheOneBeforeTheNewer()
    {
        var (earlier, now) = await chat.WithHistoryAsync();
        var newest = await chat.ReviseAsync(TestFolder.Section("The plant", "Tea is a plant [@leaves, sec. 1, para. 1]."));
        Assert.Contains($"from {now} to {newest}", await chat.SayAsync("/curate diff tea plant"), StringComparison.Ordinal);
        Assert.Contains($"from {earlier} to {now}", await chat.SayAsync($"/curate diff tea plant to:{now}"), StringComparison.Ordinal);
        Assert.Contains("holds no two revisions", await chat.SayAsync($"/curate diff tea plant to:{earlier}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASectionOfSeveralWordsIsLookedForInItsOwnTopic()
    {
        var (earlier, now) = await chat.WithHistoryAsync();
        Assert.Contains($"from {now} to {earlier}", await chat.SayAsync($"/curate diff tea The plant {now} {earlier}"), StringComparison.Ordinal);
        Assert.Contains("has no section “The”", await chat.SayAsync("/curate diff secret The plant", CuratingChat.Carol), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADownloadIsTheWholeTextLetterByLetter()
    {
        var reply = await chat.AskAsync("/curate download tea brewing");
        var now = chat.Editor.Open("tea", "brewing").Now!;
        Assert.Equal(new ReplyFile($"brewing.{now.Revision}.md", now.Text), Assert.Single(reply.Files));
    }

    [Fact]
    public async Task FlagsAreClaimedAndClosed()
    {
        IFlags flags = chat.State;
        await flags.AddAsync(new Flag("abc234", chat.Time.GetUtcNow(), "tea", "plant", "00000000", "Is it? @everyone", Actor.Of(CuratingChat.Bob)), 10, default, default);
        await flags.AddAsync(new Flag("xyz234", chat.Time.GetUtcNow(), "secret", "plan", "00000000", "Hm", Actor.Of(CuratingChat.Carol)), 10, default, default);

        var list = await chat.SayAsync("/curate flags");
        Assert.Contains("abc234 – tea/plant@00000000: “Is it? @everyone”", list, StringComparison.Ordinal);
        Assert.DoesNotContain("xyz234", list, StringComparison.Ordinal);
        Assert.Equal(Outcome.NotFound, (await chat.AskAsync("/curate flags xyz234 close")).Outcome);
        Assert.Contains("Claimed by Ada", await chat.SayAsync("/curate flags abc234 claim"), StringComparison.Ordinal);
        Assert.Contains("Closed by Ada", await chat.SayAsync("/curate flags abc234 close"), StringComparison.Ordinal);
        Assert.Contains("No flag is open", await chat.SayAsync("/curate flags"), StringComparison.Ordinal);
        Assert.Equal(Outcome.WrongUsage, (await chat.AskAsync("/curate flags abc234 claim")).Outcome);
        Assert.Equal(
            [("xyz234", AuditOutcome.Refused), ("abc234", AuditOutcome.Done), ("abc234", AuditOutcome.Done), ("abc234", AuditOutcome.Refused)],
            chat.State.Audit.Select(entry => (entry.Target, entry.Outcome)));
    }

    [Fact]
    public async Task AFlagThatSomebodyClaimedStaysHis()
    {
        using var two = new CuratingChat(new(["discord:7", "discord:8"], [], []));
        IFlags flags = two.State;
        await flags.AddAsync(new Flag("abc234", two.Time.GetUtcNow(), "tea", "plant", "00000000", "Is it?", Actor.Of(CuratingChat.Bob)), 10, default, default);
        await two.AskAsync("/curate flags abc234 claim");

        Assert.Contains("Claimed by Ada", await two.SayAsync("/curate flags abc234 claim"), StringComparison.Ordinal);
        Assert.Contains("claimed, closed or changed before, so nothing was done", await two.SayAsync("/curate flags abc234 claim", CuratingChat.Bob), StringComparison.Ordinal);
        Assert.Equal("Ada", two.State.Flags.Single().Curator!.Person.Name);
        Assert.Equal([("Ada", AuditOutcome.Done), ("Bob", AuditOutcome.Refused)], two.State.Audit.Select(entry => (entry.Who.Person.Name, entry.Outcome)));
        Assert.Contains("Closed by Bob", await two.SayAsync("/curate flags abc234 close", CuratingChat.Bob), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FlagsOfHiddenTopicsTakeNobodysPlace()
    {
        IFlags flags = chat.State;
        for (var number = 0; number < 500; number++)
        {
            await flags.AddAsync(new Flag($"s{number}", chat.Time.GetUtcNow(), "secret", "plan", "00000000", "Hm", Actor.Of(CuratingChat.Carol)), int.MaxValue, DateTimeOffset.MinValue, default);
        }

        await flags.AddAsync(new Flag("abc234", chat.Time.GetUtcNow().AddHours(1), "tea", "plant", "00000000", "Is it?", Actor.Of(CuratingChat.Bob)), int.MaxValue, DateTimeOffset.MinValue, default);
        Assert.Contains("abc234 – tea/plant", await chat.SayAsync("/curate flags"), StringComparison.Ordinal);
        Assert.Contains("1 flag not closed", await chat.SayAsync("/curate status"), StringComparison.Ordinal);
        Assert.Contains("501 open flags", await chat.SayAsync("/curate flags", CuratingChat.Carol), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FlagsOfATopicThatIsGoneAreClosedWhereTheyWereMade()
    {
        IFlags flags = chat.State;
        await flags.AddAsync(new Flag("abc234", chat.Time.GetUtcNow(), "coffee", "bean", "00000000", "Is it?", Actor.Of(CuratingChat.Bob)), int.MaxValue, DateTimeOffset.MinValue, default);
        Assert.DoesNotContain("coffee", await chat.SayAsync("/curate flags", CuratingChat.Carol), StringComparison.Ordinal);
        Assert.Equal(Outcome.NotFound, (await chat.AskAsync("/curate flags abc234 close", CuratingChat.Carol)).Outcome);
        Assert.Contains("abc234 – coffee/bean", await chat.SayAsync("/curate flags"), StringComparison.Ordinal);
        Assert.Contains("Closed by Ada", await chat.SayAsync("/curate flags abc234 close"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsHeldBackIsLetThroughAsItWasShown()
    {
        Hold("tea");
        var shown = await chat.AskAsync("/curate confirm");
        Assert.Contains("3 of 4 sections", PlainText.Render(shown.Blocks), StringComparison.Ordinal);
        var confirm = shown.Controls.OfType<Button>().Single().Command;

        // As many sections of the same topic, but another one of them.
        chat.Hold(chat.Editor.State!.Set.Remove("tea", "trade.md"), "tea");
        Assert.Contains("held back", await chat.SayAsync(confirm), StringComparison.Ordinal);
        Assert.Empty(chat.Editor.Confirmed);

        Hold("tea");
        chat.Editor.Reloaded = new([new("tea", "trade", "1", After: null, Text: null) { IsRemoved = true }], Held: null);
        Assert.Contains("tea/trade – gone", await chat.SayAsync(confirm), StringComparison.Ordinal);
        Assert.Single(chat.Editor.Confirmed);
        Assert.Equal(
            [("curate confirm", "tea", AuditOutcome.Done, "It took away 3 of 4 sections and changed 1 topic.")],
            chat.State.Audit.Where(entry => entry.Outcome is AuditOutcome.Done).Select(entry => (entry.Act, entry.Target, entry.Outcome, entry.Detail)));
    }

    [Fact]
    public async Task NobodyLetsThroughWhatHeCannotSee()
    {
        Hold("secret", "tea");
        var shown = await chat.AskAsync("/curate confirm");
        Assert.Empty(shown.Controls);
        Assert.DoesNotContain("secret", PlainText.Render(shown.Blocks), StringComparison.Ordinal);
        var key = chat.Editor.State!.Held!.Key;
        await chat.AskAsync($"/curate confirm {key}");
        Assert.Empty(chat.Editor.Confirmed);
        var refused = Assert.Single(chat.State.Audit);
        Assert.Equal(("curate confirm", key, AuditOutcome.Refused), (refused.Act, refused.Target, refused.Outcome));
    }

    [Theory]
    [InlineData("title: New\nsummary: For others.\nvisible-to: [slack:T1]\n")]
    [InlineData(null)]
    public async Task AHiddenTopicThatIsAboutToComeIsNotNamed(string? header)
    {
        chat.Folder.Write("novel/plan.md", TestFolder.Section("The plan", "Nobody knows."));
        if (header is not null)
        {
            chat.Folder.Write("novel/topic.yaml", header);
        }

        chat.Hold(chat.Folder.Load(), "novel", "tea");
        foreach (var command in new[] { "/curate status", "/curate confirm", "/curate reload", $"/curate confirm {chat.Editor.State!.Held!.Key}" })
        {
            var reply = await chat.AskAsync(command);
            Assert.DoesNotContain("novel", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
            Assert.DoesNotContain(reply.Controls.OfType<Button>(), button => button.Label == "Let it through");
        }

        Assert.Empty(chat.Editor.Confirmed);
    }

    [Fact]
    public async Task ATopicThatWasHiddenOrIsFromNowOnIsNotTold()
    {
        chat.Folder.Write("tea/topic.yaml", "title: Tea\nsummary: What tea is.\nvisible-to: [slack:T1]\n");
        chat.Folder.Write("secret/topic.yaml", "title: Secret\nsummary: For all.\n");
        chat.Editor.Reloaded = new([new("tea", "plant", "1", "2", "text"), new("secret", "plan", "1", "2", "text")], Held: null);
        chat.Editor.Acting = () =>
        {
            chat.Editor.State = new(chat.Folder.Load(), Held: null);
            return Task.CompletedTask;
        };
        Assert.Contains("Nothing new to serve", await chat.SayAsync("/curate reload"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANameThatAHiddenTopicHasIsNotToldOfEither()
    {
        Serve("tea/topic.yaml", "title: Tea\nsummary: What tea is.\naliases: [secret]\nsections: [plant, trade]\n");
        Assert.Contains(chat.Editor.State!.Set.Problems(TestFolder.Today), problem => problem.Message.Contains("already a name of the topic “secret”", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", await chat.SayAsync("/curate status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReloadTellsWhatIsServedAndIsNoted()
    {
        chat.Editor.Reloaded = new([new("tea", "plant", "1", "2", "text"), new("secret", "plan", "1", "2", "text")], Held: null);
        var said = await chat.SayAsync("/curate reload");
        Assert.Contains("1 changed section", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
        Assert.Equal("curate reload", Assert.Single(chat.State.Audit).Act);
    }

    [Fact]
    public async Task WhatCanBeTypedIsOffered()
    {
        var (earlier, now) = await chat.WithHistoryAsync();
        Assert.Equal(["brewing", "plant", "trade"], await chat.CompleteAsync("/curate verify tea "));
        Assert.Equal([now, earlier], await chat.CompleteAsync("/curate rollback tea plant "));
        Assert.Empty(await chat.CompleteAsync("/curate verify secret "));
        chat.State.IsUnavailable = true;
        Assert.Empty(await chat.CompleteAsync("/curate rollback tea plant "));
    }

    [Fact]
    public async Task BeforeTheBriefingsAreReadThereIsNothingToChange()
    {
        chat.Editor.State = null;
        Assert.Contains("still being read", await chat.SayAsync("/curate status"), StringComparison.Ordinal);
    }

    private void Hold(params string[] topics) => chat.Hold(chat.Editor.State!.Set, topics);

    private void Serve(string path, string text)
    {
        var parts = path.Split('/');
        chat.Folder.Write(path, text);
        chat.Editor.State = chat.Editor.State! with { Set = chat.Editor.State.Set.Replace(chat.Folder.Read(parts[0], parts[1])) };
        chat.Publish();
    }
}
