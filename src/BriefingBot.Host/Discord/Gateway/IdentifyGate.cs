namespace BriefingBot.Host.Discord.Gateway;

/// <summary>
/// Lets shards start sessions only as often as Discord allows: one for each key in five seconds, and no more than are left
/// for the day, since a bot that starts more loses its token (Discord R112).
/// </summary>
internal sealed partial class IdentifyGate(GatewayAddress address, GatewayInfo first, DiscordStatus status, TimeProvider time, ILogger<IdentifyGate> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly Lock counting = new();
    private readonly Key[] keys = [.. Enumerable.Range(0, first.MaxConcurrency).Select(_ => new Key())];
    private GatewayInfo info = first;
    private long askedAt = time.GetTimestamp();
    private int left = first.StartsLeft;
    private long resetFrom = time.GetTimestamp();
    private TimeSpan resetAfter = first.ResetAfter;

    /// <summary>The gateway's address as last heard.</summary>
    public Uri Url => info.Url;

    /// <summary>Waits until a shard may start a session; the permit is given back by disposing it.</summary>
    public async Task<Permit> EnterAsync(int shard, CancellationToken cancellationToken)
    {
        var key = keys[shard % keys.Length];
        await key.Free.WaitAsync(cancellationToken);
        try
        {
            await RefreshAsync(cancellationToken);
            if (key.SentAt is { } sent && Permit.Apart - time.GetElapsedTime(sent) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            while (!TryCount(out wait))
            {
                Log.NoneLeft(logger, wait);

                // Timers count whole milliseconds, and what is left of one would be said and waited for again and again.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
            }

            return new(this, key);
        }
        catch
        {
            key.Free.Release();
            throw;
        }
    }

    // What was heard is not good for long (Discord R100), but better than nothing.
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(askedAt) < Fresh)
        {
            return;
        }

        askedAt = time.GetTimestamp();
        if (await address.TryFindAsync(cancellationToken) is { } found)
        {
            lock (counting)
            {
                (info, left, resetFrom, resetAfter) = (found, found.StartsLeft, time.GetTimestamp(), found.ResetAfter);
            }
        }
    }

    private bool TryCount(out TimeSpan wait)
    {
        lock (counting)
        {
            wait = resetAfter - time.GetElapsedTime(resetFrom);
            if (left <= 0 && wait <= TimeSpan.Zero)
            {
                (left, resetFrom, resetAfter) = (info.StartsTotal, time.GetTimestamp(), TimeSpan.FromDays(1));
            }

            if (left <= 0)
            {
                return false;
            }

            status.SessionStartsRemaining = --left;
            return true;
        }
    }

    private void GiveBack()
    {
        lock (counting)
        {
            status.SessionStartsRemaining = ++left;
        }
    }

    /// <summary>The right to start one session. Held until it is used, so that no other comes between.</summary>
    internal sealed class Permit(IdentifyGate gate, Key key) : IDisposable
    {
        // A little more than five seconds: what is sent apart may arrive closer.
        internal static readonly TimeSpan Apart = TimeSpan.FromSeconds(5.25);

        private int isOver;

        /// <summary>To be called when IDENTIFY is about to be sent.</summary>
        public void Use()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                key.SentAt = gate.Now;
                key.Free.Release();
            }
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                gate.GiveBack();
                key.Free.Release();
            }
        }
    }

    private long Now => time.GetTimestamp();

    /// <summary>What the shards of one remainder take turns with.</summary>
    internal sealed class Key
    {
        public SemaphoreSlim Free { get; } = new(1, 1);

        public long? SentAt { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Discord lets this bot start no more sessions today; waiting {Wait}")]
        public static partial void NoneLeft(ILogger logger, TimeSpan wait);
    }
}
