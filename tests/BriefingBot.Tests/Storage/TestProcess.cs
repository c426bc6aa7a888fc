using System.Threading.Channels;
using BriefingBot.Host.Digests;
using BriefingBot.Host.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BriefingBot.Tests.Storage;

/// <summary>What a process has of digests, with a run that only says which subscription it was for.</summary>
internal sealed class TestProcess : IAsyncDisposable
{
    private readonly Channel<string> runs = Channel.CreateUnbounded<string>();
    private readonly ServiceProvider services;

    private TestProcess(StateStore store, TimeProvider time, RunDigest? run)
    {
        Store = store;
        services = new ServiceCollection()
            .AddSingleton<RunDigest>(async (subscription, cancellationToken) =>
            {
                await runs.Writer.WriteAsync(subscription, cancellationToken);
                await (run?.Invoke(subscription, cancellationToken) ?? Task.CompletedTask);
            })
            .AddSingleton<SweepDigests>(_ => Task.CompletedTask)
            .BuildServiceProvider();
        Schedule = new(store, time, NullLoggerFactory.Instance, services);
        Subscriptions = new(store, Schedule);
        Reconciliation = new(store, Schedule, Subscriptions, NullLogger<DigestReconciliation>.Instance);
    }

    public StateStore Store { get; }

    public DigestSchedule Schedule { get; }

    public Subscriptions Subscriptions { get; }

    public DigestReconciliation Reconciliation { get; }

    /// <summary>Opens the state; nothing fires before <see cref="StartAsync"/>.</summary>
    public static async Task<TestProcess> OpenAsync(TestState state, TimeProvider time, RunDigest? run = null) => new(await state.OpenAsync(), time, run);

    public async Task StartAsync()
    {
        await Reconciliation.RunAsync(CancellationToken.None);
        await Schedule.StartAsync(CancellationToken.None);
    }

    /// <summary>The subscription that is run next.</summary>
    public Task<string> NextRunAsync() => runs.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Those that were run and not asked for yet.</summary>
    public List<string> Runs()
    {
        var found = new List<string>();
        while (runs.Reader.TryRead(out var run))
        {
            found.Add(run);
        }

        return found;
    }

    /// <summary>When a subscription is due; null where it is not scheduled.</summary>
    public async Task<DateTimeOffset?> DueAsync(string subscription = "abc123") =>
        (await (await Schedule.SchedulerAsync(CancellationToken.None)).GetTrigger(DigestTrigger.Key(subscription)))?.NextFireTimeUtc;

    public async ValueTask DisposeAsync()
    {
        await Schedule.StopAsync(CancellationToken.None);
        await Schedule.DisposeAsync();
        await services.DisposeAsync();
    }
}
