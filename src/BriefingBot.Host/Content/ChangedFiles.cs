using BriefingBot.Authoring;

namespace BriefingBot.Host.Content;

/// <summary>
/// The files that differ from those that were last accepted: waits until they are still, reads them, and has them served
/// together. For one caller at a time.
/// </summary>
internal sealed class ChangedFiles(BriefingsOnDisk disk, FolderListing listing, LiveBriefings live, ReloadPace pace, TimeProvider time)
{
    private readonly SettlingFiles settling = new(pace);
    private readonly long start = time.GetTimestamp();

    // Where something is taken away, nothing goes before all is still: a folder that is being deleted is seen as a whole.
    private bool goesTogether;

    /// <summary>How long until files are still that are waited for; null where none are.</summary>
    public TimeSpan? DueIn => settling.Due(goesTogether) - Now;

    private TimeSpan Now => time.GetElapsedTime(start);

    private bool IsHolding => live.State!.Held is not null;

    /// <summary>Something was done to these just now.</summary>
    public void Note(IEnumerable<BriefingFile> files)
    {
        foreach (var file in files)
        {
            settling.Note(file, Now);
        }
    }

    /// <summary>Waits for none of them any more; those that differ still are found by the next look at everything.</summary>
    public void Forget() => settling.Clear();

    /// <summary>Looks at what was noted and at some topics, and serves what is still.</summary>
    /// <param name="folder">What is wrong with the folder itself; null where that was not looked at.</param>
    public async ValueTask LookAsync(IReadOnlyCollection<string> topics, List<Problem>? folder, CancellationToken cancellationToken)
    {
        Dictionary<BriefingFile, FileStamp?> differences;
        if (IsHolding || settling.All.Contains(BriefingFile.Everything))
        {
            folder = [];
            differences = listing.DifferencesEverywhere(folder);
        }
        else
        {
            differences = listing.DifferencesIn([.. settling.All.Select(file => file.Topic).Union(topics, StringComparer.Ordinal)]);
        }

        AddTold(differences);
        var now = Now;
        foreach (var (file, stamp) in differences)
        {
            settling.Look(file, stamp, now);
        }

        var ready = differences.Where(file => settling.IsReady(file.Key, now)).ToList();
        goesTogether = IsHolding || differences.ContainsValue(null);
        if (ready.Count < differences.Count && (goesTogether || !settling.IsLongEnough(now)))
        {
            return;
        }

        foreach (var same in settling.All.Where(file => !differences.ContainsKey(file) && settling.IsReady(file, now)).ToList())
        {
            settling.Forget(same);
        }

        await ReadAsync(ready, folder, confirmed: null, atOnce: false, cancellationToken);
    }

    /// <summary>Serves whatever differs, still or not.</summary>
    /// <param name="confirmed">What a person saw and lets through.</param>
    public ValueTask<ReloadResult> TakeAsync(HeldChange? confirmed, CancellationToken cancellationToken)
    {
        var folder = new List<Problem>();
        var differences = listing.DifferencesEverywhere(folder);
        AddTold(differences);
        settling.Clear();
        return ReadAsync(differences, folder, confirmed, atOnce: true, cancellationToken);
    }

    /// <summary>
    /// Serves a text that was just saved, and nothing else: what is beside it may be half written, and the work must not grow
    /// with the number of files. Where somebody has written over it already, that is found like any other change.
    /// </summary>
    public async ValueTask ServeSavedAsync(BriefingFile file, SectionText text, CancellationToken cancellationToken)
    {
        if (IsHolding)
        {
            return;
        }

        var stamp = disk.StampOf(file);
        var isAsSaved = disk.Read(file) is { Problem: null } found && SectionText.Decode(found.Bytes.Span)?.Text == text.Text;
        var result = await live.ServeAsync([new(file.Topic, file.Name, new(file.Topic, file.Name, text.ToBytes()))], folder: null, confirmed: null, cancellationToken);
        if (isAsSaved && result.Held is null)
        {
            settling.Forget(file);
            listing.Accept([new(file, stamp)]);
        }
    }

    // A file that was written within a clock tick, and to the same size, looks the same: what was told of is read in any case.
    private void AddTold(Dictionary<BriefingFile, FileStamp?> differences)
    {
        foreach (var file in settling.All.Where(file => file.Name.Length > 0 && listing.Holds(file)))
        {
            differences.TryAdd(file, disk.StampOf(file));
        }
    }

    private async ValueTask<ReloadResult> ReadAsync(
        IEnumerable<KeyValuePair<BriefingFile, FileStamp?>> files, List<Problem>? folder, HeldChange? confirmed, bool atOnce, CancellationToken cancellationToken)
    {
        var (changes, read, hasMoved) = (new List<FileChange>(), new List<KeyValuePair<BriefingFile, FileStamp?>>(), false);
        foreach (var (file, stamp) in files)
        {
            var change = new FileChange(file.Topic, file.Name, stamp is null ? null : disk.Read(file));
            if (stamp is not null && file.Name.Length > 0 && !atOnce && !settling.IsOverdue(file, Now) && disk.StampOf(file) is var after && after != stamp)
            {
                // It was written while it was read.
                settling.Look(file, after, Now);
                hasMoved = true;
                continue;
            }

            changes.Add(change);
            read.Add(new(file, stamp));
        }

        if (hasMoved && goesTogether)
        {
            return new([], live.State!.Held);
        }

        foreach (var (file, _) in read)
        {
            settling.Forget(file);
        }

        var result = await live.ServeAsync(changes, folder, confirmed, cancellationToken);
        goesTogether = result.Held is not null;
        if (!goesTogether)
        {
            listing.Accept(read);
        }

        return result;
    }
}
