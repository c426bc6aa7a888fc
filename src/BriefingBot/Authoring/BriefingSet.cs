using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>One file of the briefings folder as it was found: its bytes, or why it could not be read.</summary>
/// <param name="Topic">The topic's folder.</param>
/// <param name="Name">The file's name in it.</param>
public sealed record FoundFile(string Topic, string Name, ReadOnlyMemory<byte> Bytes, Problem? Problem = null);

/// <summary>
/// All briefing files and the catalogue they make. Immutable: exchanging a file gives a new set that shares the rest,
/// for work that depends on that file and its topic, not on how many others there are.
/// </summary>
public sealed class BriefingSet
{
    // A few topics are read before a parallel query would have started.
    private const int WorthThreads = 32;

    private readonly ImmutableSortedDictionary<string, TopicFiles> topics;
    private readonly SourceDocuments documents;
    private readonly ImmutableArray<Problem> folderProblems;

    private BriefingSet(
        ImmutableSortedDictionary<string, TopicFiles> topics, Catalogue catalogue, SourceDocuments documents, ImmutableArray<Problem> folderProblems) =>
        (this.topics, Catalogue, this.documents, this.folderProblems) = (topics, catalogue, documents, folderProblems);

    public Catalogue Catalogue { get; }

    /// <summary>The folders that were found, whatever is in them.</summary>
    public IEnumerable<string> TopicFolders => topics.Keys;

    /// <summary>Reads all files.</summary>
    /// <param name="folderProblems">What was wrong with the folder itself.</param>
    public static BriefingSet Load(IEnumerable<FoundFile> files, IEnumerable<Problem> folderProblems, SourceDocuments documents)
    {
        var found = files.GroupBy(file => file.Topic, StringComparer.Ordinal).ToList();
        TopicFiles Read(IGrouping<string, FoundFile> topic) => topic.Aggregate(new TopicFiles(topic.Key), Apply).Join(documents);
        var read = ImmutableSortedDictionary.CreateBuilder<string, TopicFiles>(StringComparer.Ordinal);
        foreach (var topic in found.Count < WorthThreads ? found.Select(Read) : InParallel(found, Read))
        {
            read.Add(topic.Key, topic);
        }

        var shown = read.Values.Select(topic => topic.Topic).OfType<Topic>().Where(topic => !topic.Sections.IsEmpty).ToList();
        return new(read.ToImmutable(), Catalogue.Of(shown), documents, [.. folderProblems]);
    }

    /// <summary>The set with one file exchanged or added. A bad file keeps its last good version, and is listed as a problem.</summary>
    public BriefingSet Replace(FoundFile file) => Update(file.Topic, files => Apply(files, file));

    /// <summary>The set without a file that was deleted.</summary>
    public BriefingSet Remove(string topic, string name) => Update(topic, files => files.Without(name));

    /// <summary>Everything that is wrong today, by file and place.</summary>
    public ImmutableArray<Problem> Problems(DateOnly today) =>
    [
        .. folderProblems
            .Concat(topics.Values.SelectMany(topic => topic.Problems))
            .Concat(topics.Values.SelectMany(topic => Overdue(topic, today)))
            .Concat(DuplicateTopicNames())
            .Distinct()
            .Order(Problem.ByPlace),
    ];

    /// <summary>Compares a topic's citations with documents, for writing its lock; null when there is no such topic.</summary>
    public Pinning? Pin(string topic, SourceDocuments sources) =>
        topics.GetValueOrDefault(topic) is { } files ? Pinning.Of(files, sources) : null;

    private BriefingSet Update(string key, Func<TopicFiles, TopicFiles> change)
    {
        var changed = change(topics.GetValueOrDefault(key) ?? new TopicFiles(key)).Join(documents);
        return new(
            topics.SetItem(key, changed),
            Catalogue.Replace(key, changed.Topic is { Sections.IsEmpty: false } topic ? topic : null),
            documents,
            folderProblems);
    }

    // Not inlined, or else its assembly would be loaded for a few topics too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<TopicFiles> InParallel(List<IGrouping<string, FoundFile>> found, Func<IGrouping<string, FoundFile>, TopicFiles> read) =>
        found.AsParallel().Select(read);

    private static TopicFiles Apply(TopicFiles files, FoundFile file) =>
        file.Problem is null ? files.With(file.Name, file.Bytes.Span) : files.WithUnreadable(file.Name, file.Problem);

    private static IEnumerable<Problem> Overdue(TopicFiles topic, DateOnly today) =>
        from file in topic.Sections.Values
        let draft = file.Latest
        where draft is { Status: SectionStatus.Reviewed } && draft.ReviewBy < today
        select new Problem(file.Path, draft.ReviewByPlace.Line, draft.ReviewByPlace.Column, Severity.Warning, ProblemCodes.ReviewOverdue,
            $"The review was due on {Dates.InWords(draft.ReviewBy!.Value)}. Check the text against its sources, then set “reviewed” and “review-by”.");

    private IEnumerable<Problem> DuplicateTopicNames()
    {
        var owners = topics.Values.ToDictionary(topic => topic.Key, topic => topic.Key, StringComparer.Ordinal);
        foreach (var topic in topics.Values)
        {
            foreach (var alias in topic.Header?.Latest?.Aliases ?? [])
            {
                if (!owners.TryAdd(alias.Text, topic.Key))
                {
                    yield return new(topic.Header!.Path, alias.Place.Line, alias.Place.Column, Severity.Error, ProblemCodes.DuplicateName,
                        owners[alias.Text] == topic.Key
                            ? $"“{alias.Text}” is this topic's own name; take it out of the aliases."
                            : $"“{alias.Text}” is already a name of the topic “{owners[alias.Text]}”, which it leads to; choose another.");
                }
            }
        }
    }
}
