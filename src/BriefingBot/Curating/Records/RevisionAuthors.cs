namespace BriefingBot.Curating.Records;

/// <summary>Whose a text is and why, as an editor knows it.</summary>
public sealed record Authorship(Actor Author, Way Way, string? Note);

/// <summary>
/// Says of texts that the bot itself writes to disk whose they are. An editor puts that in before it writes the file; it is
/// taken out when the text is recorded as a revision, and is forgotten where that does not happen. For several threads.
/// </summary>
public sealed class RevisionAuthors(TimeProvider time)
{
    /// <summary>How long it is kept: many times what it takes until a file that was written is served.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>When full, the oldest is forgotten.</summary>
    public const int Most = 1000;

    private readonly Lock gate = new();
    private readonly OrderedDictionary<(string Topic, string Section, string Revision), (Authorship Authorship, long Since)> known = [];

    /// <param name="revision">The id that the text's revision will have; empty where the file is to be removed.</param>
    public void Put(string topic, string section, string revision, Authorship authorship)
    {
        lock (gate)
        {
            known.Remove((topic, section, revision));
            while (known.Count > 0 && (known.Count >= Most || time.GetElapsedTime(known.GetAt(0).Value.Since) >= Kept))
            {
                known.RemoveAt(0);
            }

            known.Add((topic, section, revision), (authorship, time.GetTimestamp()));
        }
    }

    /// <summary>Takes it out; null where nobody said whose the text is, so that the change was made on disk. Also for an editor whose writing failed.</summary>
    public Authorship? Take(string topic, string section, string revision)
    {
        lock (gate)
        {
            return known.Remove((topic, section, revision), out var found) && time.GetElapsedTime(found.Since) < Kept ? found.Authorship : null;
        }
    }
}
