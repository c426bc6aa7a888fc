namespace BriefingBot.Host.Content;

/// <summary>
/// Files that changed and are waited for until they are still. Times are of any clock that only goes forward. Not for
/// several threads.
/// </summary>
internal sealed class SettlingFiles(ReloadPace pace)
{
    private readonly Dictionary<BriefingFile, Settling> files = [];

    public IEnumerable<BriefingFile> All => files.Keys;

    /// <summary>When to look again; null when nothing is waited for.</summary>
    /// <param name="together">Whether none goes without the others.</param>
    public TimeSpan? Due(bool together)
    {
        if (files.Count == 0)
        {
            return null;
        }

        var all = files.Values.Max(ReadyAt);
        return together ? all : Earlier(all, Later(files.Values.Min(file => file.First) + pace.LongestBatch, files.Values.Min(ReadyAt)));
    }

    /// <summary>Something was done to the file just now.</summary>
    public void Note(BriefingFile file, TimeSpan now) =>
        files[file] = files.TryGetValue(file, out var known) ? known with { Moved = now } : new(now, now, Seen: null, IsSeen: false);

    /// <summary>The file looks like this now. One that nobody told of, or that looks otherwise than last time, is moving.</summary>
    public void Look(BriefingFile file, FileStamp? stamp, TimeSpan now)
    {
        if (!files.TryGetValue(file, out var known))
        {
            files[file] = new(now, now, stamp, IsSeen: true);
            return;
        }

        files[file] = known with { Seen = stamp, IsSeen = true, Moved = known.IsSeen && known.Seen != stamp ? now : known.Moved };
    }

    /// <summary>Whether it has been still, or was waited for long enough.</summary>
    public bool IsReady(BriefingFile file, TimeSpan now) =>
        files.TryGetValue(file, out var known) && ReadyAt(known) <= now;

    /// <summary>Whether it was waited for as long as any file is.</summary>
    public bool IsOverdue(BriefingFile file, TimeSpan now) => files.TryGetValue(file, out var known) && now - known.First >= pace.LongestFile;

    /// <summary>Whether those that are ready go without the others.</summary>
    public bool IsLongEnough(TimeSpan now) => files.Count > 0 && now - files.Values.Min(file => file.First) >= pace.LongestBatch;

    public void Forget(BriefingFile file) => files.Remove(file);

    public void Clear() => files.Clear();

    private TimeSpan ReadyAt(Settling file) => Earlier(file.Moved + pace.Still, file.First + pace.LongestFile);

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <param name="First">When it was first heard of.</param>
    /// <param name="Moved">When it was last seen or heard to change.</param>
    /// <param name="Seen">Its stamp when it was last looked at.</param>
    private readonly record struct Settling(TimeSpan First, TimeSpan Moved, FileStamp? Seen, bool IsSeen);
}
