using BriefingBot.Briefings;

namespace BriefingBot.Digests.Composing;

/// <summary>What a subscription covers, as its channel may see it: a hidden topic is like one that does not exist.</summary>
internal sealed class DigestScope
{
    private readonly Dictionary<string, Topic> topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Section> sections = new(StringComparer.Ordinal);

    public DigestScope(Subscription subscription, CatalogueView catalogue)
    {
        Keys = [.. subscription.Topics.Distinct(StringComparer.Ordinal)];
        foreach (var key in Keys)
        {
            // By its key alone: an alias can be another topic's by now.
            if (catalogue.FindTopic(key) is { } topic && topic.Key == key)
            {
                topics.Add(key, topic);
            }
        }

        Sections = [.. Topics.SelectMany(topic => topic.Offered)];
        foreach (var section in Sections)
        {
            sections.Add(NameOf(section), section);
        }
    }

    /// <summary>The topics' keys in the subscription's order.</summary>
    public IReadOnlyList<string> Keys { get; }

    public IEnumerable<Topic> Topics => Keys.Select(Topic).OfType<Topic>();

    /// <summary>Every section in turn order: topic by topic, in reading order.</summary>
    public IReadOnlyList<Section> Sections { get; }

    public static string NameOf(Section section) => $"{section.TopicKey}/{section.Key}";

    public Topic? Topic(string key) => topics.GetValueOrDefault(key);

    /// <summary>The section that is offered under that name.</summary>
    /// <param name="name">As <c>topic/section</c>.</param>
    public Section? Section(string name) => sections.GetValueOrDefault(name);

    /// <summary>What to call a section, whether or not it is still there.</summary>
    /// <param name="name">As <c>topic/section</c>, or the key of a topic.</param>
    public string TitleOf(string name)
    {
        var topic = Topic(name.Split('/', 2)[0]);
        return name.Contains('/', StringComparison.Ordinal)
            ? topic?.Sections.FirstOrDefault(section => NameOf(section) == name)?.Title ?? name
            : topic?.Title ?? name;
    }
}
