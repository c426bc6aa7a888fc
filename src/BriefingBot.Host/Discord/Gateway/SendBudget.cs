namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Keeps what is sent on a connection below 120 messages in 60 seconds (Discord R113). Not thread-safe.</summary>
/// <param name="reserved">How many of these are kept for heartbeats that are due.</param>
internal sealed class SendBudget(TimeProvider time, int reserved)
{
    public const int Most = 120;

    // A second more than Discord says: what is sent evenly need not arrive evenly.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(61);

    private readonly Queue<long> sent = new(Most);

    /// <summary>A budget that always has room for heartbeats of this interval, and for a handful whatever it is.</summary>
    public static SendBudget For(TimeSpan heartbeatInterval, TimeProvider time) =>
        new(time, (int)Math.Clamp(Math.Ceiling(Window / heartbeatInterval) + 1, 5, Most - 10));

    /// <summary>Counts a message that is about to be sent; false when it must not be.</summary>
    public bool TryTake(bool isDue)
    {
        while (sent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
        {
            sent.Dequeue();
        }

        if (sent.Count >= (isDue ? Most : Most - reserved))
        {
            return false;
        }

        sent.Enqueue(time.GetTimestamp());
        return true;
    }
}
