namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Keeps one shard connected: connects again after every end but a fatal one, and resumes its session where it can.</summary>
internal sealed partial class GatewayShard(GatewayParts parts, ShardStatus status, SavedSession? saved)
{
    // Discord R110.
    private const int MostFailedResumes = 3;

    // Discord R111.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(60);

    private readonly GatewaySession session = Restore(saved);
    private int failures;
    private int failedResumes;

    /// <summary>Runs until the bot stops, or until Discord says that it is of no use; that is reported then.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var end = await ConnectAsync(stopping);
                if (end.Next is NextStep.Stop or NextStep.GiveUp)
                {
                    Report(end);
                    return;
                }

                var delay = DelayAfter(end);
                failures++;
                status.CountReconnect();
                Log.Reconnecting(parts.Logger, status.Id, end.Why, end.Code, delay.TotalSeconds);
                await Task.Delay(delay, parts.Time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Between two connections.
            SaveToClose();
        }
    }

    private static GatewaySession Restore(SavedSession? saved)
    {
        var restored = new GatewaySession();
        if (saved is not null)
        {
            restored.Start(saved.Id, saved.Url, saved.Seq);
        }

        return restored;
    }

    private async Task<ConnectionEnd> ConnectAsync(CancellationToken stopping)
    {
        var isResuming = session.CanResume;
        if (!isResuming)
        {
            session.Drop();
        }

        using var permit = isResuming ? null : await parts.Gate.EnterAsync(status.Id, stopping);
        var heartbeat = new Heartbeat(parts.Time, parts.Random, status);
        var reader = new ShardReader(parts, session, heartbeat, status);
        using var connection = new ShardConnection(parts, reader, heartbeat);
        var end = ConnectionEnd.Broken;
        try
        {
            end = await connection.RunAsync(Address(), () => Hello(permit), SaveToClose, stopping);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            Log.Fault(parts.Logger, fault, status.Id);
        }

        status.ConnectedSince = null;
        if (reader.ReadySince is { } since && parts.Time.GetElapsedTime(since) >= Lasting)
        {
            failures = 0;
        }

        failedResumes = isResuming && reader.ReadySince is null ? failedResumes + 1 : 0;
        if (end.Next == NextStep.NewSession || failedResumes >= MostFailedResumes)
        {
            failedResumes = 0;
            session.Drop();
        }

        return end;
    }

    private Uri Address()
    {
        if (!GatewayUrl.TryRead(session.Url, parts.Options.ApiBase, out var own))
        {
            return parts.Gate.Url;
        }

        if (GatewayUrl.IsNeighbour(own, parts.Gate.Url))
        {
            return own;
        }

        Log.Foreign(parts.Logger, status.Id);
        return parts.Gate.Url;
    }

    private byte[] Hello(IdentifyGate.Permit? permit)
    {
        if (permit is null)
        {
            return GatewayCommands.Resume(parts.Options.Token, session.Id!, session.Seq!.Value);
        }

        permit.Use();
        return GatewayCommands.Identify(parts.Options.Token, status.Id, parts.Shards);
    }

    private TimeSpan DelayAfter(ConnectionEnd end)
    {
        if (ReferenceEquals(end, ConnectionEnd.Asked) && failures == 0)
        {
            return TimeSpan.Zero;
        }

        var delay = Backoff.Delay(failures, parts.Random);
        var least = end.IsInvalidSession ? Backoff.AfterInvalidSession(parts.Random) : TimeSpan.Zero;
        return delay > least ? delay : least;
    }

    private int SaveToClose() =>
        session is { Id: { } id, Seq: { } seq } && parts.Store.TrySave(status.Id, parts.Shards, new(id, session.Url, seq))
            ? CloseCode.KeepsSession
            : CloseCode.Normal;

    private void Report(ConnectionEnd end)
    {
        if (end is not { Next: NextStep.GiveUp, Code: { } code })
        {
            return;
        }

        var sentence = CloseCode.Sentence(code);
        if (parts.Status.Fail(sentence))
        {
            Log.GivenUp(parts.Logger, sentence);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "{Sentence}")]
        public static partial void GivenUp(ILogger logger, string sentence);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} of Discord's gateway: {Why} (code {Code}); connecting again in {Seconds:0.0} s")]
        public static partial void Reconnecting(ILogger logger, int shard, string why, int? code, double seconds);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} resumes its session at the gateway's own address: the one that came with the session is on another host")]
        public static partial void Foreign(ILogger logger, int shard);

        [LoggerMessage(Level = LogLevel.Error, Message = "Shard {Shard} of Discord's gateway failed")]
        public static partial void Fault(ILogger logger, Exception fault, int shard);
    }
}
