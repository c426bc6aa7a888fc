using System.Runtime.Versioning;
using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Content;

namespace BriefingBot.Tests.Content;

/// <summary>What is taken over from the disk, and what is not.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task ABadFileKeepsItsLastGoodVersionAndIsToldOfOnce()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true);
        rig.Folder.Write("tea-0/plant.md", "no front matter");
        await rig.GoesOnUntilAsync(() => rig.Live.Refused.Any());
        for (var i = 0; i < 3; i++)
        {
            await rig.Reloader.ReloadAsync(CancellationToken.None);
        }

        var refused = Assert.Single(rig.Live.Refused, problem => problem.Code == ProblemCodes.FrontMatter);
        Assert.Equal(("tea-0/plant.md", 1), (refused.File, refused.Line));
        Assert.Equal(0, await rig.VersionAsync());
        Assert.Equal(1, rig.TimesLogged(refused.Message));

        rig.Folder.Write("tea-0/plant.md", LiveRig.Version(1));
        await rig.ServesAsync(1);
        await rig.GoesOnUntilAsync(() => rig.TimesLogged("tea-0/plant.md has no errors any more") == 1);
        Assert.Empty(rig.Live.Refused);
    }

    [UnixFact]
    public async Task AFileThatCannotBeReadKeepsItsLastGoodVersion()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true);
        rig.Folder.Delete("tea-0/plant.md");
        File.CreateSymbolicLink(rig.PathOf("tea-0/plant.md"), "nowhere");
        await rig.Reloader.ReloadAsync(CancellationToken.None);

        Assert.Equal("unreadable", Assert.Single(rig.Live.Refused).Code);
        Assert.Equal(0, await rig.VersionAsync());
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public async Task PermissionsThatChangeWhileTheBotRunsAreFollowed()
    {
        await using var rig = await LiveRig.StartAsync(topics: 3, byHand: true);
        var mayReadAll = Environment.IsPrivilegedProcess;
        foreach (var path in new[] { rig.PathOf("tea-0/plant.md"), rig.PathOf("tea-1") })
        {
            var mode = File.GetUnixFileMode(path);
            File.SetUnixFileMode(path, UnixFileMode.None);
            Assert.Null((await rig.Reloader.ReloadAsync(CancellationToken.None)).Held);
            Assert.Equal(mayReadAll, !rig.Live.Refused.Any(problem => problem.Code == "unreadable"));
            Assert.Equal((0, 0), (await rig.VersionAsync(0), await rig.VersionAsync(1)));
            File.SetUnixFileMode(path, mode);
            await rig.Reloader.ReloadAsync(CancellationToken.None);
            Assert.Empty(rig.Live.Refused);
        }

        rig.Folder.Write("tea-0/plant.md", LiveRig.Version(1));
        await rig.ServesAsync(1);
    }

    [Fact]
    public async Task AFolderThatIsReplacedIsWatchedAgain()
    {
        var pace = new ReloadPace { Scan = TimeSpan.FromHours(1) };
        await using var rig = await LiveRig.StartAsync(topics: 2, byHand: true, pace);
        for (var version = 1; version <= 5; version += 2)
        {
            // Its number goes to the next folder at once where the file system gives out the lowest that is free.
            Directory.Move(rig.PathOf("tea-0"), rig.PathOf("../tea-0"));
            Directory.Move(rig.PathOf("tea-1"), rig.PathOf("../tea-1"));
            Directory.Delete(rig.Folder.Briefings);
            Directory.CreateDirectory(rig.Folder.Briefings);
            Directory.Move(rig.PathOf("../tea-0"), rig.PathOf("tea-0"));
            Directory.Move(rig.PathOf("../tea-1"), rig.PathOf("tea-1"));
            rig.Folder.Write("tea-0/plant.md", LiveRig.Version(version));
            rig.Time!.Advance(pace.Scan);
            await rig.ServesAsync(version);
            await rig.GoesOnUntilAsync(() => rig.Time.DueIn(pace.Scan) > 0);

            var written = rig.Time.GetUtcNow();
            rig.Folder.Write("tea-0/plant.md", LiveRig.Version(version + 1));
            await rig.ServesAsync(version + 1);
            Assert.InRange(rig.Time.GetUtcNow() - written, TimeSpan.Zero, pace.Scan / 2);
        }
    }

    [UnixFact]
    public async Task WhateverAFolderIsCalledTheLogStaysOneLineForEach()
    {
        await using var rig = await LiveRig.StartAsync(topics: 10, byHand: true);
        foreach (var topic in new[] { 0, 1, 2 })
        {
            Directory.Delete(rig.PathOf($"tea-{topic}"), recursive: true);
        }

        rig.Folder.Write("evil\nwarn: all is lost/plant.md", "half");
        Assert.NotNull((await rig.Reloader.ReloadAsync(CancellationToken.None)).Held);
        Assert.Contains("evil warn: all is lost", rig.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nwarn: all is lost", rig.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyFileKeepsItsLastGoodVersion()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true);
        rig.Folder.Write("tea-0/plant.md", string.Empty);
        await rig.Reloader.ReloadAsync(CancellationToken.None);

        Assert.Contains("This file is empty", Assert.Single(rig.Live.Refused).Message, StringComparison.Ordinal);
        Assert.Equal(0, await rig.VersionAsync());
    }

    [Fact]
    public async Task AChangeThatDropsMoreThanAFifthIsHeldBackUntilTheFilesComeBack()
    {
        await using var rig = await LiveRig.StartAsync(topics: 10, byHand: true);
        Directory.CreateDirectory(rig.PathOf("../away"));
        for (var topic = 0; topic < 3; topic++)
        {
            Directory.Move(rig.PathOf($"tea-{topic}"), rig.PathOf($"../away/tea-{topic}"));
        }

        rig.Folder.Write("tea-9/plant.md", LiveRig.Version(1));
        var result = await rig.Reloader.ReloadAsync(CancellationToken.None);
        Assert.Equal(new DroppedSections(6, 20), result.Held!.Dropped);
        Assert.Equal("tea-0 tea-1 tea-2 tea-9", string.Join(' ', result.Held.Topics));
        Assert.Equal((0, 0), (await rig.VersionAsync(0), await rig.VersionAsync(9)));
        await rig.Reloader.ReloadAsync(CancellationToken.None);
        Assert.Equal(1, rig.TimesLogged("A change on disk is held back, since it would drop 6 of 20 sections"));
        Assert.Equal("ready", await rig.Bot.Client.GetStringAsync("/readyz"));

        for (var topic = 0; topic < 3; topic++)
        {
            Directory.Move(rig.PathOf($"../away/tea-{topic}"), rig.PathOf($"tea-{topic}"));
        }

        await rig.ServesAsync(1, topic: 9);
        Assert.Null(rig.Live.State!.Held);
        Assert.Equal(1, rig.TimesLogged("Nothing is held back any more"));
    }

    [Fact]
    public async Task WhatIsHeldBackIsServedWhenItIsConfirmedAsItWasSeen()
    {
        await using var rig = await LiveRig.StartAsync(topics: 10, byHand: true);
        foreach (var topic in new[] { 0, 1 })
        {
            Directory.Delete(rig.PathOf($"tea-{topic}"), recursive: true);
        }

        Directory.Move(rig.PathOf("tea-2"), rig.PathOf("tea-20"));
        var seen = (await rig.Reloader.ReloadAsync(CancellationToken.None)).Held!;
        Directory.Delete(rig.PathOf("tea-3"), recursive: true);
        var more = await rig.Reloader.ConfirmAsync(seen, CancellationToken.None);
        Assert.Equal(8, more.Held!.Dropped.Count);

        var confirmed = await rig.Reloader.ConfirmAsync(more.Held, CancellationToken.None);
        Assert.Null(confirmed.Held);
        Assert.Equal(10, confirmed.Changes.Length);
        Assert.Equal(7, rig.Live.State!.Set.Catalogue.Topics.Count());
        Assert.Equal(0, await rig.VersionAsync(20));
    }

    [Fact]
    public async Task AFolderThatIsGoneChangesNothingAndCannotBeConfirmed()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true);
        Directory.Move(rig.Folder.Briefings, rig.PathOf("../away"));
        var held = (await rig.Reloader.ReloadAsync(CancellationToken.None)).Held!;
        Assert.True(held.Dropped.IsEverything);
        Assert.NotNull((await rig.Reloader.ConfirmAsync(held, CancellationToken.None)).Held);
        Assert.Equal(0, await rig.VersionAsync());

        Directory.Move(rig.PathOf("../away"), rig.Folder.Briefings);
        rig.Folder.Write("tea-0/plant.md", LiveRig.Version(1));
        await rig.ServesAsync(1);
    }

    [Fact]
    public async Task AFewDeletedSectionsAreGoneFromAnswersAndSearch()
    {
        await using var rig = await LiveRig.StartAsync(topics: 10, byHand: true);
        rig.Folder.Delete("tea-4/trade.md");
        await rig.GoesOnUntilAsync(async () => (await rig.AskAsync("/brief tea-4 trade")).Outcome is not Outcome.Done);

        Assert.DoesNotContain("tea-4 trade", PlainText.Render((await rig.AskAsync("/search ships topic:tea-4")).Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewTopicIsServedWithoutARestart()
    {
        await using var rig = await LiveRig.StartAsync(topics: 5, byHand: true);
        Directory.Move(rig.PathOf("tea-4"), rig.PathOf("../tea-30"));
        Directory.Move(rig.PathOf("../tea-30"), rig.PathOf("tea-30"));
        await rig.GoesOnUntilAsync(async () => (await rig.AskAsync("/brief tea-30 plant")).Outcome is Outcome.Done);
        Assert.Equal(0, await rig.VersionAsync(30));
    }

    [Fact]
    public async Task EveryAcceptedChangeIsToldWithItsRevisionsAndText()
    {
        var told = new List<SectionChange>();
        await using var rig = await LiveRig.StartAsync(byHand: true, configure: live => live.Accepted = (changes, _) =>
        {
            told.AddRange(changes);
            throw new InvalidOperationException("The store is away.");
        });
        var before = rig.Live.State!.Set.Find("tea-0")!.Find("plant")!.Revision;
        rig.Folder.Write("tea-0/plant.md", LiveRig.Version(1));
        await rig.Reloader.ReloadAsync(CancellationToken.None);

        var change = Assert.Single(told);
        Assert.Equal(("tea-0", "plant", before), (change.Topic, change.Section, change.Before));
        Assert.Equal(rig.Live.State.Set.Find("tea-0")!.Find("plant")!.Revision, change.After);
        Assert.Equal(LiveRig.Version(1), change.Text);
        Assert.Equal(1, await rig.VersionAsync());
        Assert.Equal(1, rig.TimesLogged("was not taken down"));
    }

    [Fact]
    public async Task ATopicsOwnFilesAreTakenOverToo()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true);
        rig.Folder.Write("tea-0/topic.yaml", "title: Tea anew\nsummary: What tea is.\nsections: [trade, plant]\n");
        rig.Folder.Write("tea-0/sources.yaml", (await File.ReadAllTextAsync(rig.PathOf("tea-0/sources.yaml"))).Replace("All about", "Much about", StringComparison.Ordinal));
        await rig.Reloader.ReloadAsync(CancellationToken.None);

        Assert.Contains("Tea anew", PlainText.Render((await rig.AskAsync("/brief tea-0")).Blocks), StringComparison.Ordinal);
        Assert.Contains("Much about leaves", PlainText.Render((await rig.AskAsync("/brief tea-0 plant")).Blocks), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task WhatEditorsLeaveBehindIsNoNews()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true);
        foreach (var name in new[] { "plant.md~", ".plant.md.swp", "#plant.md#", "plant.md.tmp" })
        {
            rig.Folder.Write($"tea-0/{name}", "half");
        }

        File.CreateSymbolicLink(rig.PathOf("tea-0/.#plant.md"), "someone@machine.1234");
        var result = await rig.Reloader.ReloadAsync(CancellationToken.None);

        Assert.Empty(result.Changes);
        Assert.Empty(rig.Live.Problems);
    }

    [Fact]
    public async Task HundredsOfReloadsLeaveNothingBehind()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true, pace: new ReloadPace { Watches = false });
        async Task<long> HeapAfterAsync(int reloads)
        {
            for (var i = 0; i < reloads; i++)
            {
                // All that is logged is kept for the test alone.
                rig.Log.Clear();
                rig.Folder.Write("tea-0/plant.md", LiveRig.Version(i % 7));
                await rig.Reloader.ReloadAsync(CancellationToken.None);
            }

            return GC.GetTotalMemory(forceFullCollection: true);
        }

        var before = await HeapAfterAsync(100);
        var after = await HeapAfterAsync(500);

        Assert.True(after - before < 4 << 20, $"{(after - before) / 1024} KB more.");
    }
}
