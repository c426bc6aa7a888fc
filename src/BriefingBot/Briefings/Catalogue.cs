using System.Collections.Immutable;

namespace BriefingBot.Briefings;

/// <summary>
/// Everything that can be asked, at one moment. Immutable and persistent: exchanging a topic gives a new
/// catalogue that shares all the rest with the old one, whose readers notice nothing.
/// </summary>
public sealed class Catalogue
{
    /// <summary>A catalogue without topics.</summary>
    public static readonly Catalogue Empty =
        new(ImmutableSortedDictionary.Create<string, Topic>(StringComparer.Ordinal), NameIndex.Empty);

    private readonly ImmutableSortedDictionary<string, Topic> topics;
    private readonly NameIndex names;

    private Catalogue(ImmutableSortedDictionary<string, Topic> topics, NameIndex names)
    {
        this.topics = topics;
        this.names = names;
    }

    /// <summary>All topics in key order, whoever may see them.</summary>
    public IEnumerable<Topic> Topics => topics.Values;

    /// <summary>A catalogue of these topics; keys are unique.</summary>
    public static Catalogue Of(IReadOnlyCollection<Topic> topics)
    {
        var byKey = Empty.topics.ToBuilder();
        foreach (var topic in topics)
        {
            byKey.Add(topic.Key, topic);
        }

        return new(byKey.ToImmutable(), NameIndex.Empty.Add(topics));
    }

    /// <summary>The catalogue with the topic of that key exchanged, added (no such topic before) or removed (null).</summary>
    public Catalogue Replace(string key, Topic? topic)
    {
        var before = topics.GetValueOrDefault(key);
        return new(topic is null ? topics.Remove(key) : topics.SetItem(key, topic), names.Replace(before, topic));
    }

    /// <summary>The catalogue as this reader may see it; the only way to ask.</summary>
    public CatalogueView For(Reader reader) => new(this, reader);

    internal Topic? ByKey(string key) => topics.GetValueOrDefault(key);

    internal NameIndex NameIndex => names;
}
