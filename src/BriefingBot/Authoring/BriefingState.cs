using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace BriefingBot.Authoring;

/// <summary>What is served, and what is not yet.</summary>
/// <param name="Set">The files as they were last accepted.</param>
/// <param name="Held">A change on disk that waits for a person; null where there is none.</param>
public sealed record BriefingState(BriefingSet Set, HeldChange? Held);

/// <summary>A change that would take too much away from readers. As long as it waits, nothing that changes on disk is served.</summary>
/// <param name="Topics">The topics that it changes, in key order.</param>
/// <param name="Since">When it was first held back.</param>
public sealed record HeldChange(DroppedSections Dropped, ImmutableArray<string> Topics, DateTimeOffset Since)
{
    /// <summary>Names exactly this change, so that nobody lets through another one than was shown.</summary>
    public string Key => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Dropped.Count} {Dropped.Of} {Dropped.IsEverything} {string.Join(' ', Topics)}")).AsSpan(0, 4));

    /// <summary>Whether a person who saw this has seen the other, too.</summary>
    public bool IsSameAs(HeldChange other) => Dropped == other.Dropped && Topics.SequenceEqual(other.Topics, StringComparer.Ordinal);
}

/// <summary>What came of looking at the disk.</summary>
/// <param name="Changes">The sections that are served in another version from now on.</param>
/// <param name="Held">What is held back now; then there are no changes.</param>
public sealed record ReloadResult(ImmutableArray<SectionChange> Changes, HeldChange? Held);
