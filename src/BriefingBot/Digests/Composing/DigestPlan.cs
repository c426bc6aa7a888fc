using System.Collections.Immutable;
using BriefingBot.Digests.Delivery;

namespace BriefingBot.Digests.Composing;

/// <summary>What one digest shows, before it is written out: small enough to be kept, so that a restart goes on with the same parts.</summary>
/// <param name="Parts">Posts in their order; empty where there is nothing to say.</param>
/// <param name="Seen">What the channel has seen once all parts are there: <see cref="DigestComposer.Seen"/> of the parts.</param>
public sealed record DigestPlan(ImmutableArray<DigestPart> Parts, SeenContent Seen);

/// <summary>What one post of a digest shows.</summary>
/// <param name="Number">1, 2, …; the first begins with the digest's contents where there are several.</param>
public sealed record DigestPart(int Number, ImmutableArray<DigestItem> Items)
{
    /// <summary>One line an item: <c>changed china-nk/economics@1a2b3c4d</c>.</summary>
    public override string ToString() => string.Join('\n', Items);

    /// <summary>Reads what <see cref="ToString"/> wrote; passes over lines that are no item.</summary>
    /// <returns>Null where no line is one.</returns>
    public static DigestPart? Parse(int number, string text)
    {
        ImmutableArray<DigestItem> items = [.. text.Split('\n').Select(DigestItem.Parse).OfType<DigestItem>()];
        return items.IsEmpty ? null : new(number, items);
    }

    public bool Equals(DigestPart? other) => other is not null && Number == other.Number && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => HashCode.Combine(Number, Items.Length);
}

/// <param name="Section">As <c>topic/section</c>; the topic alone where all of it is gone.</param>
/// <param name="Revision">The revision it was planned with; of what is gone the one that was seen last, or empty.</param>
public sealed record DigestItem(DigestItemKind Kind, string Section, string Revision)
{
    /// <summary>The topic's key.</summary>
    public string Topic => Section.Split('/', 2)[0];

    /// <summary>Whether the section is shown whole, because it was its turn.</summary>
    public bool IsWhole => Kind is DigestItemKind.Turn or DigestItemKind.AddedTurn or DigestItemKind.ChangedTurn;

    /// <summary><c>changed china-nk/economics@1a2b3c4d</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Section}@{Revision}";

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static DigestItem? Parse(string line)
    {
        var (space, at) = (line.IndexOf(' ', StringComparison.Ordinal), line.LastIndexOf('@'));
        return space > 0 && at > space + 1
            && Array.Find(Enum.GetValues<DigestItemKind>(), kind => line.AsSpan(0, space).Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase)) is var kind and not DigestItemKind.Unknown
                ? new(kind, line[(space + 1)..at], line[(at + 1)..].TrimEnd('\r'))
                : null;
    }
}

/// <summary>Why a section is in a digest.</summary>
public enum DigestItemKind
{
    /// <summary>No kind of item; never planned.</summary>
    Unknown,

    Added,
    Changed,
    Removed,

    /// <summary>It was its turn.</summary>
    Turn,

    /// <summary>It was its turn, and it is new.</summary>
    AddedTurn,

    /// <summary>It was its turn, and it has changed.</summary>
    ChangedTurn,

    /// <summary>One line of its own.</summary>
    Line,
}
