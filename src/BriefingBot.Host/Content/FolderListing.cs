using System.Collections.Concurrent;
using BriefingBot.Authoring;

namespace BriefingBot.Host.Content;

/// <summary>The stamps of the files that were last accepted, against which the folder is compared; by several threads, if need be.</summary>
internal sealed class FolderListing(BriefingsOnDisk disk)
{
    // A topic's stamps are exchanged as a whole, never changed.
    private readonly ConcurrentDictionary<string, Dictionary<string, FileStamp>> topics = new(StringComparer.Ordinal);

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

    /// <summary>The topics in which something differs; it takes as long as it takes to look at every file.</summary>
    /// <param name="problems">Takes what is wrong with the briefings folder itself.</param>
    public List<string> TopicsThatDiffer(ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var (suspects, differences) = (new List<string>(), new Dictionary<BriefingFile, FileStamp?>());
        foreach (var topic in disk.Topics(problems) is { } found ? found.Union(topics.Keys, StringComparer.Ordinal) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            Compare(topic, differences);
            if (differences.Count > 0)
            {
                suspects.Add(topic);
                differences.Clear();
            }
        }

        return suspects;
    }

    /// <summary>Compares all topics' files.</summary>
    /// <param name="problems">Takes what is wrong with the briefings folder itself.</param>
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
        foreach (var topic in files.GroupBy(file => file.Key.Topic, StringComparer.Ordinal))
        {
            var known = topics.TryGetValue(topic.Key, out var before) ? new Dictionary<string, FileStamp>(before, StringComparer.Ordinal) : new(StringComparer.Ordinal);
            foreach (var (file, stamp) in topic)
            {
                if (stamp is { } now)
                {
                    known[file.Name] = now;
                }
                else
                {
                    known.Remove(file.Name);
                }
            }

            if (known.Count > 0)
            {
                topics[topic.Key] = known;
            }
            else
            {
                topics.TryRemove(topic.Key, out _);
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
