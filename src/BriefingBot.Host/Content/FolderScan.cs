using BriefingBot.Authoring;

namespace BriefingBot.Host.Content;

/// <summary>
/// Looks at all files now and then, beside what is told of, which does not wait for it: on a slow disk with very many
/// files it takes seconds. It then rests for twenty times as long, so that it never keeps a processor busy.
/// </summary>
internal sealed partial class FolderScan(FolderListing listing, ReloadPace pace, ChangeNotices notices, TimeProvider time, ILogger logger)
{
    private const int MostlyResting = 20;

    private readonly long start = time.GetTimestamp();
    private TimeSpan next;
    private Task? running;
    private Found? found;

    /// <summary>How long until the next one; null while one runs, whose end wakes whoever waits for notices.</summary>
    public TimeSpan? DueIn => running is null ? next - time.GetElapsedTime(start) : null;

    /// <summary>Begins one.</summary>
    /// <param name="isSoonAgain">Whether changes may have been lost just now.</param>
    public void Begin(bool isSoonAgain, CancellationToken cancellationToken) =>
        running = Task.Run(() => Look(isSoonAgain ? pace.ScanAfterArming : pace.Scan, cancellationToken), CancellationToken.None);

    /// <summary>What one that has ended found, once.</summary>
    public Found? Take()
    {
        if (Interlocked.Exchange(ref found, null) is not { } taken)
        {
            return null;
        }

        (running, next) = (null, time.GetElapsedTime(start) + taken.Pause);
        return taken;
    }

    /// <summary>Waits for the one that runs; it ends soon after it is cancelled.</summary>
    public Task EndAsync() => running ?? Task.CompletedTask;

    private void Look(TimeSpan pause, CancellationToken cancellationToken)
    {
        var (began, topics) = (time.GetTimestamp(), new List<string>());
        List<Problem>? folder = [];
        try
        {
            topics = listing.TopicsThatDiffer(folder, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception failure)
        {
            folder = null;
            Log.Failed(logger, failure);
        }

        var rest = MostlyResting * time.GetElapsedTime(began);
        found = new(topics, folder, rest > pause ? rest : pause);
        notices.Wake();
    }

    /// <param name="Topics">Those in which something differs.</param>
    /// <param name="Folder">What is wrong with the briefings folder itself; null where the scan failed.</param>
    /// <param name="Pause">Until the next one.</param>
    public sealed record Found(List<string> Topics, List<Problem>? Folder, TimeSpan Pause);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The briefings folder could not be looked through; it is tried again later")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
