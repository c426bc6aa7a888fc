using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>What is wrong in a set of briefing files.</summary>
/// <param name="topics">By their folders.</param>
/// <param name="ofFolder">What is wrong with the briefings folder itself.</param>
internal sealed class SetProblems(ImmutableSortedDictionary<string, TopicFiles> topics, ImmutableArray<Problem> ofFolder)
{
    public ImmutableArray<Problem> OfFolder => ofFolder;

    /// <summary>All of them, by file and place.</summary>
    public ImmutableArray<Problem> All(DateOnly today) =>
    [
        .. ofFolder
            .Concat(topics.Values.SelectMany(topic => topic.Problems))
            .Concat(topics.Values.SelectMany(topic => Overdue(topic, today)))
            .Concat(DuplicateTopicNames().Select(duplicate => duplicate.Problem))
            .Distinct()
            .Order(Problem.ByPlace),
    ];

    /// <summary>Those of some topics and of the folder.</summary>
    /// <param name="withNames">Whether to look for names that two topics have, which takes all topics.</param>
    public List<Problem> Of(IReadOnlyCollection<string> topicKeys, bool withNames, DateOnly today) =>
    [
        .. ofFolder,
        .. topicKeys.Select(key => topics.GetValueOrDefault(key)).OfType<TopicFiles>().SelectMany(topic => topic.Problems.Concat(Overdue(topic, today))),
        .. withNames ? DuplicateTopicNames().Select(duplicate => duplicate.Problem) : [],
    ];

    /// <summary>Names that a topic has and another, the owner, had before it.</summary>
    public IEnumerable<(Problem Problem, string Owner)> DuplicateTopicNames()
    {
        var owners = topics.Values.ToDictionary(topic => topic.Key, topic => topic.Key, StringComparer.Ordinal);
        foreach (var topic in topics.Values)
        {
            foreach (var alias in topic.Header?.Latest?.Aliases ?? [])
            {
                if (!owners.TryAdd(alias.Text, topic.Key))
                {
                    var owner = owners[alias.Text];
                    yield return (
                        new(topic.Header!.Path, alias.Place.Line, alias.Place.Column, Severity.Error, ProblemCodes.DuplicateName, owner == topic.Key
                            ? $"“{alias.Text}” is this topic's own name; take it out of the aliases."
                            : $"“{alias.Text}” is already a name of the topic “{owner}”, which it leads to; choose another."),
                        owner);
                }
            }
        }
    }

    private static IEnumerable<Problem> Overdue(TopicFiles topic, DateOnly today) =>
        from file in topic.Sections.Values
        let draft = file.Latest
        where draft is { Status: SectionStatus.Reviewed } && draft.ReviewBy < today
        select new Problem(file.Path, draft.ReviewByPlace.Line, draft.ReviewByPlace.Column, Severity.Warning, ProblemCodes.ReviewOverdue,
            $"The review was due on {Dates.InWords(draft.ReviewBy!.Value)}. Check the text against its sources, then set “reviewed” and “review-by”.");
}
