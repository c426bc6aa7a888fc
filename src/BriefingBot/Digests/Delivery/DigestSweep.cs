using BriefingBot.Chat;
using BriefingBot.Digests.Scheduling;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Digests.Delivery;

/// <summary>
/// What is done every minute: goes on with what processes left behind when they ended, ends pauses, tries channels that
/// refused, and takes away what nobody will confirm or read any more. May run in several processes at once; each looks
/// through the ledger for that once a day.
/// </summary>
public sealed partial class DigestSweep(
    ISubscriptions subscriptions, IDeliveryLedger ledger, DigestDelivery delivery, IReadOnlyDictionary<string, IChatPublisher> publishers,
    DigestRules rules, TimeProvider time, ILogger<DigestSweep> logger)
{
    private const int MostLeft = 1_000;
    private const int AtOnce = 16;

    private DateOnly prunedOn;

    /// <exception cref="StateUnavailableException">The state store cannot be reached; the next sweep does what this one left.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await EachAsync(await subscriptions.InStateAsync(SubscriptionState.Paused, now, cancellationToken), EndPauseAsync, cancellationToken);
        await EachAsync(await subscriptions.InStateAsync(SubscriptionState.Refused, now, cancellationToken), TryAsync, cancellationToken);
        await EachAsync(
            await subscriptions.InStateAsync(SubscriptionState.Draft, now - rules.DraftLimit, cancellationToken),
            async (draft, cancelled) => await subscriptions.RemoveAsync(draft, cancelled),
            cancellationToken);

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await EachAsync(new[] { today }.Where(day => day != prunedOn), PruneAsync, cancellationToken);

        // Last, since it may take as long as a platform does.
        await EachAsync(await ledger.LeftAsync(now, MostLeft, cancellationToken), GoOnAsync, cancellationToken);
    }

    // One that fails is the next sweep's, and keeps none of the others from its turn.
    private Task EachAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, ValueTask> action, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, cancelled) =>
        {
            try
            {
                await action(one, cancelled);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancelled.IsCancellationRequested)
            {
                Log.Failed(logger, Incident.New(), failure);
            }
        });

    private async ValueTask GoOnAsync(Occurrence left, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(left.Key.Subscription, cancellationToken) is { } subscription)
        {
            await delivery.DeliverAsync(subscription, left.Key, left.Planned, again: false, cancellationToken);
        }
        else
        {
            await subscriptions.ForgetAsync(left.Key.Subscription, cancellationToken);
        }
    }

    private async ValueTask PruneAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await ledger.PruneAsync(today.AddDays(-(int)rules.LedgerLimit.TotalDays), cancellationToken);
        prunedOn = today;
    }

    private async ValueTask EndPauseAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        // From the moment that was named, however much later this comes: a digest that was due since is delivered.
        if (subscription.Until is { } until && until <= time.GetUtcNow())
        {
            await subscriptions.ReplaceAsync(subscription, Active(subscription, until), cancellationToken);
        }
    }

    private async ValueTask TryAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var next = subscription with { Until = now + rules.BetweenChecks };

        // Whoever writes down the next check does this one.
        if (subscription.Until > now || !publishers.TryGetValue(subscription.Channel.Platform, out var publisher)
            || !await subscriptions.ReplaceAsync(subscription, next, cancellationToken))
        {
            return;
        }

        switch (await publisher.TryAsync(subscription.Channel.Channel, cancellationToken))
        {
            case PublishOutcome.Sent:
                await ResumeAsync(next, now, cancellationToken);
                break;
            case PublishOutcome.Refused { IsGone: true } when now - subscription.Since > rules.RefusedLimit:
                if (await subscriptions.RemoveAsync(next, cancellationToken))
                {
                    Log.Removed(logger, subscription.Id, rules.RefusedLimit.TotalDays);
                }

                break;
            default:
                break;
        }
    }

    // What was missed last comes now, where it is not too late for it.
    private async Task ResumeAsync(Subscription subscription, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var active = Active(subscription, now);
        if (await subscriptions.ReplaceAsync(subscription, active, cancellationToken))
        {
            Log.Resumed(logger, subscription.Id);
            if (Zones.Find(active.Schedule.Zone) is { } zone && active.Schedule.LatestUpTo(now, zone) is { } missed && now - missed.At <= rules.LateLimit && missed.At >= subscription.Created)
            {
                await delivery.DeliverAsync(active, new(active.Id, missed.Date), missed.At, again: true, cancellationToken);
            }
        }
    }

    private static Subscription Active(Subscription subscription, DateTimeOffset now) =>
        subscription with { State = SubscriptionState.Active, Since = now, Reason = null, Until = null };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Looking after a digest failed, incident {Incident}; tried again in a minute")]
        public static partial void Failed(ILogger logger, string incident, Exception failure);

        [LoggerMessage(Level = LogLevel.Information, Message = "Digest {Subscription} goes on: its channel takes posts again")]
        public static partial void Resumed(ILogger logger, string subscription);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Digest {Subscription} is removed: its channel has been gone for {Days:0} days")]
        public static partial void Removed(ILogger logger, string subscription, double days);
    }
}
