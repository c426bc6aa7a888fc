using BriefingBot.Authoring;
using BriefingBot.Briefings;

namespace BriefingBot.Host.Content;

/// <summary>The briefings folder as it lies on disk: a folder of topics, or the folder of one, whichever it was at the start.</summary>
internal sealed class BriefingsOnDisk
{
    /// <summary>What the names of sections' files end with.</summary>
    public const string SectionExtension = ".md";

    private readonly string root;
    private readonly string? onlyTopic;

    public BriefingsOnDisk(string directory)
    {
        Directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        onlyTopic = BriefingFolder.IsTopic(Directory) ? Path.GetFileName(Directory) : null;
        root = onlyTopic is null ? Directory : Path.GetDirectoryName(Directory)!;
    }

    public string Directory { get; }

    /// <summary>The place that a path below <see cref="Directory"/> belongs to; null where nothing there is ever read.</summary>
    /// <param name="path">Relative to it.</param>
    public BriefingFile? Locate(string path)
    {
        var parts = path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var topic = onlyTopic ?? parts.FirstOrDefault(string.Empty);
        var rest = onlyTopic is null ? parts.AsSpan(Math.Min(1, parts.Length)) : parts;
        if (IsSwitch(topic))
        {
            return BriefingFile.Everything;
        }

        if (BriefingFolder.IsIgnored(topic) && onlyTopic is null)
        {
            return null;
        }

        return rest switch
        {
            [] => new(topic, string.Empty),
            [var name] when IsSwitch(name) => new(topic, string.Empty),
            [var name] when !BriefingFolder.IsIgnored(name) => new(topic, name),
            _ => null,
        };
    }

    /// <summary>The folders of topics that are there now; null where the briefings folder cannot be listed, which says nothing of what is in it.</summary>
    /// <param name="problems">Takes what is wrong with the briefings folder itself.</param>
    public IReadOnlyList<string>? Topics(ICollection<Problem> problems)
    {
        if (onlyTopic is not null)
        {
            return [onlyTopic];
        }

        var failures = new List<Problem>();
        var topics = new List<string>();
        foreach (var entry in BriefingFolder.Entries(root, root, failures).Where(entry => !BriefingFolder.IsIgnored(Path.GetFileName(entry))))
        {
            if (System.IO.Directory.Exists(entry))
            {
                topics.Add(Path.GetFileName(entry));
            }
            else
            {
                problems.Add(BriefingFolder.NotATopic(entry));
            }
        }

        foreach (var failure in failures)
        {
            problems.Add(failure);
        }

        return failures.Count > 0 && System.IO.Directory.Exists(root) ? null : topics;
    }

    /// <summary>The stamps of a topic's files. A file without a name stands for a problem with the folder, which hides what is in it.</summary>
    public Dictionary<string, FileStamp> List(string topic)
    {
        var files = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        var folder = Path.Combine(root, topic);
        var failures = new List<Problem>();
        var entries = BriefingFolder.Entries(root, folder, failures);
        if (failures is [var failure, ..])
        {
            // A folder that is not there has no problem.
            if (System.IO.Directory.Exists(folder))
            {
                files[string.Empty] = Stamp(failure);
            }
        }
        else if (FolderProblem(topic) is { } problem)
        {
            files[string.Empty] = Stamp(problem);
        }
        else
        {
            foreach (var name in entries.Select(Path.GetFileName).OfType<string>().Where(name => !BriefingFolder.IsIgnored(name)))
            {
                files[name] = StampOf(new(topic, name));
            }
        }

        return files;
    }

    /// <summary>The stamp of a file that was listed; the same one for all that may not be looked at.</summary>
    public FileStamp StampOf(BriefingFile file) => FileStamp.Of(Path.Combine(root, file.Topic, file.Name)) ?? default;

    /// <summary>A file that was listed, or the problem with the folder where it has no name; null where that is over.</summary>
    public FoundFile? Read(BriefingFile file)
    {
        if (file.Name.Length > 0)
        {
            return BriefingFolder.ReadEntry(root, file.Topic, file.Name);
        }

        var failures = new List<Problem>();
        BriefingFolder.Entries(root, Path.Combine(root, file.Topic), failures);
        return (FolderProblem(file.Topic) ?? failures.FirstOrDefault()) is { } problem ? new(file.Topic, string.Empty, default, problem) : null;
    }

    /// <summary>Whether a topic of this name would be served, if it were there.</summary>
    public bool Serves(string topic) => onlyTopic is null || topic == onlyTopic;

    /// <summary>What a file's text is called now; empty where there is no file, null where there is one that is no text.</summary>
    public string? RevisionOf(BriefingFile file) => FileStamp.Of(Path.Combine(root, file.Topic, file.Name)) is null ? string.Empty : RevisionOf(Read(file));

    /// <summary>The same of a file that was read; null, too, where that failed.</summary>
    public static string? RevisionOf(FoundFile? found) => found is { Problem: null } ? SectionText.Decode(found.Bytes.Span)?.Revision : null;

    /// <summary>Whether a place that was named from outside can be a file's, and leads nowhere else.</summary>
    public static bool MayBeFile(BriefingFile file) => new[] { file.Topic, file.Name }.All(name =>
        name.Length > 0 && !BriefingFolder.IsIgnored(name) && !name.Contains('\0', StringComparison.Ordinal) && Path.GetFileName(name) == name);

    /// <summary>Where a section's file really is or would be, links followed; null where it may not be written.</summary>
    /// <param name="topic">A key, so that it cannot lead anywhere else.</param>
    /// <param name="section">Likewise.</param>
    /// <exception cref="IOException">Links lead round in a circle.</exception>
    public string? WritablePath(string topic, string section) =>
        Names.IsKey(topic) && Names.IsKey(section) && !Names.IsReserved(section) ? BriefingFolder.RealPathOf(root, topic, section + SectionExtension) : null;

    private Problem? FolderProblem(string topic) => BriefingFolder.ProblemOf(root, Path.Combine(root, topic));

    // Kubernetes and its like keep what they mount behind a link called “..data”, and change all files by changing that.
    private static bool IsSwitch(string name) => name.StartsWith("..", StringComparison.Ordinal);

    private static FileStamp Stamp(Problem problem) => new(-1, StringComparer.Ordinal.GetHashCode(problem.Message), 0, 0, 0);
}
