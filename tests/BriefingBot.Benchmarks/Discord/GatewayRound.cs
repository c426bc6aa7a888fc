using System.Diagnostics;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>So many interactions over one connection of the gateway, made before they are needed, and the times of their callbacks.</summary>
internal sealed class GatewayRound
{
    private static readonly string[] Sections = ["history", "diplomacy", "economics", "strategy", "nuclear", "leaders", "signals", "outlook"];

    private static ulong lastId = ((ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 1_420_070_400_000) << 22;

    private readonly LeanDiscord discord;
    private readonly LeanGateway gateway;
    private readonly ulong firstId;
    private readonly byte[][] messages;
    private readonly long[] sentAt;
    private readonly long[] answeredAt;
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action onAnswer = () => { };
    private int answered;

    public GatewayRound(LeanDiscord discord, LeanGateway gateway, int count)
    {
        (this.discord, this.gateway, firstId) = (discord, gateway, lastId + 1);
        lastId += (ulong)count;
        (sentAt, answeredAt) = (new long[count], new long[count]);
        messages = [.. Enumerable.Range(0, count).Select(i => gateway.Pack(gateway.Event("INTERACTION_CREATE", SignedInteractions.Body(firstId + (ulong)i, Sections[i % Sections.Length]))))];
    }

    /// <summary>Sends as fast as answers come, with so many unanswered at most. Gives back answers a second.</summary>
    public async Task<double> SaturateAsync(int width)
    {
        using var window = new SemaphoreSlim(width);
        onAnswer = () => window.Release();
        discord.Begin(this);
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < messages.Length; i++)
        {
            await window.WaitAsync();
            await gateway.SendAsync(messages[i]);
        }

        await done.Task;
        return messages.Length / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Sends at an even rate, whether or not answers come.</summary>
    /// <returns>Milliseconds from each message to its callback, in no order.</returns>
    public async Task<double[]> PaceAsync(int perSecond)
    {
        discord.Begin(this);
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < messages.Length; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            if (due - Stopwatch.GetElapsedTime(begin) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait);
            }

            sentAt[i] = Stopwatch.GetTimestamp();
            await gateway.SendAsync(messages[i]);
        }

        await done.Task;
        return [.. sentAt.Zip(answeredAt, (sent, arrived) => Stopwatch.GetElapsedTime(sent, arrived).TotalMilliseconds)];
    }

    /// <summary>Takes in that the callback of an interaction came.</summary>
    public void Answered(ulong id)
    {
        answeredAt[id - firstId] = Stopwatch.GetTimestamp();
        onAnswer();
        if (Interlocked.Increment(ref answered) == messages.Length)
        {
            done.SetResult();
        }
    }
}
