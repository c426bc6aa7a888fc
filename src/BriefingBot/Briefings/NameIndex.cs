using System.Collections.Immutable;

namespace BriefingBot.Briefings;

/// <summary>
/// The names of all topics in sorted order: keys, aliases, and what begins at each word of a key, an alias or a
/// title. Persistent: a change of one topic costs work for its own names, and the old index stays as it was.
/// </summary>
internal sealed class NameIndex
{
    public static readonly NameIndex Empty = new(ImmutableSortedSet.Create<Entry>(Entry.Order), FullNames.Empty);

    private readonly ImmutableSortedSet<Entry> entries;
    private readonly FullNames fullNames;

    private NameIndex(ImmutableSortedSet<Entry> entries, FullNames fullNames) => (this.entries, this.fullNames) = (entries, fullNames);

    /// <summary>The index with one topic's names exchanged; this index when they are the same.</summary>
    public NameIndex Replace(Topic? before, Topic? after)
    {
        if (before is not null && after is not null && SameNames(before, after))
        {
            return this;
        }

        var changed = entries.ToBuilder();
        changed.ExceptWith(before is null ? [] : EntriesOf(before));
        changed.UnionWith(after is null ? [] : EntriesOf(after));
        return new(changed.ToImmutable(), fullNames.Replace(before, after));
    }

    public NameIndex Add(IReadOnlyCollection<Topic> topics) => new(entries.Union(topics.SelectMany(EntriesOf)), fullNames.Add(topics));

    /// <summary>Keys of topics with exactly this name, in key order.</summary>
    public IEnumerable<string> Exact(string name)
    {
        foreach (var entry in StartingWith(name))
        {
            if (entry.Term.Length > name.Length)
            {
                yield break;
            }

            if (entry.IsFullName)
            {
                yield return entry.TopicKey;
            }
        }
    }

    /// <summary>Keys of topics of which some name, or a word in one, starts with the prefix; a key may come more than once.</summary>
    public IEnumerable<string> ByPrefix(string prefix) => StartingWith(prefix).Select(entry => entry.TopicKey);

    /// <summary>Keys of topics with a name close to the mistyped one, nearest first; a key may come more than once.</summary>
    public IEnumerable<string> ByNearestName(string mistyped)
    {
        var found = new List<(int Distance, string TopicKey)>();
        fullNames.Find(new NearestNames.Pattern(mistyped), found);
        if (mistyped.Length > 1)
        {
            found.AddRange(StartingWith(mistyped).Where(entry => entry.IsFullName).Select(entry => (NearestNames.DistanceOfBeginning, entry.TopicKey)));
        }

        return found.OrderBy(hit => hit.Distance).ThenBy(hit => hit.TopicKey, StringComparer.Ordinal).Select(hit => hit.TopicKey);
    }

    private IEnumerable<Entry> StartingWith(string prefix)
    {
        var place = entries.IndexOf(new Entry(prefix, string.Empty, IsFullName: false));
        for (var i = place < 0 ? ~place : place; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (!entry.Term.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield break;
            }

            yield return entry;
        }
    }

    private static bool SameNames(Topic a, Topic b) =>
        string.Equals(a.Title, b.Title, StringComparison.Ordinal) && a.Aliases.SequenceEqual(b.Aliases, StringComparer.Ordinal);

    private static IEnumerable<Entry> EntriesOf(Topic topic)
    {
        foreach (var name in FullNames.Of(topic))
        {
            yield return new(name, topic.Key, IsFullName: true);
            foreach (var word in WordStarts(name).Skip(1))
            {
                yield return new(word, topic.Key, IsFullName: false);
            }
        }
    }

    private static IEnumerable<string> WordStarts(string name)
    {
        yield return name;
        for (var i = 1; i < name.Length; i++)
        {
            if (name[i - 1] == '-')
            {
                yield return name[i..];
            }
        }
    }

    private sealed record Entry(string Term, string TopicKey, bool IsFullName)
    {
        public static readonly IComparer<Entry> Order = Comparer<Entry>.Create((a, b) =>
        {
            var byTerm = string.CompareOrdinal(a.Term, b.Term);
            if (byTerm != 0)
            {
                return byTerm;
            }

            var byTopic = string.CompareOrdinal(a.TopicKey, b.TopicKey);
            return byTopic != 0 ? byTopic : a.IsFullName.CompareTo(b.IsFullName);
        });
    }
}
