using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Host.Storage;

namespace BriefingBot.Host.Digests;

/// <summary>
/// Starts the schedule once there is something to deliver and the state store is there, and stops it with the bot. Quartz
/// takes 20 MB; a bot on its own, whose channels have no digests, does without it until the first one.
/// </summary>
internal sealed partial class DigestScheduling(
    StateStore state, BriefingLibrary library, DigestSchedule schedule, DigestReconciliation reconciliation, Subscriptions subscriptions, TimeProvider time, ILogger<DigestScheduling> logger)
    : BackgroundService
{
    private static readonly TimeSpan WaitForRunning = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(WaitForRunning);
        try
        {
            await schedule.StopAsync(limit.Token);
        }
        catch (Exception failure)
        {
            // What was not finished is left for the next start or another process.
            Log.NotFinished(logger, failure.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await state.ReadyAsync(stoppingToken);
            await library.CurrentAsync(stoppingToken);
            if (!await IsWantedAsync(stoppingToken))
            {
                await schedule.NeededAsync(stoppingToken);
            }

            for (var wait = TimeSpan.FromSeconds(1); !await TryAsync(stoppingToken); wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                await Task.Delay(wait, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Before it was started.
        }
    }

    // On PostgreSQL another process may add the first digest and end, and this one has to go on with it.
    private async Task<bool> IsWantedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return state.IsPostgres || await subscriptions.AnyAsync(cancellationToken);
        }
        catch (StateUnavailableException)
        {
            return true;
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await reconciliation.RunAsync(cancellationToken) is > 0 and var changed)
            {
                Log.Reconciled(logger, changed);
            }

            await schedule.StartAsync(cancellationToken);
            return true;
        }
        catch (StateUnavailableException unavailable)
        {
            Log.Unavailable(logger, unavailable.Kind);
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, failure);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The digests' schedule was not what the subscriptions say: written anew for {Count} of them")]
        public static partial void Reconciled(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "The digests' schedule cannot be started while the state store cannot be reached ({Failure}); trying again")]
        public static partial void Unavailable(ILogger logger, string failure);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Digests that were being sent did not stop in time ({Failure}); the next start goes on with them")]
        public static partial void NotFinished(ILogger logger, string failure);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The digests' schedule cannot be started, so no digest is sent; trying again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
