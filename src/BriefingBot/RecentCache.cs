namespace BriefingBot;

/// <summary>
/// Keeps what was made lately, without a lock: sets of four places, of which a new value takes an empty one or the next in
/// turn. Two callers may make the same value at once; each gets one that is right.
/// </summary>
/// <param name="sets">A power of two; four times as many values are kept at the most.</param>
public sealed class RecentCache<TKey, TValue>(int sets)
    where TKey : struct, IEquatable<TKey>
{
    private const int Ways = 4;

    private readonly Entry?[] entries = new Entry?[sets * Ways];
    private int turn;

    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        var set = entries.AsSpan((key.GetHashCode() & (sets - 1)) * Ways, Ways);
        var empty = -1;
        for (var i = 0; i < Ways; i++)
        {
            var entry = Volatile.Read(ref set[i]);
            if (entry is null)
            {
                empty = i;
            }
            else if (entry.Key.Equals(key))
            {
                return entry.Value;
            }
        }

        var made = new Entry(key, make(key));
        Volatile.Write(ref set[empty >= 0 ? empty : Interlocked.Increment(ref turn) & (Ways - 1)], made);
        return made.Value;
    }

    private sealed class Entry(TKey key, TValue value)
    {
        public TKey Key => key;

        public TValue Value => value;
    }
}
