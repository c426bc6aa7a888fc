using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Documents;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Digests.Delivery;

/// <summary>
/// Delivers one occurrence: claims it, plans its parts, sends each and writes down what became of it, until it is in a
/// final state. Whenever the process ends, the ledger holds enough for another one to go on.
/// </summary>
public sealed partial class DigestDelivery(
    ISubscriptions subscriptions, IDeliveryLedger ledger, BriefingLibrary library, DigestPosting posting, DigestNotices notices, StatePatience patience,
    DigestRules rules, TimeProvider time, ILogger<DigestDelivery> logger)
{
    internal DigestNotices Notices => notices;

    internal StatePatience Patience => patience;

    internal static string NewOwner() => Guid.NewGuid().ToString("N");

    /// <summary>Delivers an occurrence, unless it is somebody else's or over.</summary>
    /// <param name="again">Whether one that was skipped or failed is to be tried once more, however late it is.</param>
    internal async Task DeliverAsync(Subscription subscription, OccurrenceKey key, DateTimeOffset planned, bool again, CancellationToken cancellationToken)
    {
        var owner = NewOwner();
        var begun = time.GetUtcNow();
        if (await patience.TryAsync(() => ledger.ClaimAsync(key, planned, owner, begun, begun + rules.Lease, again, cancellationToken), rules.LateLimit, cancellationToken)
            is not { } occurrence)
        {
            return;
        }

        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewal = RenewAsync(key, owner, lost);
        var isOver = true;
        try
        {
            isOver = await DeliverAsync(subscription, occurrence, owner, again, lost.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ClaimLost(logger, key.Subscription, key.Date);
        }
        finally
        {
            await lost.CancelAsync();
            await renewal;
        }

        if (!isOver)
        {
            // The sweep that comes after this goes on with it.
            await ledger.RenewAsync(key, owner, time.GetUtcNow() + rules.BetweenTries, cancellationToken);
        }
    }

    /// <returns>Whether it is in its final state; otherwise it is to be tried again.</returns>
    private async Task<bool> DeliverAsync(Subscription subscription, Occurrence occurrence, string owner, bool again, CancellationToken cancellationToken)
    {
        var late = time.GetUtcNow() - occurrence.Planned;
        if (!again && (late > rules.LateLimit || subscription.State is not SubscriptionState.Active))
        {
            await FinishAsync(late > rules.LateLimit ? await TooLateAsync(subscription, occurrence, cancellationToken) : NotActive(occurrence), seen: null);
            return true;
        }

        var catalogue = (await library.CurrentAsync(cancellationToken)).For(new Reader(subscription.Channel.Community));
        var before = await patience.TryAsync(() => ledger.SeenAsync(subscription.Id, cancellationToken), rules.LateLimit, cancellationToken);
        var plan = DigestComposer.Plan(subscription, catalogue, before);
        if (occurrence.Parts.IsEmpty)
        {
            if (plan.Parts.IsEmpty)
            {
                await FinishAsync(new(OccurrenceState.Skipped, "Nothing changed."), plan.Seen);
                return true;
            }

            occurrence = occurrence with { Parts = [.. plan.Parts.Select(part => new DeliveredPart(part.Number, part.ToString(), PartState.Planned, Tries: 0, MessageId: null))] };
            await HoldAsync(() => ledger.PlanAsync(occurrence.Key, owner, plan.Parts, cancellationToken));
        }

        // What an earlier process planned is what is shown, whatever the briefings say by now.
        var parts = occurrence.Parts.Select(part => DigestPart.Parse(part.Number, part.Content) ?? new(part.Number, [])).ToImmutableArray();
        var note = late > rules.Unnoticed ? $"Late: planned {DigestText.Clock(subscription.Schedule, occurrence.Planned)}" : null;
        if (await posting.PostAsync(subscription, occurrence, parts, catalogue, note, owner, cancellationToken) is not { } end)
        {
            return false;
        }

        var isSent = end.State is OccurrenceState.Sent;
        var isLate = time.GetUtcNow() - occurrence.Planned > rules.Unnoticed;
        await FinishAsync(isLate && isSent ? Late(end, subscription, occurrence) : end, isSent ? DigestComposer.Seen(subscription, catalogue, before, parts) : null);
        if (end.Refusal is { } refusal && subscription.State is SubscriptionState.Active)
        {
            await RefuseAsync(subscription, refusal, cancellationToken);
        }

        return true;

        // Not cancelled with the process: what was sent is written down while there is time.
        async Task FinishAsync(DeliveryEnd result, SeenContent? seen)
        {
            await patience.TryAsync(
                () => ledger.FinishAsync(occurrence.Key, owner, result.State, result.Reason, time.GetUtcNow(), seen, CancellationToken.None), rules.LateLimit, cancellationToken);
            Log.Finished(logger, occurrence.Key.Subscription, occurrence.Key.Date, result.State, result.Reason ?? string.Empty);
        }
    }

    // A channel that refuses is paused with the reason, and somebody is told, once.
    private async Task RefuseAsync(Subscription subscription, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var refused = subscription with { State = SubscriptionState.Refused, Since = now, Reason = reason, Until = now + rules.BetweenChecks };
        if (await patience.TryAsync(() => subscriptions.ReplaceAsync(subscription, refused, cancellationToken), rules.LateLimit, cancellationToken))
        {
            await notices.TellAsync(refused, reason, cancellationToken);
        }
    }

    private async Task RenewAsync(OccurrenceKey key, string owner, CancellationTokenSource lost)
    {
        try
        {
            while (true)
            {
                await Task.Delay(rules.Lease / 4, time, lost.Token);
                if (!await patience.TryAsync(() => ledger.RenewAsync(key, owner, time.GetUtcNow() + rules.Lease, lost.Token), rules.LateLimit, lost.Token))
                {
                    await lost.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Delivered, or not ours any more.
        }
        catch (StateUnavailableException)
        {
            await lost.CancelAsync();
        }
    }

    private async Task HoldAsync(Func<Task<bool>> write)
    {
        if (!await patience.TryAsync(write, rules.LateLimit, CancellationToken.None))
        {
            throw new OperationCanceledException("The occurrence is another's now.");
        }
    }

    private async Task<DeliveryEnd> TooLateAsync(Subscription subscription, Occurrence occurrence, CancellationToken cancellationToken)
    {
        var newest = await patience.TryAsync(() => ledger.LogAsync(subscription.Id, 1, cancellationToken), rules.LateLimit, cancellationToken);
        return Begun(occurrence) is var begun and > 0
            ? new(OccurrenceState.Failed, $"The bot stopped while it sent this, and came back more than {InWords(rules.LateLimit)} late: {begun} of {Quantity.Of(occurrence.Parts.Length, "part")} may be there.")
            : newest is [var later, ..] && later.Key.Date > occurrence.Key.Date
            ? new(OccurrenceState.Superseded, "The bot stopped before it sent this, and the digest after it covers it.")
            : new(OccurrenceState.Skipped, $"Planned {DigestText.Clock(subscription.Schedule, occurrence.Planned)}, and the bot could not send it within {InWords(rules.LateLimit)}; the next digest covers it.");
    }

    private static DeliveryEnd NotActive(Occurrence occurrence) => Begun(occurrence) is var begun and > 0
        ? new(OccurrenceState.Failed, $"It was stopped while it was sent: {begun} of {Quantity.Of(occurrence.Parts.Length, "part")} may be there.")
        : new(OccurrenceState.Skipped, "It was paused before this was sent.");

    private static int Begun(Occurrence occurrence) => occurrence.Parts.Count(part => part.State is PartState.Sent or PartState.Sending);

    private static DeliveryEnd Late(DeliveryEnd end, Subscription subscription, Occurrence occurrence) => end with
    {
        State = OccurrenceState.SentLate,
        Reason = string.Join(' ', new[] { $"Planned {DigestText.Clock(subscription.Schedule, occurrence.Planned)}.", end.Reason }.OfType<string>()),
    };

    private static string InWords(TimeSpan span) => span.TotalHours >= 1 ? Quantity.Of((int)span.TotalHours, "hour") : Quantity.Of((int)span.TotalMinutes, "minute");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Digest {Subscription} of {Date:yyyy-MM-dd}: {State}. {Reason}")]
        public static partial void Finished(ILogger logger, string subscription, DateOnly date, OccurrenceState state, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Digest {Subscription} of {Date:yyyy-MM-dd} was removed meanwhile, or is delivered by another process now")]
        public static partial void ClaimLost(ILogger logger, string subscription, DateOnly date);
    }
}

/// <summary>How a delivery ended.</summary>
/// <param name="Reason">For people, in one sentence, or null.</param>
internal sealed record DeliveryEnd(OccurrenceState State, string? Reason)
{
    /// <summary>Why the channel takes no posts, where that ended it.</summary>
    public string? Refusal { get; init; }
}
