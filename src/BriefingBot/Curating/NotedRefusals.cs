namespace BriefingBot.Curating;

/// <summary>Which refusals were written down within the last hour. Bounded: when full, the oldest may be written down again. For several threads.</summary>
internal sealed class NotedRefusals(TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    public const int Most = 1_000;

    private readonly Lock gate = new();
    private readonly OrderedDictionary<(string Community, string Person, string Act), long> all = [];

    /// <summary>Whether it is to be written down now; who asks does so, or forgets it.</summary>
    public bool Begin(Actor who, string act)
    {
        lock (gate)
        {
            while (all.Count > 0 && (all.Count >= Most || time.GetElapsedTime(all.GetAt(0).Value) >= Kept))
            {
                all.RemoveAt(0);
            }

            return all.TryAdd(KeyOf(who, act), time.GetTimestamp());
        }
    }

    /// <summary>It could not be written down.</summary>
    public void Forget(Actor who, string act)
    {
        lock (gate)
        {
            all.Remove(KeyOf(who, act));
        }
    }

    private static (string Community, string Person, string Act) KeyOf(Actor who, string act) => (who.Community, who.Person.Id, act);
}
