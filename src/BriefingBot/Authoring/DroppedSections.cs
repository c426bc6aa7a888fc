using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>How many sections a change takes away from readers. Losing many at once is more often an accident than meant.</summary>
/// <param name="Count">Sections that were shown and would be no longer.</param>
/// <param name="Of">Sections that were shown.</param>
public sealed record DroppedSections(int Count, int Of)
{
    /// <summary>Fewer may always go: of a handful, each is a large part.</summary>
    public const int Few = 3;

    private const int Part = 5;

    /// <summary>Whether a person must confirm it: more than a fifth, or everything.</summary>
    public bool AreTooMany => IsEverything || (Count >= Few && Count * Part > Of);

    /// <summary>Whether nothing would be left to serve.</summary>
    public bool IsEverything { get; private init; }

    /// <summary>Compares two sets in the topics that changed; the rest is looked at only where something is dropped.</summary>
    public static DroppedSections Between(BriefingSet before, BriefingSet after, IEnumerable<string> topics)
    {
        var (was, now) = (before, after);
        var gone = topics.Sum(key => In(key, was, now).Count());

        // A topic that is new can stand for one that is gone, but only a person knows: a renamed folder breaks every link to it.
        return gone == 0 ? new(0, 0) : new(gone, was.Catalogue.Topics.Sum(topic => topic.Sections.Length)) { IsEverything = !now.Catalogue.Topics.Any() };
    }

    /// <summary>The sections of one topic that were shown and would be no longer.</summary>
    public static IEnumerable<Section> In(string topic, BriefingSet before, BriefingSet after) =>
        before.Find(topic)?.Sections.ExceptBy(after.Find(topic)?.Sections.Select(section => section.Key) ?? [], section => section.Key, StringComparer.Ordinal) ?? [];
}
