using BriefingBot.Authoring;

namespace BriefingBot.Host.Content;

/// <summary>
/// Follows the briefings folder: what the operating system tells of, and what a slow scan finds. It waits until files are
/// still, reads those that differ, and has them served together. The documents under <c>Sources:Directory</c> are read at
/// the start alone.
/// </summary>
internal sealed partial class BriefingReloader(
    BriefingContent content, LiveBriefings live, ReloadPace pace, TimeProvider time, ILogger<BriefingReloader> logger) : IDisposable
{
    // Closed until there is something to exchange.
    private readonly SemaphoreSlim gate = new(0, 1);
    private readonly ChangeNotices notices = new();
    private readonly SettlingFiles settling = new(pace);
    private readonly long start = time.GetTimestamp();
    private BriefingsOnDisk disk = null!;
    private FolderListing listing = null!;

    // Where something is taken away, nothing goes before all is still: a folder that is being deleted is seen as a whole.
    private bool goesTogether;

    private TimeSpan Now => time.GetElapsedTime(start);

    private bool IsHolding => live.State!.Held is not null;

    /// <summary>Takes down the state of all files; the briefings are loaded after this.</summary>
    public void NoteWhatIsThere()
    {
        disk = content.Disk;
        listing = FolderListing.Of(disk);
    }

    /// <summary>Reads at once whatever differs, still or not, and waits until it is served or held back; before the first briefings, for them.</summary>
    public Task<ReloadResult> ReloadAsync(CancellationToken cancellationToken) => LookAsync(confirmed: null, cancellationToken);

    /// <summary>
    /// Serves a text that was just saved, and nothing else: what is beside it may be half written, and the work must not grow
    /// with the number of files. Where somebody has written over it already, that is found like any other change.
    /// </summary>
    public async Task ServeSavedAsync(BriefingFile file, SectionText text, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
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
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Lets through a change that is held back, if it is still the one that was seen; otherwise it, or what it became, is held still.</summary>
    /// <param name="seen">What the person saw who confirms it. Dropping everything cannot be confirmed.</param>
    public Task<ReloadResult> ConfirmAsync(HeldChange seen, CancellationToken cancellationToken) => LookAsync(seen, cancellationToken);

    /// <summary>Follows the folder until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var watch = new FolderWatch(disk, notices, logger);
        using var timer = time.CreateTimer(_ => notices.Wake(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var scan = new FolderScan(listing, pace, notices, time, logger);
        gate.Release();
        try
        {
            while (true)
            {
                timer.Change(await FollowAsync(watch, scan, cancellationToken), Timeout.InfiniteTimeSpan);
                await notices.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            await scan.EndAsync();
        }
    }

    public void Dispose() => gate.Dispose();

    // Returns how long nothing is to be done, if nothing is told of.
    private async ValueTask<TimeSpan> FollowAsync(FolderWatch watch, FolderScan scan, CancellationToken cancellationToken)
    {
        TimeSpan? next;
        await gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var file in notices.Take())
            {
                settling.Note(file, Now);
            }

            if (scan.DueIn <= TimeSpan.Zero)
            {
                // The watch first, so that nothing falls between the two.
                scan.Begin(isSoonAgain: pace.Watches && watch.Arm(), cancellationToken);
            }

            if (scan.Take() is { } found)
            {
                await LookAsync(found.Topics, found.Folder, cancellationToken);
            }
            else if (settling.Due(goesTogether) <= Now)
            {
                await LookAsync([], folder: null, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // What was not accepted still differs, and the next scan finds it.
            settling.Clear();
            Log.Failed(logger, failure);
        }
        finally
        {
            next = settling.Due(goesTogether) - Now;
            gate.Release();
        }

        next = scan.DueIn is { } scanIn && !(next < scanIn) ? scanIn : next;
        return next is { } wait ? TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds))) : Timeout.InfiniteTimeSpan;
    }

    private async ValueTask LookAsync(IReadOnlyCollection<string> topics, List<Problem>? folder, CancellationToken cancellationToken)
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

    private async Task<ReloadResult> LookAsync(HeldChange? confirmed, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var folder = new List<Problem>();
            foreach (var file in notices.Take())
            {
                settling.Note(file, Now);
            }

            var differences = listing.DifferencesEverywhere(folder);
            AddTold(differences);
            settling.Clear();
            return await ReadAsync(differences, folder, confirmed, atOnce: true, cancellationToken);
        }
        finally
        {
            gate.Release();
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Changes on disk could not be taken over; everything is served as before, and it is tried again at the next scan")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
