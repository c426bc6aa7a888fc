using BriefingBot.Chat;
using BriefingBot.Digests.Scheduling;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Digests.Delivery;

/// <summary>
/// What happens when a subscription's time has come: finds out which occurrence is due, and has it delivered. May be
/// called too often, too late or by several processes at once: the ledger lets each occurrence happen once.
/// </summary>
public sealed partial class DigestRunner(
    ISubscriptions subscriptions, IDeliveryLedger ledger, DigestDelivery delivery, DigestRules rules, TimeProvider time, ILogger<DigestRunner> logger)
    : IDigestSender
{
    // What the log says of a longer absence would not be read.
    private const int MostMissed = 14;

    private static readonly TimeSpan WhileSomebodyWaits = TimeSpan.FromSeconds(30);

    /// <summary>Delivers what is due of a subscription; comes back when its occurrence is in a final state, or is somebody else's.</summary>
    /// <exception cref="StateUnavailableException">The state store could not be reached for longer than a digest may be late.</exception>
    public async Task RunAsync(string id, CancellationToken cancellationToken)
    {
        var patience = delivery.Patience;
        if (await patience.TryAsync(() => subscriptions.FindAsync(id, cancellationToken), rules.LateLimit, cancellationToken)
            is not { State: SubscriptionState.Active } subscription)
        {
            return;
        }

        if (Zones.Find(subscription.Schedule.Zone) is not { } zone)
        {
            await PauseAsync(subscription, cancellationToken);
            return;
        }

        if (subscription.Schedule.LatestUpTo(time.GetUtcNow(), zone) is not { } due || due.At < subscription.Since)
        {
            return;
        }

        await patience.TryAsync(() => NoteMissedAsync(subscription, zone, due.At, cancellationToken), rules.LateLimit, cancellationToken);
        await delivery.DeliverAsync(subscription, new(subscription.Id, due.Date), due.At, again: false, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Occurrence?> SendNowAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Zones.Find(subscription.Schedule.Zone) is not { } zone)
        {
            return null;
        }

        var key = new OccurrenceKey(subscription.Id, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime));
        using var patience = new CancellationTokenSource(WhileSomebodyWaits, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await delivery.DeliverAsync(subscription, key, now, again: true, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // Still running: the sweep goes on with it when the claim has ended.
        }

        return (await ledger.LogAsync(subscription.Id, MostMissed, cancellationToken)).FirstOrDefault(occurrence => occurrence.Key == key);
    }

    // Runs that nobody was there for: each gets its line in the log.
    private async Task<bool> NoteMissedAsync(Subscription subscription, TimeZoneInfo zone, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (await ledger.LogAsync(subscription.Id, 1, cancellationToken) is not [var last, ..])
        {
            return false;
        }

        var since = last.Planned > subscription.Since ? last.Planned : subscription.Since;
        var missed = subscription.Schedule.After(since, zone).TakeWhile(run => run.At < due).TakeLast(MostMissed);
        foreach (var (date, at) in missed.Where(run => run.Date > last.Key.Date))
        {
            var key = new OccurrenceKey(subscription.Id, date);
            var owner = DigestDelivery.NewOwner();
            var now = time.GetUtcNow();
            if (await ledger.ClaimAsync(key, at, owner, now, now + rules.Lease, again: false, cancellationToken) is not null)
            {
                await ledger.FinishAsync(key, owner, OccurrenceState.Skipped, "The bot was not running at that time; the next digest covers it.", now, seen: null, cancellationToken);
            }
        }

        return true;
    }

    private async Task PauseAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var reason = $"This machine no longer knows the time zone {subscription.Schedule.Zone}. Subscribe anew with another one.";
        var paused = subscription with { State = SubscriptionState.Paused, Since = time.GetUtcNow(), Reason = reason, Until = null };
        if (await subscriptions.ReplaceAsync(subscription, paused, cancellationToken))
        {
            Log.ZoneUnknown(logger, subscription.Id, subscription.Schedule.Zone);
            await delivery.Notices.TellAsync(paused, reason, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Subscription} is paused: its time zone {Zone} is not known here. Check that tzdata is installed")]
        public static partial void ZoneUnknown(ILogger logger, string subscription, string zone);
    }
}

/// <summary>Sends a digest when somebody asks for it.</summary>
public interface IDigestSender
{
    /// <summary>Delivers today's digest now, unless it was sent already; goes on with it later where it takes more than half a minute.</summary>
    /// <returns>What became of today's occurrence, or null where it could not be begun.</returns>
    Task<Occurrence?> SendNowAsync(Subscription subscription, CancellationToken cancellationToken);
}
