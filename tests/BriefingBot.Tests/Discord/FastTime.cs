namespace BriefingBot.Tests.Discord;

/// <summary>A clock that runs so many times faster than the real one, with its timers.</summary>
internal sealed class FastTime(double factor = 1) : TimeProvider
{
    private readonly DateTimeOffset start = System.GetUtcNow();
    private readonly long first = System.GetTimestamp();
    private long skipped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (long)(System.GetElapsedTime(first).Ticks * factor) + Volatile.Read(ref skipped);

    public override DateTimeOffset GetUtcNow() => start.AddTicks(GetTimestamp());

    /// <summary>Puts the clock forward; timers go on as if it had not been.</summary>
    public void Skip(TimeSpan span) => Interlocked.Add(ref skipped, span.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    // Never sooner than asked for: real timers count whole milliseconds.
    private TimeSpan Real(TimeSpan span) =>
        span == global::System.Threading.Timeout.InfiniteTimeSpan ? span : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / factor));

    private sealed class Timer(ITimer real, FastTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
