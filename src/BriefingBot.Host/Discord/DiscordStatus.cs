using System.Collections.Immutable;

namespace BriefingBot.Host.Discord;

/// <summary>How the bot is doing on Discord, for operators (Discord R120). Written by the transports, read by health checks and metrics.</summary>
internal sealed class DiscordStatus
{
    private string? failure;
    private string? user;
    private ImmutableArray<ShardStatus> shards = [];
    private int sessionStartsRemaining = -1;
    private long lost;
    private long refused;
    private int deferred;

    /// <summary>Why the bot cannot work on Discord until somebody mends something, as a sentence; null while it can.</summary>
    public string? Failure => Volatile.Read(ref failure);

    /// <summary>The id of the bot's user, null before Discord told.</summary>
    public string? User
    {
        get => Volatile.Read(ref user);
        set => Volatile.Write(ref user, value);
    }

    /// <summary>The gateway's connections of this process, by shard; empty before the gateway was found and over HTTP.</summary>
    public ImmutableArray<ShardStatus> Shards
    {
        get => shards;
        set => ImmutableInterlocked.InterlockedExchange(ref shards, value);
    }

    /// <summary>Whether every shard is connected and has a session.</summary>
    public bool IsConnected => Shards is { IsEmpty: false } all && all.All(shard => shard.ConnectedSince is not null);

    /// <summary>Whether every shard has been connected and had a session, be it as it may now.</summary>
    public bool HasConnected => Shards is { IsEmpty: false } all && all.All(shard => shard.HasConnected);

    /// <summary>How many sessions may still be started before Discord's limit is reset; null before Discord told.</summary>
    public int? SessionStartsRemaining
    {
        get => Volatile.Read(ref sessionStartsRemaining) is var left && left >= 0 ? left : null;
        set => Volatile.Write(ref sessionStartsRemaining, value ?? -1);
    }

    /// <summary>Interactions that found the queue full.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>Requests over HTTP that were signed wrongly or held no interaction for this application.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Answers that were promised and are being made.</summary>
    public int Deferred => Volatile.Read(ref deferred);

    /// <summary>Reports that nothing will work until somebody mends it; the first reason is kept.</summary>
    /// <returns>Whether this is the first.</returns>
    public bool Fail(string sentence) => Interlocked.CompareExchange(ref failure, sentence, null) is null;

    public void CountLost() => Interlocked.Increment(ref lost);

    public void CountRefused() => Interlocked.Increment(ref refused);

    /// <summary>Counts a promised answer until what is given back is disposed.</summary>
    public IDisposable CountDeferred() => new DeferredCount(this);

    private sealed class DeferredCount : IDisposable
    {
        private readonly DiscordStatus status;

        public DeferredCount(DiscordStatus status)
        {
            this.status = status;
            Interlocked.Increment(ref status.deferred);
        }

        public void Dispose() => Interlocked.Decrement(ref status.deferred);
    }
}
