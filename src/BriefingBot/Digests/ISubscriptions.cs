using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Digests;

/// <summary>
/// Keeps subscriptions across restarts, and the schedule that fires them in the same transaction: what is active is
/// scheduled, all else is not. Throws <see cref="StateUnavailableException"/> where the state store cannot be reached.
/// </summary>
public interface ISubscriptions
{
    Task<Subscription?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Those of a channel, oldest first, drafts included.</summary>
    Task<ImmutableArray<Subscription>> InChannelAsync(ChannelAddress channel, CancellationToken cancellationToken);

    /// <summary>How many a community has, drafts left out.</summary>
    Task<int> CountAsync(string platform, string community, CancellationToken cancellationToken);

    /// <summary>Those in a state whose state began at the latest at a moment, oldest first.</summary>
    Task<ImmutableArray<Subscription>> InStateAsync(SubscriptionState state, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Adds one whose id is new.</summary>
    Task AddAsync(Subscription subscription, CancellationToken cancellationToken);

    /// <summary>Exchanges one for its next version, unless it was changed or removed since it was read.</summary>
    /// <returns>Whether it was exchanged.</returns>
    Task<bool> ReplaceAsync(Subscription before, Subscription after, CancellationToken cancellationToken);

    /// <summary>The same for a draft that is to be kept, unless its channel or community has too many: also where several are kept at once. Drafts do not count.</summary>
    /// <returns>Whether it was exchanged.</returns>
    Task<bool> KeepAsync(Subscription draft, Subscription kept, int mostInChannel, int mostInCommunity, CancellationToken cancellationToken);

    /// <summary>Removes one with its ledger, unless it was changed or removed since it was read.</summary>
    /// <returns>Whether it was removed.</returns>
    Task<bool> RemoveAsync(Subscription before, CancellationToken cancellationToken);

    /// <summary>Removes what the ledger still has of one that is gone.</summary>
    Task ForgetAsync(string id, CancellationToken cancellationToken);
}
