using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BriefingBot.Benchmarks.Corpus;
using BriefingBot.Chat;

namespace BriefingBot.Benchmarks;

/// <summary>From what was typed of a topic to the values offered: bounds 50 µs for a prefix, 3 ms for a typo.</summary>
public class CompletionBenchmarks
{
    private const int Questions = 1_024;

    private ChatRouter router = null!;
    private string[] keys = null!;
    private string[] typos = null!;
    private int next;

    [GlobalSetup]
    public void SetUp()
    {
        var corpus = LoadedCorpus.Of(Sizes.Full);
        router = corpus.Router;
        var random = new Random(2);
        keys = [.. Enumerable.Range(0, Questions).Select(_ => corpus.Keys[random.Next(corpus.Keys.Count)])];
        typos = [.. keys.Select(Swapped)];
    }

    [Benchmark(Description = "Completion, 1 letter")]
    public ValueTask<ImmutableArray<Suggestion>> OneLetter() => Complete(keys[Next()][..1]);

    [Benchmark(Description = "Completion, 3 letters")]
    public ValueTask<ImmutableArray<Suggestion>> ThreeLetters() => Complete(keys[Next()][..3]);

    [Benchmark(Description = "Completion, 6 letters")]
    public ValueTask<ImmutableArray<Suggestion>> SixLetters() => Complete(keys[Next()][..6]);

    [Benchmark(Description = "Completion, a typo")]
    public ValueTask<ImmutableArray<Suggestion>> Typo() => Complete(typos[Next()]);

    [Benchmark(Description = "Completion of a typed line, 3 letters")]
    public ValueTask<TypedCompletion> Line() =>
        router.CompleteTextAsync($"/brief {keys[Next()][..3]}", LoadedCorpus.Reader, CancellationToken.None);

    // The third and fourth letter have changed places, as happens in haste; or, where they are alike, one is missing.
    private static string Swapped(string key) =>
        key[2] == key[3] ? key.Remove(2, 1) : $"{key[..2]}{key[3]}{key[2]}{key[4..]}";

    private ValueTask<ImmutableArray<Suggestion>> Complete(string typed) => router.CompleteAsync(
        new("brief", "topic", typed, ImmutableDictionary<string, string>.Empty), LoadedCorpus.Reader, CancellationToken.None);

    private int Next() => next = (next + 1) % Questions;
}
