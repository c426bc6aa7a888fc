using System.Collections.Frozen;
using BriefingBot.Chat;
using BriefingBot.Documents;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Digests;

/// <summary>
/// Tells one person that a subscription does not deliver, and why: who made it; else whoever runs the bot, by the log.
/// Never posts into the channel that refuses.
/// </summary>
public sealed partial class DigestNotices(IReadOnlyDictionary<string, IChatPublisher> publishers, ILogger<DigestNotices> logger)
{
    private readonly FrozenDictionary<string, IChatPublisher> publishers = publishers.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>To be called once for each time that a subscription stops.</summary>
    public async Task TellAsync(Subscription subscription, string reason, CancellationToken cancellationToken)
    {
        var (channel, person) = (subscription.Channel, subscription.CreatedBy.Id);
        if (person.Length > 0 && publishers.TryGetValue(channel.Platform, out var publisher)
            && await publisher.TellAsync(person, Notice(subscription, reason), cancellationToken) is PublishOutcome.Sent)
        {
            return;
        }

        Log.Stopped(logger, subscription.Id, channel.Platform, channel.Channel, reason);
    }

    private static Reply Notice(Subscription subscription, string reason) => new(
    [
        new Title($"Digest {subscription.Id} is not delivered"),
        Paragraph.Of(new Text($"You set up a digest of {string.Join(", ", subscription.Topics)}, {Schedules.InWords(subscription.Schedule)}, and it stopped: {reason}")),
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
