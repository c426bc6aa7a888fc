using System.Collections.Immutable;

namespace BriefingBot.Briefings;

/// <summary>
/// The catalogue as one reader sees it. Look-up, lists, completion and suggestions all go through the same filter,
/// so that what may not be seen is exactly like what does not exist.
/// </summary>
public readonly struct CatalogueView(Catalogue catalogue, Reader reader)
{
    /// <summary>The most items a completion offers: what the narrowest platform shows.</summary>
    public const int MostCompletions = 25;

    private readonly Catalogue catalogue = catalogue;
    private readonly Reader reader = reader;

    /// <summary>All topics in key order.</summary>
    public IEnumerable<Topic> Topics => catalogue.Topics.Where(reader.MaySee);

    /// <summary>The topic with that key or alias, in any case and with spaces or hyphens; null if there is none.</summary>
    public Topic? FindTopic(string name)
    {
        var normal = Names.Normalize(name);
        if (catalogue.ByKey(normal) is { } topic && reader.MaySee(topic))
        {
            return topic;
        }

        return Resolve(catalogue.NameIndex.Exact(normal)).FirstOrDefault();
    }

    /// <summary>Topics for what was typed so far: names and words in them that begin so, else names that are nearly so.</summary>
    public ImmutableArray<Topic> CompleteTopic(string typed)
    {
        var prefix = Names.Normalize(typed);
        if (prefix.Length == 0)
        {
            return [.. Topics.Take(MostCompletions)];
        }

        ImmutableArray<Topic> found = [.. Resolve(catalogue.NameIndex.ByPrefix(prefix)).Take(MostCompletions)];
        return found.IsEmpty ? NearestTopics(typed, MostCompletions) : found;
    }

    /// <summary>Up to <paramref name="count"/> topics with names close to a mistyped one, nearest first.</summary>
    public ImmutableArray<Topic> NearestTopics(string mistyped, int count = 3) =>
        [.. Resolve(catalogue.NameIndex.ByNearestName(Names.Normalize(mistyped))).Take(count)];

    /// <summary>Sections of a topic for what was typed so far, in reading order; all of them before anything is typed.</summary>
    public static ImmutableArray<Section> CompleteSection(Topic topic, string typed)
    {
        var prefix = Names.Normalize(typed);
        ImmutableArray<Section> found =
            [.. topic.Offered.Where(section => prefix.Length == 0 || StartsWord(section, prefix)).Take(MostCompletions)];
        return found.IsEmpty ? NearestSections(topic, typed, MostCompletions) : found;
    }

    /// <summary>Up to <paramref name="count"/> sections with names close to a mistyped one, nearest first.</summary>
    public static ImmutableArray<Section> NearestSections(Topic topic, string mistyped, int count = 3)
    {
        var names = topic.Offered.SelectMany(NamesOf);
        return [.. NearestNames.Of(mistyped, names, int.MaxValue).Select(topic.Find).OfType<Section>().Distinct().Take(count)];
    }

    private IEnumerable<Topic> Resolve(IEnumerable<string> keys)
    {
        var (all, by) = (catalogue, reader);
        return keys.Distinct(StringComparer.Ordinal).Select(all.ByKey).OfType<Topic>().Where(by.MaySee);
    }

    private static IEnumerable<string> NamesOf(Section section) =>
        section.Aliases.Prepend(section.Key).Append(Names.Normalize(section.Title));

    private static bool StartsWord(Section section, string prefix) => NamesOf(section).Any(name =>
        name.StartsWith(prefix, StringComparison.Ordinal) || name.Contains("-" + prefix, StringComparison.Ordinal));
}
