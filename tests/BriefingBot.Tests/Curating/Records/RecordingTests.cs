using BriefingBot.Authoring;
using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Curating;
using BriefingBot.Tests.Content;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Curating.Records;

/// <summary>What is recorded of what the running bot accepts.</summary>
public sealed class RecordingTests
{
    private readonly MemoryCurating state = new();

    [Fact]
    public async Task WhatIsThereAtTheFirstStartIsRecordedOnce()
    {
        await using var rig = await StartAsync(topics: 2);
        await rig.GoesOnUntilAsync(() => state.All.Length >= 4);

        Assert.Equal(["tea-0/plant", "tea-0/trade", "tea-1/plant", "tea-1/trade"], state.All.Select(revision => $"{revision.Topic}/{revision.Section}"));
        Assert.All(state.All, revision => Assert.Equal(
            (Way.Start, null, null, state.All[0].At, false), (revision.Way, revision.Author, revision.Note, revision.At, revision.IsDraft)));
        Assert.Equal((rig.Live.State!.Set.Find("tea-0")!.Find("plant")!.Revision, LiveRig.Version(0)), (state.All[0].Id, state.All[0].Text));
    }

    [Fact]
    public async Task AChangeIsTheDisksUnlessAnEditorSaidWhoseItIs()
    {
        await using var rig = await StartAsync();
        await rig.GoesOnUntilAsync(() => state.All.Length == 2);
        await WriteAsync(rig, LiveRig.Version(1));
        await rig.GoesOnUntilAsync(() => state.All.Length == 3);

        var edited = LiveRig.Version(2);
        var authors = rig.Bot.App.Services.GetRequiredService<RevisionAuthors>();
        var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(edited)))[..8];
        var ada = new Actor("test", new("7", "Ada"));
        authors.Put("tea-0", "plant", id, new(ada, Way.Form, "A typo."));
        await WriteAsync(rig, edited);
        await rig.GoesOnUntilAsync(() => state.All.Length == 4);

        Assert.Equal((Way.Disk, null, null, LiveRig.Version(1)), (state.All[2].Way, state.All[2].Author, state.All[2].Note, state.All[2].Text));
        Assert.Equal((Way.Form, ada, "A typo.", edited, id), (state.All[3].Way, state.All[3].Author, state.All[3].Note, state.All[3].Text, state.All[3].Id));
    }

    [Fact]
    public async Task DraftsAndRemovalsAreRecordedAsSuch()
    {
        await using var rig = await StartAsync();
        await rig.GoesOnUntilAsync(() => state.All.Length == 2);
        await WriteAsync(rig, LiveRig.Version(1).Replace("reviewed: 2026-11-01", "status: draft", StringComparison.Ordinal));
        rig.Folder.Delete("tea-0/plant.md");
        await rig.Reloader.ReloadAsync(CancellationToken.None);
        await rig.GoesOnUntilAsync(() => state.All.Length == 4);

        Assert.Equal((true, false), (state.All[2].IsDraft, state.All[2].IsRemoval));
        Assert.Equal((true, null), (state.All[3].IsRemoval, state.All[3].Text));
    }

    [Fact]
    public async Task WhileTheStoreIsAwayReadersAreServedAndWhatChangedIsRecordedLaterInOrder()
    {
        state.IsUnavailable = true;
        await using var rig = await StartAsync();
        for (var version = 1; version <= 3; version++)
        {
            await WriteAsync(rig, LiveRig.Version(version));
            Assert.Equal(version, await rig.VersionAsync());
        }

        await rig.GoesOnUntilAsync(() => rig.TimesLogged("The state store cannot be reached") >= 3);
        state.IsUnavailable = false;
        await rig.GoesOnUntilAsync(() => state.All.Length == 5);

        Assert.Equal(Enumerable.Range(0, 4).Select(LiveRig.Version), state.All.Where(revision => revision.Section == "plant").Select(revision => revision.Text));
    }

    [Fact]
    public async Task WhatIsStillToBeRecordedWhenTheBotStopsIsRecordedThen()
    {
        var rig = await StartAsync();
        await rig.GoesOnUntilAsync(() => state.All.Length == 2);
        state.IsUnavailable = true;
        await WriteAsync(rig, LiveRig.Version(1));
        await rig.GoesOnUntilAsync(() => rig.TimesLogged("The state store cannot be reached") >= 1);
        state.IsUnavailable = false;
        await rig.DisposeAsync();

        Assert.Equal(LiveRig.Version(1), state.All[^1].Text);
    }

    [Fact]
    public async Task AtALaterStartOnlyWhatDiffersIsRecordedAndABadFileIsNoRemoval()
    {
        using var folder = TestFolder.WithTea();
        folder.Write("tea/more.md", TestFolder.Section("More", "Tea is a drink made of leaves [@leaves, sec. 1, para. 1]."));
        var comparison = new RevisionComparison(state);
        var at = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(3, await comparison.RecordAsync(folder.Load(), at, Way.Start, "First.", CancellationToken.None));
        Assert.Equal(0, await comparison.RecordAsync(folder.Load(), at, Way.Start, "Again.", CancellationToken.None));

        folder.Write("tea/plant.md", TestFolder.Section("Plant anew", "Tea is a drink made of leaves [@leaves, sec. 1, para. 1]."));
        folder.Write("tea/trade.md", "no front matter");
        folder.Delete("tea/more.md");
        Assert.Equal(2, await comparison.RecordAsync(folder.Load(), at.AddDays(1), Way.Start, "Second.", CancellationToken.None));

        Assert.Equal([("plant", false), ("more", true)], state.All.Skip(3).Select(revision => (revision.Section, revision.IsRemoval)));
    }

    [Fact]
    public async Task AFolderThatCannotBeReadAtAStartIsNoRemoval()
    {
        using var folder = TestFolder.WithTea();
        var comparison = new RevisionComparison(state);
        await comparison.RecordAsync(folder.Load(), default, Way.Start, "First.", CancellationToken.None);
        var unreadable = BriefingSet.Load(
            [new("tea", string.Empty, default, new("tea/", 1, 1, Severity.Error, ProblemCodes.Unreadable, "The bot has no permission to read this folder."))], [], SourceDocuments.None);

        Assert.Equal(0, await comparison.RecordAsync(unreadable, default, Way.Start, "Second.", CancellationToken.None));
        Assert.Equal(2, await comparison.RecordAsync(BriefingSet.Load([], [], SourceDocuments.None), default, Way.Start, "Third.", CancellationToken.None));
    }

    [Fact]
    public void TooManyThatWaitAreTheNewestOfEachSectionOrLookedForLater()
    {
        var pending = new PendingRevisions();
        pending.Add([.. Enumerable.Range(0, PendingRevisions.Most).Select(number => Revision(number % 10, number))]);
        pending.Add([Revision(3, 5000)]);

        Assert.Equal([1990, 1991, 1992, 1994, 1995, 1996, 1997, 1998, 1999, 5000], pending.Take().Select(revision => int.Parse(revision.Id, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.False(pending.TakeIncomplete());

        pending.Add([.. Enumerable.Range(0, PendingRevisions.Most + 1).Select(number => Revision(number, number))]);
        Assert.Empty(pending.Take());
        Assert.True(pending.TakeIncomplete());
        Assert.False(pending.TakeIncomplete());
    }

    private Task<LiveRig> StartAsync(int topics = 1) =>
        LiveRig.StartAsync(topics, byHand: true, services: services => services.AddSingleton<IRevisions>(state));

    private static async Task WriteAsync(LiveRig rig, string text)
    {
        rig.Folder.Write("tea-0/plant.md", text);
        await rig.Reloader.ReloadAsync(CancellationToken.None);
    }

    private static Revision Revision(int section, int id) => new("tea", $"s{section}", $"{id}", default, Author: null, Way.Disk, Note: null);
}
