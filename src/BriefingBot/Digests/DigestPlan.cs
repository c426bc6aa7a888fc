using System.Collections.Immutable;

namespace BriefingBot.Digests;

/// <summary>What one digest shows, before it is written out: small enough to be kept, so that a restart goes on with the same parts.</summary>
/// <param name="Parts">Posts in their order; empty where there is nothing to say.</param>
/// <param name="Seen">What the channel has seen once all parts are there.</param>
public sealed record DigestPlan(ImmutableArray<DigestPart> Parts, SeenContent Seen);

/// <summary>What one post of a digest shows.</summary>
/// <param name="Number">1, 2, …; the first begins with the digest's contents where there are several.</param>
public sealed record DigestPart(int Number, ImmutableArray<DigestItem> Items)
{
    /// <summary>One line an item: <c>changed china-nk/economics@1a2b3c4d</c>.</summary>
    public override string ToString() => string.Join('\n', Items.Select(item => $"{item.Kind.ToString().ToLowerInvariant()} {item.Section}@{item.Revision}"));
}

/// <param name="Section">As <c>topic/section</c>.</param>
/// <param name="Revision">The revision it was planned with.</param>
public sealed record DigestItem(DigestItemKind Kind, string Section, string Revision);

/// <summary>Why a section is in a digest.</summary>
public enum DigestItemKind
{
    Added,
    Changed,
    Removed,

    /// <summary>It was its turn.</summary>
    Turn,

    /// <summary>One line of its own.</summary>
    Line,
}
