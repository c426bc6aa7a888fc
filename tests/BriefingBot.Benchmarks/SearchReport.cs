using System.Diagnostics;
using System.Globalization;
using BriefingBot.Benchmarks.Corpus;

namespace BriefingBot.Benchmarks;

/// <summary>
/// How long single readers wait, which means hide: two words and the commonest word alone, then cards and two words
/// while four other readers ask for the commonest word again and again.
/// </summary>
internal static class SearchReport
{
    private const int Questions = 2_000;
    private const int OtherReaders = 4;
    private const int Hits = 5;

    public static async Task PrintAsync()
    {
        var corpus = LoadedCorpus.Of(Sizes.Full);
        var pairs = corpus.WordPairs(Questions);
        Task TwoWords(int i) => corpus.Index.FindAsync(pairs[i % Questions], null, LoadedCorpus.Reader, Hits, CancellationToken.None).AsTask();
        Task Commonest(int i) => corpus.Index.FindAsync(corpus.Vocabulary.Commonest, null, LoadedCorpus.Reader, Hits, CancellationToken.None).AsTask();
        Task Card(int i) => corpus.Router.AnswerTextAsync($"/brief {corpus.Keys[i % corpus.Keys.Count]} economics", LoadedCorpus.Reader, CancellationToken.None);

        await PrintAsync("two words", Questions, TwoWords);
        await PrintAsync("the commonest word", 50, Commonest);
        using var stop = new CancellationTokenSource();
        var others = Enumerable.Range(0, OtherReaders).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Commonest(0);
            }
        })).ToList();
        await PrintAsync("two words, meanwhile", Questions, TwoWords);
        await PrintAsync("card, meanwhile", 10 * Questions, Card);
        await stop.CancelAsync();
        await Task.WhenAll(others);
    }

    private static async Task PrintAsync(string what, int count, Func<int, Task> ask)
    {
        var times = new double[count];
        for (var i = -count / 4; i < count; i++)
        {
            // The first quarter warms up.
            var start = Stopwatch.GetTimestamp();
            await ask(Math.Abs(i));
            times[Math.Max(i, 0)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: median {times[count / 2]:F3} ms, 95th percentile {times[count * 95 / 100]:F3} ms, 99th {times[count * 99 / 100]:F3} ms, most {times[^1]:F1} ms"));
    }
}
