using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;

namespace BriefingBot.Digests.Delivery;

/// <summary>
/// Remembers what was delivered, so that every occurrence is delivered once whatever happens to the processes that do it.
/// Every writing but the claim says who writes, and writes only while that one's claim holds. Throws
/// <see cref="StateUnavailableException"/> where the state store cannot be reached.
/// </summary>
public interface IDeliveryLedger
{
    /// <summary>
    /// Takes an occurrence for one process in one statement: a new one; one that is running and whose lease has ended; or one
    /// that was skipped or has failed, where <paramref name="again"/> says so or it was run before its time and that has come.
    /// </summary>
    /// <param name="planned">When it is due; of one that is running, the earlier owner's holds.</param>
    /// <param name="owner">Another for every process and try.</param>
    /// <param name="lease">The claim ends then, unless it is renewed.</param>
    /// <returns>The occurrence with the parts an earlier owner planned; null where it is another's or in a final state, or its subscription is gone.</returns>
    Task<Occurrence?> ClaimAsync(
        OccurrenceKey key, DateTimeOffset planned, string owner, DateTimeOffset now, DateTimeOffset lease, bool again, CancellationToken cancellationToken);

    /// <returns>Whether the claim still held.</returns>
    Task<bool> RenewAsync(OccurrenceKey key, string owner, DateTimeOffset lease, CancellationToken cancellationToken);

    /// <summary>Writes the parts down before the first is sent; those of an earlier plan are replaced.</summary>
    /// <returns>Whether the claim still held.</returns>
    Task<bool> PlanAsync(OccurrenceKey key, string owner, ImmutableArray<DigestPart> parts, CancellationToken cancellationToken);

    /// <summary>Writes down that a part is about to be sent, and counts the try.</summary>
    /// <returns>Whether the claim still held.</returns>
    Task<bool> BeginPartAsync(OccurrenceKey key, string owner, int number, CancellationToken cancellationToken);

    /// <summary>Writes down what became of a part; where it is planned still, the try does not count.</summary>
    /// <returns>Whether the claim still held.</returns>
    Task<bool> EndPartAsync(OccurrenceKey key, string owner, int number, PartState state, string? messageId, CancellationToken cancellationToken);

    /// <summary>Brings an occurrence to its final state and, where it was sent, remembers what the channel has seen; in one transaction.</summary>
    /// <param name="seen">What the channel has seen now; null where that is as before.</param>
    /// <returns>Whether the claim still held.</returns>
    Task<bool> FinishAsync(
        OccurrenceKey key, string owner, OccurrenceState state, string? reason, DateTimeOffset now, SeenContent? seen, CancellationToken cancellationToken);

    /// <summary>What the channel has seen of the subscription's digests; <see cref="SeenContent.Nothing"/> before the first.</summary>
    Task<SeenContent> SeenAsync(string subscription, CancellationToken cancellationToken);

    /// <summary>The newest occurrences, newest first.</summary>
    Task<ImmutableArray<Occurrence>> LogAsync(string subscription, int count, CancellationToken cancellationToken);

    /// <summary>Occurrences that are running and whose lease ended before a moment, oldest first.</summary>
    Task<ImmutableArray<Occurrence>> LeftAsync(DateTimeOffset now, int count, CancellationToken cancellationToken);

    /// <summary>Forgets occurrences of days before a date, and whatever is left of subscriptions that are gone.</summary>
    Task PruneAsync(DateOnly before, CancellationToken cancellationToken);
}

/// <summary>What a channel has seen of a subscription's digests.</summary>
/// <param name="Revisions">The last revision it saw of each section, by <c>topic/section</c>; null before the first digest.</param>
/// <param name="InTurn">The section that was last shown in turn, as <c>topic/section</c>, or null.</param>
public sealed record SeenContent(ImmutableSortedDictionary<string, string>? Revisions, string? InTurn)
{
    public static readonly SeenContent Nothing = new(null, null);
}
