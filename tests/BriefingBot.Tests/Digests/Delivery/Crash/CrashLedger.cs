using System.Collections.Immutable;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>A ledger where the process may end before and after each writing.</summary>
internal sealed class CrashLedger(IDeliveryLedger ledger, CrashSteps steps) : IDeliveryLedger
{
    public Task<Occurrence?> ClaimAsync(
        OccurrenceKey key, DateTimeOffset planned, string owner, DateTimeOffset now, DateTimeOffset lease, bool again, CancellationToken cancellationToken) =>
        StepAsync(() => ledger.ClaimAsync(key, planned, owner, now, lease, again, cancellationToken));

    public Task<bool> RenewAsync(OccurrenceKey key, string owner, DateTimeOffset lease, CancellationToken cancellationToken) =>
        ledger.RenewAsync(key, owner, lease, cancellationToken);

    public Task<bool> PlanAsync(OccurrenceKey key, string owner, ImmutableArray<DigestPart> parts, CancellationToken cancellationToken) =>
        StepAsync(() => ledger.PlanAsync(key, owner, parts, cancellationToken));

    public Task<bool> BeginPartAsync(OccurrenceKey key, string owner, int number, CancellationToken cancellationToken) =>
        StepAsync(() => ledger.BeginPartAsync(key, owner, number, cancellationToken));

    public Task<bool> EndPartAsync(OccurrenceKey key, string owner, int number, PartState state, string? messageId, CancellationToken cancellationToken) =>
        StepAsync(() => ledger.EndPartAsync(key, owner, number, state, messageId, cancellationToken));

    public Task<bool> FinishAsync(
        OccurrenceKey key, string owner, OccurrenceState state, string? reason, DateTimeOffset now, SeenContent? seen, CancellationToken cancellationToken) =>
        StepAsync(() => ledger.FinishAsync(key, owner, state, reason, now, seen, cancellationToken));

    public Task<SeenContent> SeenAsync(string subscription, CancellationToken cancellationToken) => ledger.SeenAsync(subscription, cancellationToken);

    public Task<ImmutableArray<Occurrence>> LogAsync(string subscription, int count, CancellationToken cancellationToken) =>
        ledger.LogAsync(subscription, count, cancellationToken);

    public Task<ImmutableArray<Occurrence>> LeftAsync(DateTimeOffset now, int count, CancellationToken cancellationToken) =>
        ledger.LeftAsync(now, count, cancellationToken);

    public Task PruneAsync(DateOnly before, CancellationToken cancellationToken) => ledger.PruneAsync(before, cancellationToken);

    private async Task<T> StepAsync<T>(Func<Task<T>> write)
    {
        steps.Next();
        var written = await write();
        steps.Next();
        return written;
    }
}
