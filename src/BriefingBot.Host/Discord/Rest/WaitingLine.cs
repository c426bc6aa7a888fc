using System.Diagnostics.CodeAnalysis;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>Why a request cannot go yet: for a time, or until something else is over. Neither is: it may go.</summary>
internal readonly record struct Hold(TimeSpan For, Task? Until)
{
    public bool IsNone => For == TimeSpan.Zero && Until is null;
}

/// <summary>How many requests wait for a limit of Discord's (Discord R120).</summary>
internal sealed class WaitingCount
{
    private int count;

    public int Value => Volatile.Read(ref count);

    public void Add(int more) => Interlocked.Add(ref count, more);
}

/// <summary>Requests that wait for the same limit: the first of them looks whether it may go, the others stand behind it.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore has nothing to dispose of: nobody asks for its wait handle.")]
internal sealed class WaitingLine(TimeProvider time, WaitingCount waiting)
{
    private readonly SemaphoreSlim first = new(1);
    private int length;

    /// <summary>How many stand in line.</summary>
    public int Length => Volatile.Read(ref length);

    /// <summary>Waits until <paramref name="tryGo"/> lets the request go, but never past its deadline.</summary>
    /// <returns>Whether it may go; false at once where its deadline comes before.</returns>
    public async ValueTask<bool> PassAsync(RestMessage message, Func<Hold> tryGo, CancellationToken cancellationToken)
    {
        if (first.Wait(0, CancellationToken.None))
        {
            Hold hold;
            try
            {
                hold = tryGo();
            }
            finally
            {
                first.Release();
            }

            if (hold.IsNone || hold.For >= message.Remaining)
            {
                return hold.IsNone;
            }
        }

        return await WaitAsync(message, tryGo, cancellationToken);
    }

    private async Task<bool> WaitAsync(RestMessage message, Func<Hold> tryGo, CancellationToken cancellationToken)
    {
        var remaining = message.Remaining;
        if (remaining <= TimeSpan.Zero)
        {
            return false;
        }

        using var expiry = new CancellationTokenSource(remaining, time);
        await using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), expiry);
        Interlocked.Increment(ref length);
        waiting.Add(1);
        var isFirst = false;
        try
        {
            await first.WaitAsync(expiry.Token);
            isFirst = true;
            while (tryGo() is { IsNone: false } hold)
            {
                if (hold.For >= message.Remaining)
                {
                    return false;
                }

                // Timers count whole milliseconds, and one that is early would be asked again and again.
                await (hold.Until?.WaitAsync(expiry.Token)
                    ?? Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(hold.For.TotalMilliseconds)), time, expiry.Token));
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            if (isFirst)
            {
                first.Release();
            }

            Interlocked.Decrement(ref length);
            waiting.Add(-1);
        }
    }
}
