using System.Collections.Frozen;
using System.Globalization;
using BriefingBot.Chat;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Documents;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Digests.Delivery;

/// <summary>
/// Tells somebody, once, that a subscription does not deliver, and why: who made it; else another channel of the same
/// community that gets digests; else whoever runs the bot, by the log. Never posts into the channel that refuses.
/// </summary>
public sealed partial class DigestNotices(
    ISubscriptions subscriptions, IReadOnlyDictionary<string, IChatPublisher> publishers, TimeProvider time, ILogger<DigestNotices> logger)
{
    // A channel that refuses stops all its digests within minutes of each other, and one notice is enough.
    private static readonly TimeSpan Enough = TimeSpan.FromDays(1);

    private const int MostChannels = 3;

    private readonly FrozenDictionary<string, IChatPublisher> publishers = publishers.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>To be called once for each time that a subscription stops, with what it is since then.</summary>
    public async Task TellAsync(Subscription stopped, string reason, CancellationToken cancellationToken)
    {
        var here = await subscriptions.InChannelAsync(stopped.Channel, cancellationToken);
        if (here.Any(other => other.State == stopped.State && other.Reason == stopped.Reason && IsEarlier(other, stopped) && stopped.Since - other.Since < Enough))
        {
            return;
        }

        if (!publishers.TryGetValue(stopped.Channel.Platform, out var publisher)
            || !(await TellMakerAsync(publisher, stopped, reason, cancellationToken) || await TellNeighbourAsync(publisher, stopped, reason, cancellationToken)))
        {
            Log.Stopped(logger, stopped.Id, stopped.Channel.Platform, stopped.Channel.Channel, reason);
        }
    }

    // Of several that stop in one moment exactly one is the first.
    private static bool IsEarlier(Subscription one, Subscription other) =>
        one.Since != other.Since ? one.Since < other.Since : string.CompareOrdinal(one.Id, other.Id) < 0;

    private static async Task<bool> TellMakerAsync(IChatPublisher publisher, Subscription stopped, string reason, CancellationToken cancellationToken) =>
        stopped.CreatedBy.Id.Length > 0
        && await publisher.TellAsync(stopped.CreatedBy.Id, Notice("You set up", stopped, reason), cancellationToken) is PublishOutcome.Sent;

    private async Task<bool> TellNeighbourAsync(IChatPublisher publisher, Subscription stopped, string reason, CancellationToken cancellationToken)
    {
        var active = await subscriptions.InStateAsync(SubscriptionState.Active, time.GetUtcNow(), cancellationToken);
        var neighbours = active.Select(other => other.Channel)
            .Where(channel => channel.Platform == stopped.Channel.Platform && channel.Community == stopped.Channel.Community && channel != stopped.Channel)
            .Distinct().Take(MostChannels);
        foreach (var neighbour in neighbours)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{stopped.Id}/stopped/{stopped.Since.ToUnixTimeMilliseconds()}");
            var post = new ChannelPost(neighbour.Channel, Notice("Another channel here has", stopped, reason), key);
            if (await publisher.PublishAsync(post, cancellationToken) is PublishOutcome.Sent or PublishOutcome.Unknown)
            {
                return true;
            }
        }

        return false;
    }

    private static Reply Notice(string whose, Subscription subscription, string reason) => new(
    [
        new Title($"Digest {subscription.Id} is not delivered"),
        Paragraph.Of(new Text($"{whose} a digest of {string.Join(", ", subscription.Topics)}, {Schedules.InWords(subscription.Schedule)}, and it stopped: {reason}")),
        Paragraph.Of(new Text(subscription.State is SubscriptionState.Refused
            ? "It goes on by itself when that is mended; the bot looks every hour. In the channel, its runs are listed by "
            : "In the channel, its runs are listed by "), new CommandText($"/digest log {subscription.Id}")),
    ]);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Digest {Subscription} to channel {Channel} on {Platform} stopped, and nobody could be told: {Reason}")]
        public static partial void Stopped(ILogger logger, string subscription, string platform, string channel, string reason);
    }
}
