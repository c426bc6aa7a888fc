using System.Security.Cryptography;
using BriefingBot.Curating.Records;

namespace BriefingBot.Curating.Editing;

/// <summary>A change that was shown to its author and waits for “Save”.</summary>
internal sealed record Draft(string Id, Actor Owner, SectionEdit Edit, Way Way, string? Note);

/// <summary>
/// Keeps changes that were shown until they are saved, for an hour, in this process alone: after a restart, or on another
/// replica, the command is given again. Bounded: the oldest goes.
/// </summary>
internal sealed class Drafts(TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    public const int Most = 100;
    public const int MostOfOne = 10;

    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, (Draft Draft, long Since)> all = new(StringComparer.OrdinalIgnoreCase);

    public Draft Add(Actor owner, SectionEdit edit, Way way, string? note)
    {
        lock (gate)
        {
            // Without letters and digits that are taken for each other.
            var draft = new Draft(RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 8), owner, edit, way, note);
            Keep(draft);
            return draft;
        }
    }

    /// <summary>Null also for what is somebody else's: it does not exist for others.</summary>
    public Draft? Find(string id, Actor person)
    {
        lock (gate)
        {
            RemoveOld();
            return all.TryGetValue(id, out var found) && IsOf(found.Draft, person) ? found.Draft : null;
        }
    }

    /// <summary>Takes one out, to save it; otherwise as <see cref="Find"/>.</summary>
    public Draft? Take(string id, Actor person)
    {
        lock (gate)
        {
            var found = Find(id, person);
            if (found is not null)
            {
                all.Remove(id);
            }

            return found;
        }
    }

    /// <summary>Puts one back that could not be saved, as if it had just been shown.</summary>
    public void PutBack(Draft draft)
    {
        lock (gate)
        {
            Keep(draft);
        }
    }

    // People are renamed.
    private static bool IsOf(Draft draft, Actor person) => draft.Owner.Platform == person.Platform && draft.Owner.Person.Id == person.Person.Id;

    private void Keep(Draft draft)
    {
        RemoveOld();
        var own = all.Where(other => IsOf(other.Value.Draft, draft.Owner)).Select(other => other.Key).ToList();
        foreach (var id in own.Take(own.Count - MostOfOne + 1))
        {
            all.Remove(id);
        }

        if (all.Count >= Most)
        {
            all.RemoveAt(0);
        }

        all[draft.Id] = (draft, time.GetTimestamp());
    }

    private void RemoveOld()
    {
        while (all.Count > 0 && time.GetElapsedTime(all.GetAt(0).Value.Since) >= Kept)
        {
            all.RemoveAt(0);
        }
    }
}
