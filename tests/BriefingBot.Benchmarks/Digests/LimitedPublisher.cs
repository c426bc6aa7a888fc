using System.Collections.Concurrent;
using System.Diagnostics;
using BriefingBot.Chat;

namespace BriefingBot.Benchmarks.Digests;

/// <summary>A platform that takes so many posts a second and no more, and answers each after a fifth of a second.</summary>
internal sealed class LimitedPublisher(int perSecond) : IChatPublisher
{
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, byte> shown = [];
    private TimeSpan nextSlot;

    /// <summary>How many different posts are there.</summary>
    public int Shown => shown.Count;

    /// <summary>How many were sent again.</summary>
    public int Repeated { get; private set; }

    public TimeSpan First { get; private set; }

    public TimeSpan Last { get; private set; }

    public bool KnowsRepetitions => true;

    public async Task<PublishOutcome> PublishAsync(ChannelPost post, CancellationToken cancellationToken)
    {
        var now = Stopwatch.GetElapsedTime(0);
        TimeSpan slot;
        lock (gate)
        {
            slot = nextSlot > now ? nextSlot : now;
            nextSlot = slot + TimeSpan.FromSeconds(1.0 / perSecond);
        }

        await Task.Delay(slot - now, cancellationToken);
        lock (gate)
        {
            Last = Stopwatch.GetElapsedTime(0);
            First = First == default ? Last : First;
            Repeated += shown.TryAdd(post.Key, 0) ? 0 : 1;
        }

        await Task.Delay(Answer, cancellationToken);
        return new PublishOutcome.Sent(post.Key);
    }

    public Task<PublishOutcome> TryAsync(string channel, CancellationToken cancellationToken) =>
        Task.FromResult<PublishOutcome>(new PublishOutcome.Sent(string.Empty));

    public Task<PublishOutcome> TellAsync(string person, Reply reply, CancellationToken cancellationToken) =>
        Task.FromResult<PublishOutcome>(new PublishOutcome.Sent(string.Empty));
}
