using System.Collections.Immutable;

namespace BriefingBot.Digests.Composing;

/// <summary>Compares what a channel has seen with what there is.</summary>
internal static class DigestChanges
{
    /// <summary>
    /// Every section, topic by topic: those offered in reading order, as added, changed or a line, then those that are gone. A
    /// topic of which nothing is left to see is one item.
    /// </summary>
    public static IEnumerable<DigestItem> Compare(DigestScope scope, ImmutableSortedDictionary<string, string> seen) =>
        scope.Keys.SelectMany(key => Compare(scope, key, seen));

    /// <summary>What there is, as a channel that has seen all of it.</summary>
    public static ImmutableSortedDictionary<string, string> AllSeen(DigestScope scope) =>
        scope.Sections.ToImmutableSortedDictionary(DigestScope.NameOf, section => section.Revision, StringComparer.Ordinal);

    private static IEnumerable<DigestItem> Compare(DigestScope scope, string key, ImmutableSortedDictionary<string, string> seen)
    {
        var before = seen.Where(section => section.Key.StartsWith(key + "/", StringComparison.Ordinal)).OrderBy(section => section.Key, StringComparer.Ordinal).ToList();
        if (scope.Topic(key) is not { } topic)
        {
            return before.Count == 0 ? [] : [new(DigestItemKind.Removed, key, string.Empty)];
        }

        var offered = topic.Offered.Select(DigestScope.NameOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. topic.Offered.Select(section => new DigestItem(KindOf(section.Revision, seen.GetValueOrDefault(DigestScope.NameOf(section))), DigestScope.NameOf(section), section.Revision)),
            .. before.Where(section => !offered.Contains(section.Key)).Select(section => new DigestItem(DigestItemKind.Removed, section.Key, section.Value)),
        ];
    }

    private static DigestItemKind KindOf(string revision, string? seen) =>
        seen is null ? DigestItemKind.Added : seen == revision ? DigestItemKind.Line : DigestItemKind.Changed;
}
