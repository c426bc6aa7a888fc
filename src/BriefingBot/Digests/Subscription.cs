using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Digests.Scheduling;

namespace BriefingBot.Digests;

/// <summary>A channel that gets a digest of some topics at a local time. Immutable; <see cref="ISubscriptions"/> keeps it.</summary>
/// <param name="Id">Six lower-case letters and digits, unique in the bot: short enough to type.</param>
/// <param name="Topics">Topic keys, at least one, in the order in which they were given.</param>
/// <param name="Role">The platform's id of the one role that its posts may notify, or null.</param>
public sealed record Subscription(
    string Id,
    ChannelAddress Channel,
    ImmutableArray<string> Topics,
    LocalSchedule Schedule,
    DigestContent Content,
    string? Role,
    Person CreatedBy,
    DateTimeOffset Created)
{
    public SubscriptionState State { get; init; } = SubscriptionState.Draft;

    /// <summary>When the state began.</summary>
    public DateTimeOffset Since { get; init; } = Created;

    /// <summary>For people: why it is paused or refused; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>When a pause ends by itself, or null.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>What a subscription is doing.</summary>
public enum SubscriptionState
{
    /// <summary>Shown to who made it, and not confirmed yet.</summary>
    Draft,

    /// <summary>Delivers at its time.</summary>
    Active,

    /// <summary>Somebody paused it, or its zone is no longer known.</summary>
    Paused,

    /// <summary>The channel refuses posts; it is tried lightly every hour and goes on by itself.</summary>
    Refused,
}

/// <summary>What a digest is made of.</summary>
public enum DigestContent
{
    /// <summary>What changed since the last one, then the next section in turn.</summary>
    Rotate,

    /// <summary>What changed since the last one; nothing on days without a change.</summary>
    Changes,

    /// <summary>One line on every section.</summary>
    All,
}
