using BriefingBot.Chat;

namespace BriefingBot.Digests.Delivery;

/// <summary>
/// Spreads posts over time: each waits for its own slot of its platform, and no channel gets two at once. Slots are given
/// out in advance, so who wakes late costs nobody else a slot.
/// </summary>
internal sealed class PostPace(DigestRules rules, TimeProvider time)
{
    private const int ManyChannels = 1_000;

    private readonly TimeSpan betweenSlots = TimeSpan.FromSeconds(1) / rules.PostsPerSecond;
    private readonly Lock gate = new();
    private readonly Dictionary<string, TimeSpan> platforms = [];
    private readonly Dictionary<ChannelAddress, TimeSpan> channels = [];

    /// <summary>Waits until a post may go out; whoever gives up meanwhile leaves the slot unused.</summary>
    public Task WaitAsync(ChannelAddress channel, CancellationToken cancellationToken)
    {
        var wait = Reserve(channel);
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    private TimeSpan Reserve(ChannelAddress channel)
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(0);
            var slot = Max(now, Max(platforms.GetValueOrDefault(channel.Platform), channels.GetValueOrDefault(channel)));
            Forget(now);

            // A channel that has to wait does not hold up the others of its platform.
            platforms[channel.Platform] = Max(now, platforms.GetValueOrDefault(channel.Platform)) + betweenSlots;
            channels[channel] = slot + rules.BetweenPosts;
            return slot - now;
        }
    }

    private void Forget(TimeSpan now)
    {
        if (channels.Count >= ManyChannels)
        {
            foreach (var past in channels.Where(channel => channel.Value <= now).Select(channel => channel.Key).ToList())
            {
                channels.Remove(past);
            }
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
