using System.Runtime.Versioning;
using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Content;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Content;

/// <summary>Saving a section from chat: on disk, served, and never over what somebody else wrote.</summary>
public sealed class SavingTests : IAsyncLifetime
{
    private static readonly Authorship Ada = new(new("test", new Person("1", "Ada")), Way.Form, Note: null);

    private LiveRig rig = null!;

    private BriefingEditor Editor => rig.Bot.App.Services.GetRequiredService<BriefingEditor>();

    private string Plant => Path.Combine(rig.Folder.Briefings, "tea-0", "plant.md");

    public async Task InitializeAsync() => rig = await LiveRig.StartAsync(topics: 2);

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task ASavedTextIsServedAtOnceAndIsOnDisk()
    {
        Assert.IsType<SaveResult.Saved>(await SaveAsync(1));
        Assert.Equal(1, await rig.VersionAsync());
        Assert.Equal(LiveRig.Version(1), await File.ReadAllTextAsync(Plant));
        Assert.Equal(["plant.md", "sources.lock.json", "sources.yaml", "topic.yaml", "trade.md"], Names());
    }

    [Fact]
    public async Task WhoIsSlowerGetsBothTexts()
    {
        var from = Open().Revision;
        var first = SaveAsync(1, from);
        var second = SaveAsync(2, from);
        var results = await Task.WhenAll(first, second);

        var saved = Assert.Single(results.OfType<SaveResult.Saved>());
        var refused = Assert.Single(results.OfType<SaveResult.NotSaved>()).Proposal;
        Assert.True(refused.IsConflict);
        Assert.Equal(saved.Revision, refused.Now!.Revision);
        Assert.Equal(new[] { LiveRig.Version(1), LiveRig.Version(2) }.Order(), new[] { refused.Now.Text, refused.New.Text }.Order());
        Assert.Equal(refused.Now.Text, await File.ReadAllTextAsync(Plant));
    }

    [Fact]
    public async Task AnEditorThatWritesInTheLastMomentIsNotOverwritten()
    {
        Editor.Reached = step =>
        {
            if (step is SaveStep.Written)
            {
                File.WriteAllText(Plant, LiveRig.Version(7));
            }
        };
        var refused = Assert.IsType<SaveResult.NotSaved>(await SaveAsync(1)).Proposal;

        Assert.Equal((LiveRig.Version(7), LiveRig.Version(1)), (refused.Now!.Text, refused.New.Text));
        Assert.Equal(LiveRig.Version(7), await File.ReadAllTextAsync(Plant));
        Assert.DoesNotContain(Names(), name => name.StartsWith('.'));
    }

    [Fact]
    public async Task ATextWithErrorsIsNotWritten()
    {
        var result = await Editor.SaveAsync(new("tea-0", "plant", Open().Revision, Read(TestFolder.Section("Plant", "Tea is brown."))), Ada, default);
        Assert.Contains(Assert.IsType<SaveResult.NotSaved>(result).Proposal.Errors, problem => problem.Code == ProblemCodes.UncitedSentence);
        Assert.Equal(LiveRig.Version(0), await File.ReadAllTextAsync(Plant));
    }

    [Theory]
    [InlineData("tea-0", "../tea-1/plant")]
    [InlineData("..", "plant")]
    [InlineData("tea-0", "/etc/passwd")]
    [InlineData("tea-0", "plant.md")]
    [InlineData("tea-0", "con")]
    [InlineData("tea-0", "")]
    [InlineData("", "plant")]
    [InlineData("coffee", "origin")]
    public async Task NothingIsWrittenWhereNoSectionCanBe(string topic, string section)
    {
        var before = Directory.GetFileSystemEntries(rig.Folder.Briefings, "*", SearchOption.AllDirectories).Order();
        Assert.IsType<SaveResult.Failed>(await Editor.SaveAsync(new(topic, section, From: null, Read(LiveRig.Version(1))), Ada, default));
        Assert.Equal(before, Directory.GetFileSystemEntries(rig.Folder.Briefings, "*", SearchOption.AllDirectories).Order());
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public async Task AFileKeepsItsMode()
    {
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite;
        File.SetUnixFileMode(Plant, mode);
        Assert.IsType<SaveResult.Saved>(await SaveAsync(1));
        Assert.Equal(mode, File.GetUnixFileMode(Plant));
    }

    [UnixFact]
    public async Task ALinkInsideTheFolderStaysALink()
    {
        var target = Path.Combine(rig.Folder.Briefings, "tea-1", "trade.md");
        await ReplaceByLinkAsync(target);
        Assert.IsType<SaveResult.Saved>(await SaveAsync(1));
        Assert.Equal(target, new FileInfo(Plant).LinkTarget);
        Assert.Equal(LiveRig.Version(1), await File.ReadAllTextAsync(target));
    }

    [UnixFact]
    public async Task ALinkThatLeadsOutIsNotFollowed()
    {
        var outside = Path.Combine(rig.Folder.Sources, "outside.md");
        await File.WriteAllTextAsync(outside, LiveRig.Version(0));
        var from = Open().Revision;
        await ReplaceByLinkAsync(outside);
        Assert.Contains("leads out of the briefings folder", Assert.IsType<SaveResult.Failed>(await SaveAsync(1, from)).Reason, StringComparison.Ordinal);
        Assert.Equal(LiveRig.Version(0), await File.ReadAllTextAsync(outside));
    }

    [Fact]
    public async Task WhatASaveLeftBehindIsNeitherReadNorKept()
    {
        var (old, young) = (".plant.0123456789ab.saving.tmp", ".plant.0123456789ac.saving.tmp");
        foreach (var name in new[] { old, young })
        {
            await File.WriteAllTextAsync(Path.Combine(rig.Folder.Briefings, "tea-0", name), "half a");
        }

        File.SetLastWriteTimeUtc(Path.Combine(rig.Folder.Briefings, "tea-0", old), rig.Bot.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddMinutes(-6));
        await rig.Reloader.ReloadAsync(default);
        Assert.Empty(rig.Live.Refused);
        Assert.IsType<SaveResult.Saved>(await SaveAsync(1));

        // A young one may be another process's on a mount that knows no locks.
        Assert.Equal([young], Names().Where(name => name.StartsWith('.')));
    }

    [Fact]
    public async Task OfTwoProcessesThatSaveAtOnceOneWaitsAndSeesTheOthersText()
    {
        var disk = new BriefingsOnDisk(rig.Folder.Briefings);
        var (seen, ours, theirs) = (Open(), Read(LiveRig.Version(1)), Read(LiveRig.Version(2)));
        Task<SectionLock?>? other = null;
        var isLetIn = true;
        var first = new SectionWriter(disk, TimeProvider.System)
        {
            Reached = step =>
            {
                if (step is SaveStep.Checked)
                {
                    other = SectionLock.TakeAsync(Plant, TimeProvider.System, default);
                    isLetIn = other.IsCompleted;
                }
            },
        };

        Assert.Null(await first.WriteAsync("tea-0", "plant", seen, ours, default));
        Assert.False(isLetIn);
        using (var held = await other!.WaitAsync(TimeSpan.FromSeconds(30)))
        {
            Assert.NotNull(held);
        }

        Assert.Equal(ours, (await new SectionWriter(disk, TimeProvider.System).WriteAsync("tea-0", "plant", seen, theirs, default))!.Now);
        Assert.Equal(ours.Text, await File.ReadAllTextAsync(Plant));
        Assert.DoesNotContain(Names(), name => name.StartsWith('.'));
    }

    [Fact]
    public async Task WhoeverHoldsASectionForLongIsNotWaitedForForEver()
    {
        var time = new ManualTime(new(TestFolder.Today, new(12, 0), TimeSpan.Zero));
        var writer = new SectionWriter(new(rig.Folder.Briefings), time);
        using var held = await SectionLock.TakeAsync(Plant, time, default);
        var write = writer.WriteAsync("tea-0", "plant", Open(), Read(LiveRig.Version(1)), default);
        await rig.GoesOnUntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return write.IsCompleted;
        });

        Assert.Contains("Another copy of the bot is saving", (await write)!.Refusal, StringComparison.Ordinal);
        Assert.Equal(LiveRig.Version(0), await File.ReadAllTextAsync(Plant));
    }

    [Fact]
    public async Task AFileKeepsItsLineEnds()
    {
        await File.WriteAllTextAsync(Plant, LiveRig.Version(0).Replace("\n", "\r\n", StringComparison.Ordinal));
        await rig.Reloader.ReloadAsync(default);
        Assert.True(Assert.IsType<SaveResult.Saved>(await SaveAsync(1)).IsServed);
        Assert.Equal(LiveRig.Version(1).Replace("\n", "\r\n", StringComparison.Ordinal), await File.ReadAllTextAsync(Plant));
    }

    [Fact]
    public async Task AFileThatIsReadOnlyIsNotReplaced()
    {
        var from = Open().Revision;
        File.SetAttributes(Plant, FileAttributes.ReadOnly);
        Assert.Contains("marked as read-only", Assert.IsType<SaveResult.Failed>(await SaveAsync(1, from)).Reason, StringComparison.Ordinal);
        File.SetAttributes(Plant, FileAttributes.Normal);
        Assert.Equal(LiveRig.Version(0), await File.ReadAllTextAsync(Plant));
    }

    [Fact]
    public async Task NothingIsSavedWhileSomethingIsHeldBack()
    {
        var from = Open().Revision;
        foreach (var name in new[] { "tea-1/plant.md", "tea-1/trade.md", "tea-0/trade.md" })
        {
            rig.Folder.Delete(name);
        }

        Assert.NotNull((await rig.Reloader.ReloadAsync(default)).Held);
        Assert.Contains("held back", Assert.IsType<SaveResult.Failed>(await SaveAsync(1, from)).Reason, StringComparison.Ordinal);
        Assert.Contains("/curate confirm", rig.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyFileCanBeWrittenAgain()
    {
        await File.WriteAllTextAsync(Plant, string.Empty);
        Assert.IsType<SaveResult.Saved>(await SaveAsync(1));
        Assert.Equal(1, await rig.VersionAsync());
    }

    private static SectionText Read(string text) => SectionText.TryRead(text, out var read, out var refusal) ? read : throw new InvalidOperationException(refusal);

    private SectionText Open() => Editor.Open("tea-0", "plant").Now!;

    private Task<SaveResult> SaveAsync(int version, string? from = null) =>
        Editor.SaveAsync(new("tea-0", "plant", from ?? Open().Revision, Read(LiveRig.Version(version))), Ada, default);

    private IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(rig.Folder.Briefings, "tea-0"), "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private Task ReplaceByLinkAsync(string target)
    {
        File.Delete(Plant);
        File.CreateSymbolicLink(Plant, target);
        return rig.Reloader.ReloadAsync(default);
    }
}
