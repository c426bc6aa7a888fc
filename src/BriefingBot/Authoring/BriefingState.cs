using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BriefingBot.Briefings;

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
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        ' ', Topics.Concat(Sections).Prepend($"{Dropped.Count} {Dropped.Of} {Dropped.IsEverything}")))).AsSpan(0, 4));

    /// <summary>The ids of the sections that it takes away, in order.</summary>
    public ImmutableArray<string> Sections { get; init; } = [];

    /// <summary>For each topic, who may see it: by its last valid <c>topic.yaml</c> before the change, and by the one after it. As <see cref="Topic.VisibleTo"/>.</summary>
    public ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>> VisibleTo { get; init; } = ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>>.Empty;

    /// <summary>The change from one set to another.</summary>
    public static HeldChange Between(BriefingSet before, BriefingSet after, DroppedSections dropped, IEnumerable<string> topics, DateTimeOffset since)
    {
        ImmutableArray<string> keys = [.. topics.Order(StringComparer.Ordinal)];
        return new(dropped, keys, since)
        {
            Sections = [.. keys.SelectMany(key => DroppedSections.In(key, before, after)).Select(section => section.Id).Order(StringComparer.Ordinal)],
            VisibleTo = keys.ToImmutableDictionary(
                key => key,
                key => new[] { before.VisibleTo(key), after.VisibleTo(key) }.OfType<ImmutableArray<string>>().ToImmutableArray(),
                StringComparer.Ordinal),
        };
    }

    /// <summary>Whether a reader may see a topic before the change and after it. One of which nobody knows who may see it is hidden from everybody.</summary>
    public bool MaySee(string topic, Reader reader) =>
        VisibleTo.GetValueOrDefault(topic) is { IsDefaultOrEmpty: false } known && known.All(reader.MaySee);

    /// <summary>Whether a person who saw this has seen the other, too.</summary>
    public bool IsSameAs(HeldChange other) =>
        Dropped == other.Dropped && Topics.SequenceEqual(other.Topics, StringComparer.Ordinal) && Sections.SequenceEqual(other.Sections, StringComparer.Ordinal);
}

/// <summary>What came of looking at the disk.</summary>
/// <param name="Changes">The sections that are served in another version from now on.</param>
/// <param name="Held">What is held back now; then there are no changes.</param>
public sealed record ReloadResult(ImmutableArray<SectionChange> Changes, HeldChange? Held);
