using System.Collections.Immutable;
using BriefingBot.Digests.Composing;

namespace BriefingBot.Digests.Delivery;

/// <summary>One run of a subscription: there is at most one a local date.</summary>
public readonly record struct OccurrenceKey(string Subscription, DateOnly Date)
{
    /// <summary>What a part is on every try, also after a restart: <see cref="Chat.ChannelPost.Key"/>.</summary>
    public string PartKey(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Subscription}/{Date:yyyy-MM-dd}/{number}");
}

/// <summary>What became of an occurrence, as the ledger has it.</summary>
/// <param name="Planned">When it was due.</param>
/// <param name="Reason">For people, in one sentence: why it was skipped or failed, or what is special about it; null where nothing is.</param>
/// <param name="Finished">When it came to its final state; null before.</param>
public sealed record Occurrence(
    OccurrenceKey Key, DateTimeOffset Planned, OccurrenceState State, string? Reason, DateTimeOffset? Finished, ImmutableArray<DeliveredPart> Parts);

/// <summary>States of an occurrence; all but the first are final.</summary>
public enum OccurrenceState
{
    /// <summary>Claimed, and being delivered, or left by a process that ended.</summary>
    Running,

    /// <summary>All of it is in the channel.</summary>
    Sent,

    /// <summary>All of it is in the channel, more than five minutes after its time.</summary>
    SentLate,

    /// <summary>Nothing was sent, and nothing should have been: nothing new, paused, or too late.</summary>
    Skipped,

    /// <summary>It should have been sent, whole, and was not.</summary>
    Failed,

    /// <summary>A later one took its place before it was sent.</summary>
    Superseded,
}

/// <summary>A post of an occurrence.</summary>
/// <param name="Number">1, 2, …</param>
/// <param name="Content">What it shows: <see cref="DigestPart.ToString"/>.</param>
/// <param name="Tries">How often it was sent; more than one where an outcome was unknown or a process ended.</param>
/// <param name="MessageId">The platform's id of the message, where it is known.</param>
public sealed record DeliveredPart(int Number, string Content, PartState State, int Tries, string? MessageId);

/// <summary>What became of a part.</summary>
public enum PartState
{
    Planned,

    /// <summary>About to be sent, sent with an unknown outcome, or left in that moment by a process that ended.</summary>
    Sending,

    Sent,

    Refused,
}
