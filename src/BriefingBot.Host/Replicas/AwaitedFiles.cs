using System.Collections.Immutable;
using BriefingBot.Curating.Editing;
using BriefingBot.Host.Content;

namespace BriefingBot.Host.Replicas;

/// <summary>
/// Files that another replica serves in a revision that the folder here did not hold when it was told: a network folder
/// shows it a little later, another folder never. Bounded; for several threads.
/// </summary>
internal sealed class AwaitedFiles(TimeProvider time)
{
    /// <summary>How often they are looked at.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>How long they are waited for: network file systems keep what they know of a file for up to a minute.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private const int Most = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<BriefingFile, Awaited> files = [];

    /// <summary>Those that did not come.</summary>
    public ImmutableArray<MissedRevision> Missed
    {
        get
        {
            lock (gate)
            {
                return [.. files.Where(file => file.Value.IsMissed).Select(file => new MissedRevision(file.Key.Topic, file.Key.Name, file.Value.Revision))];
            }
        }
    }

    /// <summary>Those that may still come.</summary>
    public IReadOnlyCollection<BriefingFile> Coming
    {
        get
        {
            lock (gate)
            {
                return [.. files.Where(file => !file.Value.IsMissed).Select(file => file.Key)];
            }
        }
    }

    /// <summary>Another replica serves this one, in place of what it may have served before.</summary>
    /// <param name="here">The revision in the folder here; null where that cannot be told.</param>
    /// <returns>Whether it is waited for.</returns>
    public bool Await(ServedFile served, string? here)
    {
        lock (gate)
        {
            files.Remove(served.File);
            return here != served.Revision && files.Count < Most && files.TryAdd(served.File, new(served.Revision, here, time.GetTimestamp(), IsMissed: false));
        }
    }

    /// <summary>The folder here holds this revision now.</summary>
    public void Look(BriefingFile file, string? here)
    {
        lock (gate)
        {
            if (!files.TryGetValue(file, out var awaited))
            {
                return;
            }

            if (here == awaited.Before)
            {
                files[file] = awaited with { IsMissed = time.GetElapsedTime(awaited.Since) >= Patience };
            }
            else
            {
                // It came, or it was changed again meanwhile, here or there.
                files.Remove(file);
            }
        }
    }

    /// <summary>The file is served in another version here, so that nothing is missing that was told before.</summary>
    /// <returns>Whether it was missing.</returns>
    public bool Forget(BriefingFile file)
    {
        lock (gate)
        {
            return files.Remove(file, out var awaited) && awaited.IsMissed;
        }
    }

    private sealed record Awaited(string Revision, string? Before, long Since, bool IsMissed);
}
