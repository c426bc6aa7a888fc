using System.Collections.Concurrent;
using BriefingBot.Chat;
using BriefingBot.Host.Storage;
using Dapper;
using CommandDefinition = Dapper.CommandDefinition;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// The interactions that any replica saw, in PostgreSQL (Discord R98). Where it does not answer at once, each process has to do
/// with its own memory: an answer that comes twice does less harm than none within three seconds.
/// </summary>
internal sealed partial class SharedInteractions(StateStore state, TimeProvider time, ILogger<SharedInteractions> logger) : BackgroundService
{
    /// <summary>How long an interaction waits for the database, of the two seconds that there are before it must be promised an answer.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the database is left alone that did not answer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // Twice a token's life, as in a process's own memory.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan BetweenPrunings = TimeSpan.FromMinutes(5);

    private const int Most = 1_000_000;
    private const int MostSeconds = 2;

    private readonly CancellationTokenSource abandoned = new();
    private readonly ConcurrentDictionary<Task, byte> late = [];
    private readonly Lock gate = new();
    private long? failedAt;

    /// <summary>Whether this id is new to all replicas, or this cannot be told; from now on it is not.</summary>
    public async ValueTask<bool> TryAddAsync(ulong id)
    {
        if (!state.IsReady || IsPaused)
        {
            return true;
        }

        var insert = InsertAsync(id);
        try
        {
            var isNew = await insert.WaitAsync(Deadline, time);
            Note(failure: null);
            return isNew;
        }
        catch (Exception failure)
        {
            // It may come to an end yet, which is awaited when the bot stops.
            late.TryAdd(insert, 0);
            _ = insert.ContinueWith(ended => late.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            Note(failure);
            return true;
        }
    }

    /// <summary>Forgets what is old, and the oldest where there is too much.</summary>
    public Task PruneAsync(CancellationToken cancellationToken) => state.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            delete from seen_interactions
            where at < @Oldest or at < (select at from seen_interactions order by at desc offset @Most limit 1)
            """,
            new { Oldest = (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds(), Most },
            transaction,
            cancellationToken: cancellationToken)),
        cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await abandoned.CancelAsync();
        await Task.WhenAll(late.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        abandoned.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenPrunings, time, stoppingToken);
                await TryPruneAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The bot stops.
        }
    }

    private bool IsPaused
    {
        get
        {
            lock (gate)
            {
                return failedAt is { } at && time.GetElapsedTime(at) < Pause;
            }
        }
    }

    private Task<bool> InsertAsync(ulong id) => state.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "insert into seen_interactions (id, at) values (@Id, @At) on conflict (id) do nothing",
            new { Id = (long)id, At = time.GetUtcNow().ToUnixTimeMilliseconds() },
            transaction,
            commandTimeout: MostSeconds,
            cancellationToken: abandoned.Token)) == 1,
        abandoned.Token);

    private void Note(Exception? failure)
    {
        bool wasFailing;
        lock (gate)
        {
            wasFailing = failedAt is not null;
            failedAt = failure is null ? null : time.GetTimestamp();
        }

        if (failure is not null && !wasFailing)
        {
            Log.Alone(logger, (failure as StateUnavailableException)?.Kind ?? failure.GetType().Name);
        }
        else if (failure is null && wasFailing)
        {
            Log.Together(logger);
        }
    }

    private async Task TryPruneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PruneAsync(cancellationToken);
        }
        catch (StateUnavailableException)
        {
            // The next one does it.
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotPruned(logger, Incident.New(), failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL does not say in time what other replicas saw ({Failure}); until it does, each replica knows only the repetitions that it got itself")]
        public static partial void Alone(ILogger logger, string failure);

        [LoggerMessage(Level = LogLevel.Information, Message = "Replicas know again which interactions the others saw")]
        public static partial void Together(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "Interactions that were seen long ago could not be forgotten, incident {Incident}")]
        public static partial void NotPruned(ILogger logger, string incident, Exception failure);
    }
}
