using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BriefingBot.Benchmarks.Corpus;
using BriefingBot.Briefings;
using BriefingBot.Chat;

namespace BriefingBot.Benchmarks;

/// <summary>From a question to its reply: bound 20 µs for look-up and card. Each call asks for another topic.</summary>
public class AnswerBenchmarks
{
    private const int Questions = 1_024;

    private ChatRouter router = null!;
    private ChatRequest[] requests = null!;
    private string[] texts = null!;
    private string[] aliases = null!;
    private int next;

    [GlobalSetup]
    public void SetUp()
    {
        var corpus = LoadedCorpus.Of(Sizes.Full);
        router = corpus.Router;
        var random = new Random(1);
        var topics = Enumerable.Range(0, Questions).Select(_ => corpus.Set.Catalogue.ByKey(corpus.Keys[random.Next(corpus.Keys.Count)])!).ToList();
        requests = [.. topics.Select(topic => new ChatRequest("brief", Options(topic), LoadedCorpus.Reader))];
        texts = [.. topics.Select(topic => $"/brief {topic.Key} economics")];
        aliases = [.. topics.Select(topic => $"{topic.Aliases[0]} Economics-in-short")];
    }

    [Benchmark(Description = "Card, from a command with its options")]
    public ValueTask<Reply> Card() => router.AnswerAsync(requests[Next()], CancellationToken.None);

    [Benchmark(Description = "Card, from typed text")]
    public Task<Reply> CardTyped() => router.AnswerTextAsync(texts[Next()], LoadedCorpus.Reader, CancellationToken.None);

    [Benchmark(Description = "Card, from typed text by aliases, no command")]
    public Task<Reply> CardTypedByAlias() => router.AnswerTextAsync(aliases[Next()], LoadedCorpus.Reader, CancellationToken.None);

    private static ImmutableDictionary<string, string> Options(Topic topic) =>
        ImmutableDictionary<string, string>.Empty.Add("topic", topic.Key).Add("section", "economics");

    private int Next() => next = (next + 1) % Questions;
}
