using System.Text;
using BenchmarkDotNet.Attributes;
using BriefingBot.Authoring;
using BriefingBot.Benchmarks.Corpus;
using BriefingBot.Briefings;

namespace BriefingBot.Benchmarks;

/// <summary>
/// From the bytes of one changed section to the catalogue and the search index that hold it. The figures for both
/// sizes must be alike: the work is the file's, not the corpus's.
/// </summary>
public class ReplaceBenchmarks
{
    private LoadedCorpus corpus = null!;
    private FoundFile[] versions = null!;
    private int next;

    [Params(Sizes.Small, Sizes.Full)]
    public int Sections { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        corpus = LoadedCorpus.Of(Sections);
        var text = Encoding.UTF8.GetString(corpus.Example.Bytes.Span);
        var changed = text.Replace(" [@survey, sec. ", " anew [@survey, sec. ", StringComparison.Ordinal);
        versions = [corpus.Example with { Bytes = Encoding.UTF8.GetBytes(changed) }, corpus.Example];
    }

    [Benchmark(Description = "One changed file: catalogue")]
    public Catalogue ReplaceInCatalogue() => corpus.Set.Replace(versions[Next()]).Catalogue;

    [Benchmark(Description = "One changed file: catalogue and search")]
    public Catalogue ReplaceInBoth()
    {
        var (before, file) = (corpus.Set, versions[Next()]);
        corpus.Set = before.Replace(file);
        corpus.Index.Replace(before.Catalogue.ByKey(file.Topic), corpus.Set.Catalogue.ByKey(file.Topic));
        return corpus.Set.Catalogue;
    }

    private int Next() => next = (next + 1) % versions.Length;
}
