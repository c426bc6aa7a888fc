using BriefingBot.Authoring;

namespace BriefingBot.Host.Content;

/// <summary>
/// Follows the briefings folder: what the operating system tells of, what other replicas tell of, and what a slow scan
/// finds. The documents under <c>Sources:Directory</c> are read at the start alone.
/// </summary>
internal sealed partial class BriefingReloader(
    BriefingContent content, LiveBriefings live, ReloadPace pace, TimeProvider time, ILogger<BriefingReloader> logger) : IDisposable
{
    // Closed until there is something to exchange.
    private readonly SemaphoreSlim gate = new(0, 1);
    private readonly ChangeNotices notices = new();
    private BriefingsOnDisk disk = null!;
    private FolderListing listing = null!;
    private ChangedFiles files = null!;
    private bool isScanWanted;

    /// <summary>Takes down the state of all files; the briefings are loaded after this.</summary>
    public void NoteWhatIsThere()
    {
        disk = content.Disk;
        listing = FolderListing.Of(disk);
        files = new(disk, listing, live, pace, time);
    }

    /// <summary>Looks at a topic's files soon, as if the operating system had told of a change.</summary>
    public void LookAt(string topic) => notices.Note(new(topic, string.Empty));

    /// <summary>Looks at all files soon, beside what is told of.</summary>
    public void LookAtEverything()
    {
        Volatile.Write(ref isScanWanted, true);
        notices.Wake();
    }

    /// <summary>Reads at once whatever differs, still or not, and waits until it is served or held back; before the first briefings, for them.</summary>
    public Task<ReloadResult> ReloadAsync(CancellationToken cancellationToken) => TakeAsync(() => files.TakeAsync(confirmed: null, cancellationToken), cancellationToken);

    /// <summary>As <see cref="ChangedFiles.ServeSavedAsync"/>.</summary>
    public async Task ServeSavedAsync(BriefingFile file, SectionText text, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await files.ServeSavedAsync(file, text, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Lets through a change that is held back, if it is still the one that was seen; otherwise it, or what it became, is held still.</summary>
    /// <param name="seen">What the person saw who confirms it. Dropping everything cannot be confirmed.</param>
    public Task<ReloadResult> ConfirmAsync(HeldChange seen, CancellationToken cancellationToken) => TakeAsync(() => files.TakeAsync(seen, cancellationToken), cancellationToken);

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
            files.Note(notices.Take());
            if (scan.DueIn is { } due && (Interlocked.Exchange(ref isScanWanted, false) || due <= TimeSpan.Zero))
            {
                // The watch first, so that nothing falls between the two.
                scan.Begin(isSoonAgain: pace.Watches && watch.Arm(), cancellationToken);
            }

            if (scan.Take() is { } found)
            {
                await files.LookAsync(found.Topics, found.Folder, cancellationToken);
            }
            else if (files.DueIn <= TimeSpan.Zero)
            {
                await files.LookAsync([], folder: null, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // What was not accepted still differs, and the next scan finds it.
            files.Forget();
            Log.Failed(logger, failure);
        }
        finally
        {
            next = files.DueIn;
            gate.Release();
        }

        // One that was asked for while another ran begins as soon as that one has ended.
        var scanIn = scan.DueIn is not null && Volatile.Read(ref isScanWanted) ? TimeSpan.Zero : scan.DueIn;
        next = scanIn is { } wait && !(next < wait) ? wait : next;
        return next is { } rest ? TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(rest.TotalMilliseconds))) : Timeout.InfiniteTimeSpan;
    }

    private async Task<ReloadResult> TakeAsync(Func<ValueTask<ReloadResult>> take, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            files.Note(notices.Take());
            return await take();
        }
        finally
        {
            gate.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Changes on disk could not be taken over; everything is served as before, and it is tried again at the next scan")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
