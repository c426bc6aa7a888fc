using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BriefingBot.Benchmarks.Corpus;
using BriefingBot.Briefings;
using BriefingBot.Chat;

namespace BriefingBot.Benchmarks;

/// <summary>
/// What others get while four readers ask for the commonest word again and again: cards are answered as before, since
/// no search runs on a request's thread; a search of two words waits for its turn.
/// </summary>
public class BusyBenchmarks
{
    private const int Readers = 4;
    private const int Questions = 1_024;
    private const int Hits = 5;

    private LoadedCorpus corpus = null!;
    private IReadOnlyList<string> pairs = null!;
    private string[] texts = null!;
    private Task[] others = [];
    private volatile bool isOver;
    private int next;

    [GlobalSetup]
    public void SetUp()
    {
        corpus = LoadedCorpus.Of(Sizes.Full);
        pairs = corpus.WordPairs(Questions);
        texts = [.. corpus.Keys.Take(Questions).Select(key => $"/brief {key} economics")];
        others = [.. Enumerable.Range(0, Readers).Select(_ => Task.Run(AskOnAsync))];
    }

    [GlobalCleanup]
    public async Task TearDown()
    {
        isOver = true;
        await Task.WhenAll(others);
    }

    [Benchmark(Description = "Card, meanwhile")]
    public Task<Reply> Card() => corpus.Router.AnswerTextAsync(texts[Next()], LoadedCorpus.Reader, CancellationToken.None);

    [Benchmark(Description = "Search, two words, meanwhile")]
    public ValueTask<ImmutableArray<SearchHit>> TwoWords() => corpus.Index.FindAsync(pairs[Next()], null, LoadedCorpus.Reader, Hits, CancellationToken.None);

    private async Task AskOnAsync()
    {
        while (!isOver)
        {
            await corpus.Index.FindAsync(corpus.Vocabulary.Commonest, null, LoadedCorpus.Reader, Hits, CancellationToken.None);
        }
    }

    private int Next() => next = (next + 1) % Questions;
}
