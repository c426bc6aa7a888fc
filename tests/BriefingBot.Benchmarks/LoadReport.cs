using System.Diagnostics;
using BriefingBot.Authoring;
using BriefingBot.Benchmarks.Corpus;
using BriefingBot.Host.Search;

namespace BriefingBot.Benchmarks;

/// <summary>Loads a corpus once, as at a start: how long it takes, and what it leaves in memory.</summary>
internal static class LoadReport
{
    public static void Print(int sections)
    {
        var folder = Directory.CreateTempSubdirectory("briefings-");
        try
        {
            new CorpusFiles(new Vocabulary()).Write(folder.FullName, sections);
            var files = folder.EnumerateFiles("*", SearchOption.AllDirectories).ToList();
            Console.WriteLine($"{sections:N0} sections over {sections / CorpusFiles.SectionsPerTopic:N0} topics: {files.Count:N0} files, {Megabytes(files.Sum(file => file.Length))}");
            files = null;
            Memory("before");

            var clock = Stopwatch.StartNew();
            var allocated = GC.GetTotalAllocatedBytes();
            var set = BriefingFolder.Load(folder.FullName, SourceDocuments.None);
            Console.WriteLine($"loading: {clock.Elapsed.TotalSeconds:F1} s, {Megabytes(GC.GetTotalAllocatedBytes() - allocated)} allocated on the way, GC pauses {GC.GetTotalPauseDuration().TotalSeconds:F1} s");
            LoadedCorpus.RefuseProblems(set);
            Memory("after loading");

            clock.Restart();
            using var index = new SectionIndex();
            index.Build(set.Catalogue);
            Console.WriteLine($"search index: {clock.Elapsed.TotalSeconds:F1} s");
            Memory("with the search index");
            GC.KeepAlive(set);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Memory(string when)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine($"memory {when}: managed heap {Megabytes(heap)}, resident {Megabytes(self.WorkingSet64)}");
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:N0} MB";
}
