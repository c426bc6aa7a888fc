using System.Threading.Channels;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>The beats of one connection: those that are due, those that the gateway asks for, and whether they are acknowledged.</summary>
internal sealed class Heartbeat(TimeProvider time, Random random, ShardStatus status)
{
    // Full only while nothing can be sent, and then the beats that are due tell.
    private readonly Channel<bool> beats = Channel.CreateBounded<bool>(new BoundedChannelOptions(SendBudget.Most) { SingleReader = true });

    private int awaited;
    private long sentAt;

    /// <summary>The gateway asks for one at once (Discord R103).</summary>
    public void Request() => beats.Writer.TryWrite(false);

    /// <summary>The gateway has received one.</summary>
    public void Acknowledge()
    {
        Interlocked.Exchange(ref awaited, 0);
        if (Interlocked.Exchange(ref sentAt, 0) is var sent && sent != 0)
        {
            status.Acknowledged(time.GetUtcNow(), time.GetElapsedTime(sent));
        }
    }

    /// <summary>
    /// Sends the beats. Returns when one that was due was not acknowledged before the next (Discord R104), even while a
    /// message is stuck on its way.
    /// </summary>
    /// <param name="send">Sends a beat; called by one at a time.</param>
    public async Task RunAsync(TimeSpan interval, SendBudget budget, Func<CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        using var dead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(_ => Due(dead), state: null, interval * random.NextDouble(), interval);
        try
        {
            await foreach (var isDue in beats.Reader.ReadAllAsync(dead.Token))
            {
                if (budget.TryTake(isDue))
                {
                    Interlocked.Exchange(ref sentAt, time.GetTimestamp());
                    await send(dead.Token);
                }
                else if (isDue)
                {
                    Interlocked.Exchange(ref awaited, 0);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Dead: there is nothing more to send.
        }
    }

    private void Due(CancellationTokenSource dead)
    {
        if (Interlocked.Exchange(ref awaited, 1) == 1)
        {
            dead.Cancel();
        }
        else
        {
            beats.Writer.TryWrite(true);
        }
    }
}
