using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BriefingBot.Benchmarks.Corpus;
using BriefingBot.Briefings;
using BriefingBot.Chat;

namespace BriefingBot.Benchmarks;

/// <summary>Full-text search: bound 1 ms for two words; the commonest word takes what it takes, on a thread of its own.</summary>
public class SearchBenchmarks
{
    private const int Questions = 1_024;
    private const int Hits = 5;

    private LoadedCorpus corpus = null!;
    private IReadOnlyList<string> pairs = null!;
    private int next;

    [GlobalSetup]
    public void SetUp()
    {
        corpus = LoadedCorpus.Of(Sizes.Full);
        pairs = corpus.WordPairs(Questions);
    }

    [Benchmark(Description = "Search, two words")]
    public ValueTask<ImmutableArray<SearchHit>> TwoWords() => Find(pairs[Next()]);

    [Benchmark(Description = "Search, two words, to the reply")]
    public Task<Reply> TwoWordsToReply() => corpus.Router.AnswerTextAsync($"/search {pairs[Next()]}", LoadedCorpus.Reader, CancellationToken.None);

    [Benchmark(Description = "Search, the commonest word")]
    public ValueTask<ImmutableArray<SearchHit>> Commonest() => Find(corpus.Vocabulary.Commonest);

    private ValueTask<ImmutableArray<SearchHit>> Find(string words) => corpus.Index.FindAsync(words, null, LoadedCorpus.Reader, Hits, CancellationToken.None);

    private int Next() => next = (next + 1) % Questions;
}
