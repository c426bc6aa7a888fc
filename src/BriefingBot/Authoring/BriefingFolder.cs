using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>
/// Finds the files of a briefings folder and reads them, carefully: nothing outside the folder, nothing too large,
/// no device or pipe, and a file that cannot be read is a problem with a place, never an exception.
/// </summary>
public static class BriefingFolder
{
    /// <summary>The largest file that is read.</summary>
    public const int MostBytes = 256 * 1024;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>Loads all files below <paramref name="root"/>, or of it alone when it holds a <c>topic.yaml</c> itself.</summary>
    public static BriefingSet Load(string root, SourceDocuments documents)
    {
        var problems = new List<Problem>();
        var files = new List<FoundFile>();
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (IsTopic(root))
        {
            files.AddRange(ReadTopic(Path.GetDirectoryName(root)!, root));
            return BriefingSet.Load(files, problems, documents);
        }

        foreach (var entry in Entries(root, root, problems))
        {
            if (IsIgnored(Path.GetFileName(entry)))
            {
                continue;
            }

            if (Directory.Exists(entry))
            {
                files.AddRange(ReadTopic(root, entry));
            }
            else
            {
                problems.Add(NotATopic(entry));
            }
        }

        return BriefingSet.Load(files, problems, documents);
    }

    /// <summary>Whether the folder is one topic, not a folder of topics.</summary>
    public static bool IsTopic(string folder) => File.Exists(Path.Combine(folder, TopicFile.Name));

    /// <summary>Reads one entry of a topic's folder that is known to be there; one that cannot be read comes with a problem.</summary>
    public static FoundFile ReadEntry(string root, string topic, string name) => Read(Path.GetFullPath(root), Path.Combine(Path.GetFullPath(root), topic, name), topic);

    /// <summary>Why nothing in a topic's folder is read; null where its files are.</summary>
    public static Problem? ProblemOf(string root, string folder)
    {
        var topic = Path.GetFileName(folder);
        if (!Names.IsKey(topic))
        {
            return Error($"{topic}/", ProblemCodes.BadName, Fields.BadName(topic, "Rename the folder to"));
        }

        if (Names.IsReserved(topic))
        {
            return Error($"{topic}/", ProblemCodes.ReservedName, $"“{topic}” is a word of the commands; rename the folder.");
        }

        // Only a link can lead out.
        return new DirectoryInfo(folder).LinkTarget is not null && !IsInside(root, folder)
            ? Error($"{topic}/", ProblemCodes.OutsideFolder, "This folder is a link that leads out of the briefings folder; put the files themselves here.")
            : null;
    }

    /// <summary>Hidden files, what editors leave behind while they save, and the folder's own explanation.</summary>
    public static bool IsIgnored(string name) =>
        name.StartsWith('.') || name.StartsWith('#') || name.EndsWith('~') || name.EndsWith(".tmp", StringComparison.Ordinal)
        || name.EndsWith(".swp", StringComparison.Ordinal) || name.Equals("README.md", StringComparison.OrdinalIgnoreCase);

    /// <summary>The paths of what lies in a folder, in order; none, with the problem added, where it cannot be listed.</summary>
    public static IReadOnlyList<string> Entries(string root, string folder, ICollection<Problem> problems)
    {
        var shown = folder == root ? "." : Path.GetFileName(folder) + "/";
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder, "*", Everything).Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException)
        {
            problems.Add(Error(shown, ProblemCodes.Unreadable, "The bot has no permission to read this folder; give it the right to."));
        }
        catch (DirectoryNotFoundException)
        {
            problems.Add(Error(shown, ProblemCodes.Unreadable, "This folder does not exist; create it, or name another."));
        }
        catch (IOException)
        {
            problems.Add(Error(shown, ProblemCodes.Unreadable, "This folder cannot be read; see whether it is a folder, and its disk without a fault."));
        }

        return [];
    }

    /// <summary>What is said of a file that lies beside the topics' folders.</summary>
    public static Problem NotATopic(string path) => new(Path.GetFileName(path), 1, 1, Severity.Warning, ProblemCodes.UnknownFile,
        "This file is not read; topics are folders, with their files inside.");

    /// <summary>Where a file of a topic really is or would be, links followed; null where that is outside the briefings folder.</summary>
    /// <exception cref="IOException">Links lead round in a circle.</exception>
    public static string? RealPathOf(string root, string topic, string name)
    {
        var path = Path.Combine(root, topic, name);
        return ProblemOf(root, Path.Combine(root, topic)) is null && IsInside(root, path) ? RealPath.Of(path) : null;
    }

    private static List<FoundFile> ReadTopic(string root, string folder)
    {
        var topic = Path.GetFileName(folder);
        var problems = new List<Problem>();
        if (ProblemOf(root, folder) is { } problem)
        {
            return [new FoundFile(topic, string.Empty, default, problem)];
        }

        var files = Entries(root, folder, problems)
            .Where(entry => !IsIgnored(Path.GetFileName(entry)))
            .Select(entry => Read(root, entry, topic))
            .ToList();
        files.AddRange(problems.Select(problem => new FoundFile(topic, string.Empty, default, problem)));
        return files;
    }

    private static FoundFile Read(string root, string path, string topic)
    {
        var name = Path.GetFileName(path);
        var shown = $"{topic}/{name}";
        FoundFile Bad(string code, string message, Severity severity = Severity.Error) =>
            new(topic, name, default, new(shown, 1, 1, severity, code, message));

        if (Directory.Exists(path))
        {
            return Bad(ProblemCodes.UnknownFile, "Folders inside a topic are not read; put the sections beside topic.yaml.", Severity.Warning);
        }

        if (!IsKnown(name))
        {
            return Bad(ProblemCodes.UnknownFile, Path.GetExtension(name) is ".yml" or ".markdown"
                ? $"This file is not read; rename it to {Path.ChangeExtension(name, name.EndsWith(".yml", StringComparison.Ordinal) ? ".yaml" : ".md")}."
                : "This file is not read; a topic has topic.yaml, sources.yaml, sources.lock.json and sections in .md files.", Severity.Warning);
        }

        FoundFile Outside() => Bad(ProblemCodes.OutsideFolder, "This file is a link that leads out of the briefings folder; put the file itself here.");

        try
        {
            // The topic's folder was seen to be inside, so only a link can lead out.
            var file = new FileInfo(path);
            if (file.LinkTarget is not null && !IsInside(root, path))
            {
                return Outside();
            }

            var length = file.LinkTarget is null ? file.Length : new FileInfo(RealPath.Of(path)).Length;
            if (length == 0)
            {
                // Also what a pipe or device says of itself, and reading one might never end.
                return Bad(ProblemCodes.Unreadable, "This file is empty; write it, or delete it.");
            }

            using var opened = new OpenedFile(path);
            if (opened.RealPath is { } real && real != path && !IsInside(root, real))
            {
                return Outside();
            }

            var bytes = opened.Read(MostBytes);
            return bytes.Length <= MostBytes
                ? new(topic, name, bytes)
                : Bad(ProblemCodes.TooLarge, $"This file has {Math.Max(length, bytes.Length):N0} bytes; the most that is read is {MostBytes:N0}. Shorten it.");
        }
        catch (UnauthorizedAccessException)
        {
            return Bad(ProblemCodes.Unreadable, "The bot has no permission to read this file; give it the right to.");
        }
        catch (Exception failure) when (failure is IOException or NotSupportedException)
        {
            return Bad(ProblemCodes.Unreadable, "This file cannot be read; see whether it is a broken link or on a disk with a fault.");
        }
    }

    private static bool IsKnown(string name) =>
        name is TopicFile.Name or SourcesFile.Name or SourceLock.FileName || name.EndsWith(SectionFile.Extension, StringComparison.Ordinal);

    private static Problem Error(string file, string code, string message) => new(file, 1, 1, Severity.Error, code, message);

    private static bool IsInside(string root, string path)
    {
        var home = RealPath.Of(root);
        return RealPath.Of(path).StartsWith(home.EndsWith(Path.DirectorySeparatorChar) ? home : home + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
