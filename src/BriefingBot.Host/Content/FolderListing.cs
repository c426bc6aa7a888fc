using System.Runtime.InteropServices;
using BriefingBot.Authoring;

namespace BriefingBot.Host.Content;

/// <summary>The stamps of the files that were last accepted, against which the folder is compared.</summary>
internal sealed class FolderListing(BriefingsOnDisk disk)
{
    private readonly Dictionary<string, Dictionary<string, FileStamp>> topics = new(StringComparer.Ordinal);

    /// <summary>Takes down everything as it is now, to be read afterwards: what changes in between is found as a difference.</summary>
    public static FolderListing Of(BriefingsOnDisk disk)
    {
        var listing = new FolderListing(disk);
        foreach (var topic in disk.Topics([]) ?? [])
        {
            listing.topics[topic] = disk.List(topic);
        }

        return listing;
    }

    public bool Holds(BriefingFile file) => topics.TryGetValue(file.Topic, out var files) && files.ContainsKey(file.Name);

    /// <summary>Compares all topics' files, and takes the problems of the briefings folder itself.</summary>
    /// <returns>Each file that differs, with its stamp now; null for one that is gone.</returns>
    public Dictionary<BriefingFile, FileStamp?> DifferencesEverywhere(ICollection<Problem> problems)
    {
        var differences = new Dictionary<BriefingFile, FileStamp?>();
        if (disk.Topics(problems) is { } found)
        {
            foreach (var topic in found.Union(topics.Keys, StringComparer.Ordinal))
            {
                Compare(topic, differences);
            }
        }

        return differences;
    }

    /// <summary>The same for some topics.</summary>
    public Dictionary<BriefingFile, FileStamp?> DifferencesIn(IEnumerable<string> some)
    {
        var differences = new Dictionary<BriefingFile, FileStamp?>();
        foreach (var topic in some)
        {
            Compare(topic, differences);
        }

        return differences;
    }

    /// <summary>These files are accepted as they are.</summary>
    public void Accept(IEnumerable<KeyValuePair<BriefingFile, FileStamp?>> files)
    {
        foreach (var (file, stamp) in files)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(topics, file.Topic, out _);
            known ??= new(StringComparer.Ordinal);
            if (stamp is { } now)
            {
                known[file.Name] = now;
            }
            else if (known.Remove(file.Name) && known.Count == 0)
            {
                topics.Remove(file.Topic);
            }
        }
    }

    private void Compare(string topic, Dictionary<BriefingFile, FileStamp?> differences)
    {
        var (now, before) = (disk.List(topic), topics.GetValueOrDefault(topic));
        foreach (var (name, stamp) in now)
        {
            if (before is null || !before.TryGetValue(name, out var known) || known != stamp)
            {
                differences[new(topic, name)] = stamp;
            }
        }

        // Where the folder cannot be listed, its files may all be there.
        if (before is not null && !now.ContainsKey(string.Empty))
        {
            foreach (var name in before.Keys.Where(name => !now.ContainsKey(name)))
            {
                differences[new(topic, name)] = null;
            }
        }
    }
}
