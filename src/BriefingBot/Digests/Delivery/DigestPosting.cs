using System.Collections.Frozen;
using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Digests.Delivery;

/// <summary>
/// Sends the parts of one occurrence in their order, each until it is there, cannot be, or is too late; writes down before
/// and after each try what is about to happen and what did.
/// </summary>
public sealed partial class DigestPosting(
    IDeliveryLedger ledger, IReadOnlyDictionary<string, IChatPublisher> publishers, StatePatience patience, DigestRules rules, TimeProvider time,
    ILogger<DigestPosting> logger)
{
    // A platform that hiccups is waited for; one that is away is tried by the sweep, so that it holds nobody up.
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private const string Unknown = "It is not known whether the last post arrived; look at the channel.";

    private readonly FrozenDictionary<string, IChatPublisher> publishers = publishers.ToFrozenDictionary(StringComparer.Ordinal);
    private readonly PostPace pace = new(rules, time);

    /// <returns>Null where it is to be tried again later.</returns>
    internal async Task<DeliveryEnd?> PostAsync(
        Subscription subscription, Occurrence occurrence, ImmutableArray<DigestPart> parts, CatalogueView catalogue, string? note, string owner,
        CancellationToken cancellationToken)
    {
        if (!publishers.TryGetValue(subscription.Channel.Platform, out var publisher))
        {
            return new(OccurrenceState.Failed, $"This bot is not set up for {subscription.Channel.Platform}.");
        }

        for (var i = 0; i < parts.Length; i++)
        {
            var part = occurrence.Parts[i];
            if (part.State is PartState.Sent)
            {
                continue;
            }

            var reply = DigestComposer.Write(subscription, parts, part.Number, catalogue, occurrence.Key.Date, part.Number == 1 ? note : null);
            var post = new ChannelPost(subscription.Channel.Channel, reply, occurrence.Key.PartKey(part.Number))
            {
                MayBeThere = part.State is PartState.Sending,
                Role = part.Number == 1 ? subscription.Role : null,
            };
            var (end, tries) = await PostAsync(publisher, subscription.Channel, post, occurrence, part, owner, cancellationToken);
            if (end is not { State: OccurrenceState.Sent })
            {
                return end is null || parts.Length == 1 ? end : end with { Reason = $"{end.Reason} {i} of {parts.Length} parts were sent." };
            }

            occurrence = occurrence with { Parts = occurrence.Parts.SetItem(i, part with { Tries = tries }) };
        }

        return new(OccurrenceState.Sent, !publisher.KnowsRepetitions && occurrence.Parts.Any(part => part.Tries > 1)
            ? "It was not known whether a part had arrived, so it was sent again and may be there twice."
            : null);
    }

    private async Task<(DeliveryEnd? End, int Tries)> PostAsync(
        IChatPublisher publisher, ChannelAddress channel, ChannelPost post, Occurrence occurrence, DeliveredPart part, string owner, CancellationToken cancellationToken)
    {
        var key = occurrence.Key;
        var tries = part.Tries;

        // What was tried before is tried by the sweep, once each time.
        for (var wait = part.State is PartState.Planned && !IsTriedAgain(occurrence) ? FirstWait : LongestWait * 2; ; wait *= 2)
        {
            // Who cannot tell repetitions gets one more try and no third.
            if (post.MayBeThere && !publisher.KnowsRepetitions && tries > 1)
            {
                return (new(OccurrenceState.Failed, Unknown), tries);
            }

            await pace.WaitAsync(channel, cancellationToken);
            await HoldAsync(() => ledger.BeginPartAsync(key, owner, part.Number, cancellationToken), cancellationToken);
            tries++;
            switch (await PublishAsync(publisher, post, key, cancellationToken))
            {
                case PublishOutcome.Sent sent:
                    await EndAsync(PartState.Sent, sent.MessageId);
                    return (new(OccurrenceState.Sent, Reason: null), tries);
                case PublishOutcome.Refused refused:
                    await EndAsync(PartState.Refused, null);
                    return (new(OccurrenceState.Failed, refused.Reason) { Refusal = refused.Reason }, tries);
                case PublishOutcome.Rejected rejected:
                    await EndAsync(PartState.Refused, null);
                    return (new(OccurrenceState.Failed, rejected.Reason), tries);
                case PublishOutcome.NotSent when !post.MayBeThere:
                    await EndAsync(PartState.Planned, null);
                    tries--;
                    break;
                case PublishOutcome.NotSent:
                    break;
                default:
                    post = post with { MayBeThere = true };
                    break;
            }

            if (time.GetUtcNow() + (wait > LongestWait ? rules.BetweenTries : wait) > occurrence.Planned + rules.LateLimit)
            {
                return (new(OccurrenceState.Failed, post.MayBeThere
                    ? Unknown
                    : "The platform could not be reached, and it was tried as long as a digest may be late."), tries);
            }

            if (wait > LongestWait)
            {
                return (null, tries);
            }

            await Task.Delay(wait, time, cancellationToken);
        }

        // Not cancelled with the process: what was sent is written down while there is time.
        Task EndAsync(PartState state, string? messageId) =>
            HoldAsync(() => ledger.EndPartAsync(key, owner, part.Number, state, messageId, CancellationToken.None), cancellationToken);
    }

    private bool IsTriedAgain(Occurrence occurrence) => time.GetUtcNow() - occurrence.Planned >= rules.BetweenTries;

    private async Task<PublishOutcome> PublishAsync(IChatPublisher publisher, ChannelPost post, OccurrenceKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await publisher.PublishAsync(post, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A bug of ours, after which nobody knows.
            Log.PublisherFailed(logger, key.Subscription, key.Date, failure);
            return new PublishOutcome.Unknown();
        }
    }

    private async Task HoldAsync(Func<Task<bool>> write, CancellationToken cancellationToken)
    {
        if (!await patience.TryAsync(write, rules.LateLimit, cancellationToken))
        {
            throw new OperationCanceledException("The occurrence is another's now.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Posting digest {Subscription} of {Date:yyyy-MM-dd} failed")]
        public static partial void PublisherFailed(ILogger logger, string subscription, DateOnly date, Exception failure);
    }
}
