using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Curating.Records;

namespace BriefingBot.Curating;

/// <summary>How a section stands, for those who look after it.</summary>
/// <param name="Accepted">What its accepted text makes, drafts too; null where no text of it was accepted.</param>
/// <param name="Problems">What is wrong with its file today.</param>
/// <param name="OpenFlags">How many flags of readers are not closed; null where that is not known just now.</param>
public sealed record SectionUpkeep(string Topic, string Key, Section? Accepted, ImmutableArray<Problem> Problems, bool IsOverdue, int? OpenFlags)
{
    /// <summary>Who looks after it, or after its topic; null where nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether its file has errors, so that its last good version is shown, or nothing.</summary>
    public bool IsRefused => Problems.Any(problem => problem.Severity is Severity.Error);

    /// <summary>Citations that moved, or are not pinned.</summary>
    public int Astray => IsOffered(Accepted) ? Accepted!.Citations.Count(citation => citation.Pin.Note is not null) : 0;

    public bool NeedsAHand => IsRefused || IsOverdue || Astray > 0 || OpenFlags > 0 || !Problems.IsEmpty;

    /// <summary>All sections of the topics that a reader may see, in the order of their keys.</summary>
    /// <param name="problems">What is wrong today, by file.</param>
    /// <param name="flags">The open flags; null where they are not known.</param>
    public static IEnumerable<SectionUpkeep> All(BriefingSet set, Reader reader, DateOnly today, ILookup<string, Problem> problems, IReadOnlyCollection<Flag>? flags)
    {
        var flagged = flags?.CountBy(flag => $"{flag.Topic}/{flag.Section}", StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return
            from topic in set.TopicFolders
            where set.FolderOf(topic, reader) == topic
            let sections = set.SectionsOf(topic)
            from key in set.SectionKeys(topic)
            let accepted = sections.GetValueOrDefault(key)
            select new SectionUpkeep(
                topic, key, accepted, [.. problems[$"{topic}/{key}.md"]], IsOffered(accepted) && accepted!.ReviewBy < today, flagged?.GetValueOrDefault($"{topic}/{key}"))
            {
                Owner = accepted?.Owner ?? set.Find(topic)?.Owner,
            };
    }

    private static bool IsOffered(Section? section) => section is { Status: SectionStatus.Reviewed };
}
