using BriefingBot.Tests.Discord;

namespace BriefingBot.Tests;

/// <summary>A clock that goes on only when it is told to, with its timers.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private TimeSpan passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return passed.Ticks;
        }
    }

    public override DateTimeOffset GetUtcNow() => start.AddTicks(GetTimestamp());

    /// <summary>Goes on, and calls each timer at its time, in their order.</summary>
    public void Advance(TimeSpan by)
    {
        var end = TimeSpan.FromTicks(GetTimestamp()) + by;
        while (NextDue(end) is { } due)
        {
            due.Fire();
        }
    }

    /// <summary>Waits until something is to happen after exactly this time, and lets the time pass.</summary>
    /// <param name="count">How many things.</param>
    public async Task PassAsync(TimeSpan span, int count = 1)
    {
        await Eventually.IsAsync(() => DueIn(span) >= count);
        Advance(span);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>How many things are to happen after exactly this time.</summary>
    public int DueIn(TimeSpan span)
    {
        lock (gate)
        {
            return timers.Count(timer => timer.Due - passed == span);
        }
    }

    private Timer? NextDue(TimeSpan end)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            passed = next is null ? end : next.Due > passed ? next.Due : passed;
            if (next is { Period.Ticks: > 0 })
            {
                next.Due += next.Period;
            }
            else if (next is not null)
            {
                timers.Remove(next);
            }

            return next;
        }
    }

    private sealed class Timer(ManualTime time, Action callback) : ITimer
    {
        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; private set; }

        // As a system's timer does: not on the thread that moves the clock.
        public void Fire() => ThreadPool.QueueUserWorkItem(_ => callback());

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
                (Due, Period) = (time.passed + dueTime, period);
                if (dueTime >= TimeSpan.Zero)
                {
                    time.timers.Add(this);
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
