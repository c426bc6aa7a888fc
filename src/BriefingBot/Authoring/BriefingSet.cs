using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

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
    private readonly SetProblems problems;

    private BriefingSet(
        ImmutableSortedDictionary<string, TopicFiles> topics, Catalogue catalogue, SourceDocuments documents, ImmutableArray<Problem> folderProblems) =>
        (this.topics, Catalogue, this.documents, problems) = (topics, catalogue, documents, new(topics, folderProblems));

    public Catalogue Catalogue { get; }

    /// <summary>The folders that were found, whatever is in them.</summary>
    public IEnumerable<string> TopicFolders => topics.Keys;

    /// <summary>Whether there is a topic's folder, whatever is in it.</summary>
    public bool HasTopic(string topic) => topics.ContainsKey(topic);

    /// <summary>What a topic's files make, whoever may see it: for upkeep, not for answers. Null where nothing is shown.</summary>
    public Topic? Find(string topic) => Catalogue.ByKey(topic);

    /// <summary>A topic's sections as their accepted texts make them, drafts too, by their keys: for those who write them.</summary>
    public IReadOnlyDictionary<string, Section> SectionsOf(string topic) => topics.GetValueOrDefault(topic) is { Topic: { } shown } files
        ? shown.Sections.Concat(files.Drafts).DistinctBy(section => section.Key).ToDictionary(section => section.Key, StringComparer.Ordinal)
        : ImmutableDictionary<string, Section>.Empty;

    /// <summary>One of <see cref="SectionsOf"/>; null where there is none.</summary>
    public Section? FindSection(string topic, string section)
    {
        bool IsMeant(Section other) => other.Key == section;
        return topics.GetValueOrDefault(topic) is { Topic: { } shown } files ? shown.Sections.FirstOrDefault(IsMeant) ?? files.Drafts.FirstOrDefault(IsMeant) : null;
    }

    /// <summary>Whether a section's file was found, whatever is in it, or may be there in a folder that cannot be read.</summary>
    public bool HasFile(string topic, string section) => topics.GetValueOrDefault(topic)?.HasFile(section) is true;

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
    public BriefingSet Replace(FoundFile file) => Apply([new(file.Topic, file.Name, file)]);

    /// <summary>The set without a file that was deleted.</summary>
    public BriefingSet Remove(string topic, string name) => Apply([new(topic, name, Found: null)]);

    /// <summary>
    /// The set with all these files exchanged, added or removed. Each topic is put together once, after its last file, so
    /// that nothing is judged half changed; a topic without any file left is gone.
    /// </summary>
    /// <param name="nowWithFolder">What is wrong with the folder itself now; null where that was not looked at.</param>
    public BriefingSet Apply(IEnumerable<FileChange> changes, IEnumerable<Problem>? nowWithFolder = null)
    {
        var (changed, catalogue) = (topics, Catalogue);
        foreach (var change in changes.GroupBy(change => change.Topic, StringComparer.Ordinal))
        {
            TopicFiles? files = change.Aggregate(topics.GetValueOrDefault(change.Key) ?? new TopicFiles(change.Key), Apply);
            files = files.IsEmpty ? null : files.Join(documents);
            changed = files is null ? changed.Remove(change.Key) : changed.SetItem(change.Key, files);
            catalogue = catalogue.Replace(change.Key, files?.Topic is { Sections.IsEmpty: false } topic ? topic : null);
        }

        return new(changed, catalogue, documents, nowWithFolder is null ? problems.OfFolder : [.. nowWithFolder]);
    }

    /// <summary>Which sections of these topics have another accepted text here than in the set before.</summary>
    public ImmutableArray<SectionChange> ChangesSince(BriefingSet before, IEnumerable<string> topicKeys)
    {
        var was = before;
        return
        [
            .. from topic in topicKeys
               let files = topics.GetValueOrDefault(topic) ?? new TopicFiles(topic)
               let older = new AcceptedSections(was.topics.GetValueOrDefault(topic) ?? new TopicFiles(topic))
               let newer = new AcceptedSections(files)
               from section in older.Keys.Union(newer.Keys, StringComparer.Ordinal)
               let change = new SectionChange(topic, section, older.Revision(section), newer.Revision(section), newer.Text(section))
               {
                   IsDraft = newer.IsDraft(section),
                   IsRemoved = !files.HasFile(section),
               }

               // Two texts can have the same eight digits.
               where change.Before != change.After
                   || (change.Text is not null && older.Text(section) is { } text && !string.Equals(text, change.Text, StringComparison.Ordinal))
               select change,
        ];
    }

    /// <summary>Everything that is wrong today, by file and place.</summary>
    public ImmutableArray<Problem> Problems(DateOnly today) => problems.All(today);

    /// <summary>What is wrong here and was not in the set before, and which files had errors and have none now; for the work of these topics alone.</summary>
    public ProblemChange ProblemsSince(BriefingSet before, IReadOnlyCollection<string> topicKeys, DateOnly today)
    {
        // One topic's names can be in the way of any other's; they seldom change.
        var withNames = topicKeys.Any(key => topics.GetValueOrDefault(key)?.Header != before.topics.GetValueOrDefault(key)?.Header);
        var (was, now) = (before.problems.Of(topicKeys, withNames, today), problems.Of(topicKeys, withNames, today));
        return new(
            [.. now.Except(was).Order(Problem.ByPlace)],
            [.. FilesWithErrors(was).Except(FilesWithErrors(now), StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Compares a topic's citations with documents, for writing its lock; null when there is no such topic.</summary>
    public Pinning? Pin(string topic, SourceDocuments sources) =>
        topics.GetValueOrDefault(topic) is { } files ? Pinning.Of(files, sources) : null;

    /// <summary>The folder of the topic that a reader means and may see, whether or not it has a section to show; null where there is none.</summary>
    /// <param name="name">A key, alias or title.</param>
    public string? FolderOf(string name, Reader reader) =>
        Catalogue.For(reader).FindTopic(name)?.Key is { } shown ? shown
            : topics.GetValueOrDefault(Names.Normalize(name)) is { } files && MaySee(files, reader) ? files.Key
            : null;

    /// <summary>Who may see a topic by its last valid <c>topic.yaml</c>, as <see cref="Topic.VisibleTo"/>; null where none says so.</summary>
    public ImmutableArray<string>? VisibleTo(string topic) => topics.GetValueOrDefault(topic)?.Header?.Good?.VisibleTo;

    /// <summary>The revision of a section that readers see, or of a draft that is in order; null where neither is.</summary>
    public string? AcceptedRevision(string topic, string section) => topics.GetValueOrDefault(topic) is { } files ? new AcceptedSections(files).Revision(section) : null;

    /// <summary>The keys of the sections whose files are there, in whatever state.</summary>
    public IEnumerable<string> SectionKeys(string topic) => topics.GetValueOrDefault(topic)?.Sections.Keys ?? [];

    /// <summary>What is wrong in the topics that a reader may see. Where no valid file says who may, nobody is told.</summary>
    public IEnumerable<Problem> ProblemsFor(Reader reader, DateOnly today)
    {
        var visible = topics.Values.Where(files => MaySee(files, reader)).Select(files => files.Key).ToHashSet(StringComparer.Ordinal);

        // A name that a hidden topic has would tell of that topic.
        var telling = problems.DuplicateTopicNames().Where(duplicate => !visible.Contains(duplicate.Owner)).Select(duplicate => duplicate.Problem).ToHashSet();
        return Problems(today).Where(problem => visible.Contains(problem.File.Split('/')[0]) && !telling.Contains(problem));
    }

    /// <summary>What would come of a new text for a section; by the rules of <see cref="Problems"/>.</summary>
    /// <param name="topic">A folder that is there.</param>
    /// <param name="section">A section's key; one that is no name is a problem of the proposal.</param>
    /// <param name="from">The revision that the author started from; null for a new section.</param>
    /// <param name="now">The text on disk now; null where there is none.</param>
    public Proposal Propose(string topic, string section, string? from, SectionText? now, SectionText text, DateOnly today)
    {
        var name = section + SectionFile.Extension;
        var path = SafeText.Inert($"{topic}/{name}");
        var after = Apply([new(topic, name, new(topic, name, text.ToBytes()))]);
        var shown = Find(topic)?.Sections ?? [];
        var left = (after.Find(topic)?.Sections ?? []).Select(other => other.Key).ToHashSet(StringComparer.Ordinal);
        return new(
            topic, section, from, now, text,
            [.. after.problems.Of([topic], withNames: false, today).Where(problem => problem.File == path).Concat(after.ProblemsSince(this, [topic], today).New).Distinct().Order(Problem.ByPlace)],
            SentenceDifference.Between(now?.Text ?? string.Empty, text.Text),
            [.. shown.Where(other => !left.Contains(other.Key)).Select(other => other.Title)],
            LosesEverything: Catalogue.Topics.Any() && !after.Catalogue.Topics.Any())
        {
            Result = after.FindSection(topic, section) is { } result && result.Revision == text.Revision ? result : null,
        };
    }

    private static bool MaySee(TopicFiles files, Reader reader) => files.Header?.Good is { } header && reader.MaySee(header.VisibleTo);

    private static IEnumerable<string> FilesWithErrors(IEnumerable<Problem> problems) =>
        problems.Where(problem => problem.Severity is Severity.Error).Select(problem => problem.File);

    // Not inlined, or else its assembly would be loaded for a few topics too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<TopicFiles> InParallel(List<IGrouping<string, FoundFile>> found, Func<IGrouping<string, FoundFile>, TopicFiles> read) =>
        found.AsParallel().Select(read);

    private static TopicFiles Apply(TopicFiles files, FileChange change) =>
        change.Found is { } file ? Apply(files, file) : files.Without(change.Name);

    private static TopicFiles Apply(TopicFiles files, FoundFile file) =>
        file.Problem is null ? files.With(file.Name, file.Bytes.Span) : files.WithUnreadable(file.Name, file.Problem);
}
