using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using BriefingBot.Authoring;
using BriefingBot.Documents;
using BriefingBot.Host.Content;
using BriefingBot.Tests.Discord;
using Xunit.Abstractions;

namespace BriefingBot.Tests.Content;

/// <summary>Files change in every way that editors change them, while readers ask.</summary>
public sealed class EditingTests(ITestOutputHelper output)
{
    private static readonly ReloadPace ByScanAlone = new() { Watches = false, Scan = TimeSpan.FromSeconds(31) };

    [Theory]
    [InlineData("truncate and write")]
    [InlineData("rename over")]
    [InlineData("backup first")]
    [InlineData("write in place")]
    public async Task EachWayOfSavingIsServedWholeAndSoon(string way)
    {
        await using var rig = await LiveRig.StartAsync();
        await using var readers = new Readers(rig);
        var longest = TimeSpan.Zero;
        for (var version = 1; version <= 3; version++)
        {
            Save(rig.PathOf("tea-0/plant.md"), LiveRig.Version(version), way);
            var start = Stopwatch.GetTimestamp();
            await rig.ServesAsync(version);
            var wait = Stopwatch.GetElapsedTime(start);
            longest = wait > longest ? wait : longest;
        }

        output.WriteLine($"{way}: served after at most {longest.TotalMilliseconds:F0} ms; {await readers.EndAsync()}");
        Assert.Equal(0, rig.TimesLogged("4913"));
    }

    [Fact]
    public async Task AFileThatIsWrittenInTwoHalvesIsServedOnlyWhole()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true);
        await using var readers = new Readers(rig);
        var bytes = Encoding.UTF8.GetBytes(LiveRig.Version(1));
        await using (var file = new FileStream(rig.PathOf("tea-0/plant.md"), FileMode.Create))
        {
            await file.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await file.FlushAsync();
            await WaitsUntilStillAsync(rig);
            rig.Time!.Advance(TimeSpan.FromMilliseconds(200));
            await file.WriteAsync(bytes.AsMemory(bytes.Length / 2));
        }

        await WaitsUntilStillAsync(rig);
        await rig.ServesAsync(1);
        await readers.EndAsync();
    }

    [Fact]
    public async Task AFileThatIsDeletedAndWrittenAnewIsNeverMissing()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true);
        await using var readers = new Readers(rig);
        rig.Folder.Delete("tea-0/plant.md");
        await WaitsUntilStillAsync(rig);
        rig.Time!.Advance(TimeSpan.FromMilliseconds(200));
        rig.Folder.Write("tea-0/plant.md", LiveRig.Version(1));
        await WaitsUntilStillAsync(rig);

        await rig.ServesAsync(1);
        await readers.EndAsync();
    }

    [Fact]
    public async Task AnotherBranchOfFiveHundredFilesIsOneSwap()
    {
        var swaps = new ConcurrentQueue<ImmutableArray<SectionChange>>();
        await using var rig = await LiveRig.StartAsync(topics: 250, byHand: true, ByScanAlone, live => live.Accepted = (changes, _) =>
        {
            swaps.Enqueue(changes);
            return ValueTask.CompletedTask;
        });
        await Eventually.IsAsync(() => rig.Time!.DueIn(ByScanAlone.Scan) > 0);
        await using var readers = new Readers(rig, topics: 250);
        for (var topic = 0; topic < 250; topic++)
        {
            foreach (var name in new[] { "plant", "trade" })
            {
                // As git does: the old file is removed, and a new one is written in its place.
                rig.Folder.Delete($"tea-{topic}/{name}.md");
                rig.Folder.Write($"tea-{topic}/{name}.md", LiveRig.Version(1));
            }
        }

        rig.Time!.Advance(ByScanAlone.Scan);
        await rig.GoesOnUntilAsync(() => !swaps.IsEmpty);
        Assert.Equal(1, await rig.VersionAsync(topic: 249));
        Assert.Equal(500, Assert.Single(swaps).Length);
        Assert.Equal(1, await rig.VersionAsync(topic: 0));
        Assert.Contains("tea-7/plant", PlainText.Render((await rig.AskAsync("/search says topic:tea-7")).Blocks).Replace("/brief tea-7 ", "tea-7/", StringComparison.Ordinal), StringComparison.Ordinal);
        await readers.EndAsync();
    }

    [Fact]
    public async Task ManyFilesAtOnceAreServedWhileReadersAsk()
    {
        await using var rig = await LiveRig.StartAsync(topics: 100);
        await using var readers = new Readers(rig, topics: 100);
        var start = Stopwatch.GetTimestamp();
        for (var topic = 0; topic < 100; topic++)
        {
            Save(rig.PathOf($"tea-{topic}/plant.md"), LiveRig.Version(1), "rename over");
        }

        var written = Stopwatch.GetElapsedTime(start);
        for (var topic = 0; topic < 100; topic++)
        {
            await rig.ServesAsync(1, topic);
        }

        output.WriteLine($"100 files, written in {written.TotalMilliseconds:F0} ms, all served {(Stopwatch.GetElapsedTime(start) - written).TotalMilliseconds:F0} ms later; {await readers.EndAsync()}");
    }

    [Fact]
    public async Task WithoutAWatchTheScanFindsWhatChanged()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true, pace: ByScanAlone);
        rig.Folder.Write("tea-0/plant.md", LiveRig.Version(1));
        rig.Time!.Advance(ByScanAlone.Scan);

        await rig.ServesAsync(1);
    }

    [UnixFact]
    public async Task AFileOfTheSameSizeAndTimeIsFoundByTheScanAllTheSame()
    {
        await using var rig = await LiveRig.StartAsync(byHand: true, pace: ByScanAlone);
        var path = rig.PathOf("tea-0/plant.md");
        var time = File.GetLastWriteTimeUtc(path);
        rig.Folder.Write("tea-0/plant.md", LiveRig.Version(1));
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(LiveRig.Version(0).Length, LiveRig.Version(1).Length);
        rig.Time!.Advance(ByScanAlone.Scan);

        await rig.ServesAsync(1);
    }

    // The change was heard of, and the file is looked at when it has been still for long enough from now on.
    private static Task WaitsUntilStillAsync(LiveRig rig) => Eventually.IsAsync(() => rig.Time!.DueIn(new ReloadPace().Still) > 0);

    private static void Save(string path, string text, string way)
    {
        switch (way)
        {
            case "truncate and write":
                File.WriteAllText(path, text);
                break;
            case "rename over":
                // Vim tries first whether it may write here at all.
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, "4913"), string.Empty);
                File.Delete(Path.Combine(Path.GetDirectoryName(path)!, "4913"));
                File.WriteAllText(path + ".tmp", text);
                File.Move(path + ".tmp", path, overwrite: true);
                break;
            case "backup first":
                File.Copy(path, path + "~", overwrite: true);
                File.WriteAllText(path, text);
                break;
            default:
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
                {
                    file.Write(Encoding.UTF8.GetBytes(text));
                    file.SetLength(file.Position);
                }

                break;
        }
    }
}
