using System.Collections.Concurrent;
using System.Threading.Channels;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// Interactions that wait for an answer of their own request: all that a gateway received, and those over HTTP whose
/// answer takes long. Bounded, and never makes a transport wait. When the bot stops, those in hand are finished.
/// </summary>
internal sealed partial class InteractionQueue(
    InteractionAnswers answers, SeenInteractions seen, DiscordStatus status, ILogger<InteractionQueue> logger) : IHostedService, IDisposable
{
    private const int MostWaiting = 2_000;

    private const int MostPromises = 2_000;

    // An answer mostly waits for Discord; this many may wait at once.
    private const int Workers = 256;

    private readonly Channel<Pending> pending = Channel.CreateBounded<Pending>(MostWaiting);
    private readonly CancellationTokenSource abandoned = new();
    private readonly ConcurrentDictionary<Task, byte> promises = [];
    private Task[] workers = [];

    /// <summary>Takes an interaction in, unless the queue is full: then it is counted and lost, which its sender is told by Discord.</summary>
    /// <param name="received">When it was read, as a timestamp of the clock (Discord R31).</param>
    public bool TryAdd(Interaction interaction, long received) => TryAdd(new(interaction, received, null, null));

    /// <summary>Takes in one whose answer is known already, and needs only to be sent.</summary>
    public bool TryAdd(Interaction interaction, long received, Callback known) => TryAdd(new(interaction, received, known, null));

    /// <summary>Takes over an answer that has begun and takes long.</summary>
    public bool TryDefer(Interaction interaction, long received, Task<Callback> work) => TryAdd(new(interaction, received, null, work));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        workers = [.. Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None))];
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        pending.Writer.TryComplete();
        try
        {
            await AllAsync().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await abandoned.CancelAsync();
            await AllAsync();
        }
    }

    public void Dispose() => abandoned.Dispose();

    private async Task AllAsync()
    {
        // Workers first: after them no new promise is made.
        await Task.WhenAll(workers);
        await Task.WhenAll(promises.Keys);
    }

    private bool TryAdd(Pending item)
    {
        if (promises.Count < MostPromises && pending.Writer.TryWrite(item))
        {
            return true;
        }

        status.CountLost();
        Log.QueueFull(logger, item.Interaction.Id);
        return false;
    }

    private async Task WorkAsync()
    {
        // One at a time: whoever waits for a chance to read, rather than for an item, is woken together with all others.
        while (await TakeAsync() is { } item)
        {
            try
            {
                await AnswerAsync(item);
            }
            catch (OperationCanceledException)
            {
                Log.Abandoned(logger, item.Interaction.Id);
            }
            catch (Exception failure)
            {
                // A bug of ours; the worker goes on to the next.
                Log.AnswerFailed(logger, item.Interaction.Id, failure);
            }
        }
    }

    private async ValueTask<Pending?> TakeAsync()
    {
        try
        {
            return await pending.Reader.ReadAsync(CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    private async Task AnswerAsync(Pending item)
    {
        var (interaction, received, callback, work) = item;
        if (work is null)
        {
            // Gateways deliver never, once or several times (Discord R97).
            if (!await seen.TryAddAsync(interaction.Id, interaction.Type))
            {
                return;
            }

            if (callback is null)
            {
                (callback, work) = await answers.BeginAsync(interaction, received, abandoned.Token);
            }

            if (callback is not null)
            {
                await answers.SendAsync(interaction, callback, received, abandoned.Token);
                return;
            }
        }

        if (await answers.PromiseAsync(interaction, received, abandoned.Token))
        {
            Keep(FulfilAsync(interaction, work!, received));
        }
    }

    // Apart from the workers, which are for those who still wait for their first answer.
    private async Task FulfilAsync(Interaction interaction, Task<Callback> work, long received)
    {
        using var counted = status.CountDeferred();
        try
        {
            await answers.FulfilAsync(interaction, work, received, abandoned.Token);
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(logger, interaction.Id);
        }
        catch (Exception failure)
        {
            Log.AnswerFailed(logger, interaction.Id, failure);
        }
    }

    private void Keep(Task promise)
    {
        promises.TryAdd(promise, 0);
        _ = promise.ContinueWith(kept => promises.TryRemove(kept, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private sealed record Pending(Interaction Interaction, long Received, Callback? Known, Task<Callback>? Work);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Interaction {Id} was lost: too many are waiting for Discord")]
        public static partial void QueueFull(ILogger logger, ulong id);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Interaction {Id} was given up because the bot stops")]
        public static partial void Abandoned(ILogger logger, ulong id);

        [LoggerMessage(Level = LogLevel.Error, Message = "Answering interaction {Id} failed")]
        public static partial void AnswerFailed(ILogger logger, ulong id, Exception failure);
    }
}
