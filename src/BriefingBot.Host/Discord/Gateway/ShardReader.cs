namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Acts on what arrives on one connection: keeps the session, passes interactions on, and says when to end it.</summary>
internal sealed partial class ShardReader(GatewayParts parts, GatewaySession session, Heartbeat heartbeat, ShardStatus status)
{
    // Discord R118.
    private const int MostUnreadable = 3;

    private readonly Lock reading = new();
    private readonly TaskCompletionSource<TimeSpan> greeting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int unreadable;
    private bool isStopped;

    public ShardStage Stage { get; private set; }

    /// <summary>When READY or RESUMED came, as a timestamp; null before.</summary>
    public long? ReadySince { get; private set; }

    /// <summary>Ends when the gateway has greeted, with the interval of heartbeats.</summary>
    public Task<TimeSpan> Greeting => greeting.Task;

    public long? Seq => session.Seq;

    /// <summary>Takes a message in; null unless the connection must end.</summary>
    /// <param name="received">When it was read, as a timestamp.</param>
    public ConnectionEnd? Read(ReadOnlySpan<byte> message, long received)
    {
        lock (reading)
        {
            return isStopped ? null : ReadNext(message, received);
        }
    }

    /// <summary>Takes nothing in from now on, so that what the session says was taken in stays true.</summary>
    public void Stop()
    {
        lock (reading)
        {
            isStopped = true;
        }
    }

    private ConnectionEnd? ReadNext(ReadOnlySpan<byte> message, long received)
    {
        if (!GatewayPayload.TryRead(message, out var payload))
        {
            Skip();
            return ++unreadable < MostUnreadable ? null : ConnectionEnd.Unreadable;
        }

        unreadable = 0;
        switch (payload.Op)
        {
            case 0:
                Dispatch(payload, received);
                return null;
            case 1:
                heartbeat.Request();
                return null;
            case 7:
                return ConnectionEnd.Asked;
            case 9:
                return payload.Data.SequenceEqual("true"u8) ? ConnectionEnd.InvalidButResumable : ConnectionEnd.Invalid;
            case 10:
                Greet(payload.Data);
                return null;
            case 11:
                heartbeat.Acknowledge();
                return null;
            default:
                Skip();
                return null;
        }
    }

    private void Greet(ReadOnlySpan<byte> hello)
    {
        if (Stage == ShardStage.Connected && GatewayData.HeartbeatInterval(hello) is { } interval)
        {
            Stage = ShardStage.Greeted;
            greeting.SetResult(interval);
        }
        else
        {
            Skip();
        }
    }

    private void Dispatch(in GatewayPayload payload, long received)
    {
        if (Stage == ShardStage.Connected)
        {
            // Nothing can be sent before the greeting; and these are numbers of nobody's session.
            Skip();
            return;
        }

        if (payload.Seq is { } seq)
        {
            session.Saw(seq);
            status.Seq = session.Seq;
        }

        status.CountEvent();
        switch (payload.Event)
        {
            case GatewayEvent.InteractionCreate when payload.Data.IsEmpty || !parts.OnInteraction(payload.Data, received):
                Skip();
                break;
            case GatewayEvent.InteractionCreate:
                status.CountInteraction();
                break;
            case GatewayEvent.Ready:
                Start(payload);
                break;
            case GatewayEvent.Resumed:
                BeReady();
                Log.Resumed(parts.Logger, status.Id);
                break;
        }
    }

    private void Start(in GatewayPayload ready)
    {
        var (id, url, application) = GatewayData.Ready(ready.Data);
        session.Start(id, url, ready.Seq);
        status.Seq = session.Seq;
        BeReady();
        Log.Ready(parts.Logger, status.Id, parts.Shards);
        if (application is not null && application != parts.Options.ApplicationId)
        {
            Log.OtherApplication(parts.Logger);
        }
    }

    private void BeReady()
    {
        Stage = ShardStage.Ready;
        ReadySince ??= parts.Time.GetTimestamp();
        status.ConnectedSince ??= parts.Time.GetUtcNow();
    }

    private void Skip() => status.CountSkipped();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Connected to Discord's gateway: shard {Shard} of {Shards}")]
        public static partial void Ready(ILogger logger, int shard, int shards);

        [LoggerMessage(Level = LogLevel.Information, Message = "Connected to Discord's gateway again: shard {Shard} resumed its session")]
        public static partial void Resumed(ILogger logger, int shard);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord:ApplicationId is not the application that Discord:Token belongs to; answers may fail until both are of the same one")]
        public static partial void OtherApplication(ILogger logger);
    }
}

/// <summary>How far a connection has come.</summary>
internal enum ShardStage
{
    Connected,
    Greeted,
    Ready,
}
