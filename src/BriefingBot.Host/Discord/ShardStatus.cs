namespace BriefingBot.Host.Discord;

/// <summary>How one connection to the gateway is doing (Discord R120). Written by its shard, read by anybody.</summary>
internal sealed class ShardStatus(int id)
{
    private const long None = -1;

    private long connectedSince = None;
    private long acknowledgedAt = None;
    private long latency = None;
    private long seq = None;
    private long events;
    private long interactions;
    private long skipped;
    private long reconnects;

    public int Id => id;

    /// <summary>Since when it is connected and has a session; null while it has not.</summary>
    public DateTimeOffset? ConnectedSince
    {
        get => Time(ref connectedSince);
        set
        {
            HasConnected |= value is not null;
            Volatile.Write(ref connectedSince, value?.UtcTicks ?? None);
        }
    }

    /// <summary>Whether it ever was.</summary>
    public bool HasConnected { get; private set; }

    /// <summary>When the gateway last acknowledged a heartbeat.</summary>
    public DateTimeOffset? LastAcknowledged => Time(ref acknowledgedAt);

    /// <summary>How long that took.</summary>
    public TimeSpan? Latency => Volatile.Read(ref latency) is var ticks && ticks != None ? new(ticks) : null;

    /// <summary>The number of the last event.</summary>
    public long? Seq
    {
        get => Volatile.Read(ref seq) is var last && last != None ? last : null;
        set => Volatile.Write(ref seq, value ?? None);
    }

    public long Events => Volatile.Read(ref events);

    public long Interactions => Volatile.Read(ref interactions);

    /// <summary>Messages that were of no known kind or shape (Discord R118).</summary>
    public long Skipped => Volatile.Read(ref skipped);

    public long Reconnects => Volatile.Read(ref reconnects);

    public void Acknowledged(DateTimeOffset at, TimeSpan after)
    {
        Volatile.Write(ref latency, after.Ticks);
        Volatile.Write(ref acknowledgedAt, at.UtcTicks);
    }

    public void CountEvent() => Interlocked.Increment(ref events);

    public void CountInteraction() => Interlocked.Increment(ref interactions);

    public void CountSkipped() => Interlocked.Increment(ref skipped);

    public void CountReconnect() => Interlocked.Increment(ref reconnects);

    private static DateTimeOffset? Time(ref long ticks) =>
        Volatile.Read(ref ticks) is var read && read != None ? new(read, TimeSpan.Zero) : null;
}
