using System.Diagnostics;

namespace BriefingBot.Tests.Content;

/// <summary>Readers who ask a thousand times a second, as far as the machine can, and look whether each answer is one whole version.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<TimeSpan> waits = [];
    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly Task reading;

    public Readers(LiveRig rig, int topics = 1) => reading = Task.Run(() => ReadAsync(rig, topics));

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await reading;
        stopping.Dispose();
    }

    public async Task<string> EndAsync()
    {
        await stopping.CancelAsync();
        await reading;
        waits.Sort();
        return $"{waits.Count} answers in {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:F0} ms, p99 {waits[waits.Count * 99 / 100].TotalMilliseconds:F2} ms";
    }

    private async Task ReadAsync(LiveRig rig, int topics)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var i = 0; !stopping.IsCancellationRequested; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await rig.VersionAsync(i % topics);
            waits.Add(Stopwatch.GetElapsedTime(start));
            while (Stopwatch.GetElapsedTime(begin).TotalMilliseconds < waits.Count)
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }
}
