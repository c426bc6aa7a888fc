using BriefingBot.Host.Content;

namespace BriefingBot.Host.Replicas;

/// <summary>
/// In which revision all replicas were last told of each file, by this one or by another. What is no news is neither told
/// nor looked at again, so that no two replicas answer each other. Bounded; for several threads.
/// </summary>
internal sealed class ToldFiles
{
    private const int Most = 20_000;

    private readonly Lock gate = new();
    private readonly OrderedDictionary<BriefingFile, string> revisions = [];

    /// <summary>The key of a change that is let through here because it was elsewhere; nobody is to be told of it.</summary>
    public string? BeingLetThrough { get; set; }

    /// <summary>Takes it down; true where it is news.</summary>
    public bool Learn(ServedFile served)
    {
        lock (gate)
        {
            if (revisions.TryGetValue(served.File, out var known) && known == served.Revision)
            {
                return false;
            }

            if (known is null && revisions.Count >= Most)
            {
                revisions.RemoveAt(0);
            }

            revisions[served.File] = served.Revision;
            return true;
        }
    }
}
