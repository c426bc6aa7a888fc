using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Content;
using BriefingBot.Tests.Curating;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Content;

/// <summary>What is served and recorded of a save, whatever else happens to the folder meanwhile. The clock stands still, so that nothing settles.</summary>
public sealed class ServingSavesTests : IAsyncLifetime
{
    private static readonly Authorship Ada = new(new("test", new Person("1", "Ada")), Way.Form, Note: null);

    private readonly MemoryCurating state = new();
    private LiveRig rig = null!;

    private BriefingEditor Editor => rig.Bot.App.Services.GetRequiredService<BriefingEditor>();

    public async Task InitializeAsync()
    {
        rig = await LiveRig.StartAsync(topics: 2, byHand: true, pace: new() { Watches = false }, services: services => services.AddSingleton<IRevisions>(state));
        await rig.GoesOnUntilAsync(() => state.All.Length == 4);
    }

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task AHalfWrittenFileBesideItIsNotTakenOver()
    {
        var before = rig.Live.State!.Set.AcceptedRevision("tea-0", "trade");
        rig.Folder.Write("tea-0/trade.md", "---\ntitle: Half a");
        Assert.True((await SaveAsync(1)).IsServed);

        Assert.Equal(1, await rig.VersionAsync());
        Assert.Empty(rig.Live.Refused);
        Assert.Equal(before, rig.Live.State.Set.AcceptedRevision("tea-0", "trade"));
        await rig.Reloader.ReloadAsync(default);
        Assert.Contains(rig.Live.Refused, problem => problem.File == "tea-0/trade.md");
    }

    [Fact]
    public async Task WhatIsWrittenOverAtOnceIsInTheHistoryBeforeWhatIsThereNow()
    {
        Editor.Reached = step =>
        {
            if (step is SaveStep.Renamed)
            {
                rig.Folder.Write("tea-0/plant.md", LiveRig.Version(2));
            }
        };
        await SaveAsync(1);
        await rig.Reloader.ReloadAsync(default);

        Assert.Equal(2, await rig.VersionAsync());
        await rig.GoesOnUntilAsync(() => state.All.Length == 6);
        Assert.Equal([LiveRig.Version(1), LiveRig.Version(2)], state.All.Skip(4).Select(revision => revision.Text));
        Assert.Equal(["Ada", null], state.All.Skip(4).Select(revision => revision.Author?.Person.Name));
    }

    [Fact]
    public async Task WhatDoesNotFitAnyMoreIsToldToBeUnservedAndIsInTheHistory()
    {
        Editor.Reached = step => Assert.True(step is not SaveStep.Checked
            || rig.Live.ServeAsync([new("tea-0", "sources.yaml", new("tea-0", "sources.yaml", "references:\n  - {id: other, type: book, title: Another}\n"u8.ToArray()))], folder: null, confirmed: null, default).AsTask().IsCompletedSuccessfully);
        Assert.False((await SaveAsync(1)).IsServed);

        Assert.Equal(0, await rig.VersionAsync());
        await rig.GoesOnUntilAsync(() => state.All.Length == 5);
        Assert.Equal((LiveRig.Version(1), "Ada"), (state.All[4].Text, state.All[4].Author?.Person.Name));

        // The file is on disk, and fits again.
        Editor.Reached = null;
        await rig.Live.ServeAsync([new("tea-0", "sources.yaml", BriefingFolder.ReadEntry(rig.Folder.Briefings, "tea-0", "sources.yaml"))], folder: null, confirmed: null, default);
        Assert.Equal(1, await rig.VersionAsync());
    }

    [Fact]
    public async Task AFolderThatWasAwayIsEditedAgainWhenItIsBack()
    {
        Directory.Move(rig.Folder.Briefings, rig.PathOf("../away"));
        Assert.Null(Editor.Open("tea-0", "plant").Now);
        Directory.Move(rig.PathOf("../away"), rig.Folder.Briefings);
        Assert.True((await SaveAsync(1)).IsServed);
    }

    [Fact]
    public async Task ATopicWithoutItsHeaderForAWhileLosesNothing()
    {
        var header = await File.ReadAllTextAsync(rig.PathOf("tea-0/topic.yaml"));
        rig.Folder.Delete("tea-0/topic.yaml");
        var gone = await rig.Reloader.ReloadAsync(default);
        Assert.Equal([false, false], gone.Changes.Select(change => change.IsRemoved));
        rig.Folder.Write("tea-0/topic.yaml", header);
        await rig.Reloader.ReloadAsync(default);
        await SaveAsync(1);
        await rig.GoesOnUntilAsync(() => state.All.Length >= 5);

        Assert.Equal(5, state.All.Length);
        Assert.DoesNotContain(state.All, revision => revision.IsRemoval);
    }

    [Fact]
    public async Task ARevisionThatCannotBeRecordedTakesNoOthersWithIt()
    {
        state.IsPoison = revision => revision.Section == "trade";
        rig.Folder.Write("tea-0/plant.md", LiveRig.Version(1));
        rig.Folder.Write("tea-0/trade.md", LiveRig.Version(2));
        rig.Folder.Write("tea-1/plant.md", LiveRig.Version(3));
        await rig.Reloader.ReloadAsync(default);
        await rig.GoesOnUntilAsync(() => state.All.Length == 6);

        Assert.Equal(["tea-0/plant", "tea-1/plant"], state.All.Skip(4).Select(revision => $"{revision.Topic}/{revision.Section}").Order());
        Assert.Equal(1, rig.TimesLogged("Revisions could not be recorded"));
    }

    private async Task<SaveResult.Saved> SaveAsync(int version)
    {
        SectionText.TryRead(LiveRig.Version(version), out var text, out _);
        return Assert.IsType<SaveResult.Saved>(await Editor.SaveAsync(new("tea-0", "plant", Editor.Open("tea-0", "plant").Now!.Revision, text!), Ada, default));
    }
}
