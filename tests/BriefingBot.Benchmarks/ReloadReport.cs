using System.Diagnostics;
using System.Globalization;
using BriefingBot.Authoring;
using BriefingBot.Benchmarks.Corpus;
using BriefingBot.Briefings;
using BriefingBot.Host.Content;
using BriefingBot.Host.Search;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BriefingBot.Benchmarks;

/// <summary>
/// What following the folder costs: a look at all files where nothing changed, and one changed file on its whole way from
/// the disk to the catalogue and the search. The second must be alike for any number of sections.
/// </summary>
internal static class ReloadReport
{
    private const int Scans = 5;
    private const int Reloads = 10_000;

    public static async Task PrintAsync(int sections)
    {
        var folder = Directory.CreateTempSubdirectory("briefings-");
        try
        {
            var keys = new CorpusFiles(new Vocabulary()).Write(folder.FullName, sections);
            var disk = new BriefingsOnDisk(folder.FullName);
            var heap = GC.GetTotalMemory(forceFullCollection: true);
            var listing = FolderListing.Of(disk);
            Console.WriteLine($"{sections:N0} sections; what is kept of the files' states: {(GC.GetTotalMemory(forceFullCollection: true) - heap) / 1e6:N1} MB");
            Print("scan without a change", await MeasureAsync(Scans, _ =>
            {
                listing.TopicsThatDiffer([], CancellationToken.None);
                return Task.CompletedTask;
            }));

            using var index = new SectionIndex();
            var content = new BriefingContent(
                Options.Create(new BriefingsOptions { Directory = folder.FullName }), Options.Create(new SourcesOptions()), TimeProvider.System);
            var live = new LiveBriefings(content, new BriefingLibrary(), index, TimeProvider.System, NullLogger<LiveBriefings>.Instance);
            var set = BriefingFolder.Load(folder.FullName, SourceDocuments.None);
            live.Start(set);
            index.Build(set.Catalogue);

            var file = new BriefingFile(keys[keys.Count / 2], "economics.md");
            var path = Path.Combine(folder.FullName, file.Topic, file.Name);
            var text = await File.ReadAllTextAsync(path);
            heap = GC.GetTotalMemory(forceFullCollection: true);
            Print("one changed file", await MeasureAsync(Reloads, async number =>
            {
                await File.WriteAllTextAsync(path, text.Replace(" [@survey, sec. ", $" anew{number} [@survey, sec. ", StringComparison.Ordinal));
                var differences = listing.DifferencesIn([file.Topic]);
                var changes = differences.Keys.Select(changed => new FileChange(changed.Topic, changed.Name, disk.Read(changed))).ToList();
                if ((await live.ServeAsync(changes, folder: null, confirmed: null, CancellationToken.None)).Changes.Length != 1)
                {
                    throw new InvalidOperationException("Not one section changed.");
                }

                listing.Accept(differences);
            }));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"managed heap after {Reloads:N0} of them: {(GC.GetTotalMemory(forceFullCollection: true) - heap) / 1e6:+0.0;-0.0} MB"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(List<double> Milliseconds, double Kilobytes)> MeasureAsync(int times, Func<int, Task> work)
    {
        await work(-1);
        var (elapsed, allocated) = (new List<double>(), GC.GetTotalAllocatedBytes(precise: true));
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work(i);
            elapsed.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        elapsed.Sort();
        return (elapsed, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e3 / times);
    }

    private static void Print(string what, (List<double> Milliseconds, double Kilobytes) measured) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: median {measured.Milliseconds[measured.Milliseconds.Count / 2]:N2} ms, p95 {measured.Milliseconds[measured.Milliseconds.Count * 95 / 100]:N2} ms, {measured.Kilobytes:N0} KB allocated"));
}
