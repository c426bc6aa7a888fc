using BriefingBot.Chat;
using Quartz;

namespace BriefingBot.Host.Digests;

/// <summary>Runs a subscription whose time has come, or whose run a process left; decides itself which occurrence that is, and whether it is too late.</summary>
internal delegate Task RunDigest(string subscription, CancellationToken cancellationToken);

/// <summary>Looks after what nobody else does: occurrences that a process left, channels that refuse, pauses that end.</summary>
internal delegate Task SweepDigests(CancellationToken cancellationToken);

/// <summary>One subscription's time has come.</summary>
internal sealed partial class DigestJob(RunDigest run, TimeProvider time, ILogger<DigestJob> logger) : IJob
{
    /// <summary>The key of the only value that the schedule keeps for a job.</summary>
    public const string Subscription = "subscription";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var subscription = context.MergedJobDataMap.GetString(Subscription)!;
        for (var wait = TimeSpan.FromSeconds(1); !await TryAsync(subscription, cancellationToken); wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    // False while the state store cannot be reached: the schedule has done its part, and would not come back today.
    private async Task<bool> TryAsync(string subscription, CancellationToken cancellationToken)
    {
        try
        {
            await run(subscription, cancellationToken);
            return true;
        }
        catch (StateUnavailableException)
        {
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, subscription, BriefingBot.Chat.Incident.New(), failure);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The digest of subscription {Subscription} failed, incident {Incident}")]
        public static partial void Failed(ILogger logger, string subscription, string incident, Exception failure);
    }
}

/// <summary>Once a minute, by one of the processes; the next one does not wait for it.</summary>
internal sealed partial class SweepJob(SweepDigests sweep, ILogger<SweepJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await sweep(cancellationToken);
        }
        catch (StateUnavailableException)
        {
            // The next minute's looks after it.
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, BriefingBot.Chat.Incident.New(), failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Looking after the digests failed, incident {Incident}; tried again in a minute")]
        public static partial void Failed(ILogger logger, string incident, Exception failure);
    }
}
