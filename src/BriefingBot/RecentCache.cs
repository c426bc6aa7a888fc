using System.Diagnostics.CodeAnalysis;

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
        if (TryGet(key.GetHashCode(), key, static (sought, known) => known.Equals(sought), out var value))
        {
            return value;
        }

        value = make(key);
        Add(key, value);
        return value;
    }

    /// <summary>Looks a value up by something that its key can be compared with, so that no key need be made for it.</summary>
    /// <param name="hash">What <see cref="object.GetHashCode"/> of the key gives.</param>
    public bool TryGet<TSought>(int hash, TSought sought, Func<TSought, TKey, bool> isKey, [MaybeNullWhen(false)] out TValue value)
        where TSought : allows ref struct
    {
        foreach (ref var place in SetOf(hash))
        {
            if (Volatile.Read(ref place) is { } entry && isKey(sought, entry.Key))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Keeps a value that <see cref="TryGet"/> did not find.</summary>
    public void Add(TKey key, TValue value)
    {
        var set = SetOf(key.GetHashCode());
        var empty = set.IndexOf((Entry?)null);
        Volatile.Write(ref set[empty >= 0 ? empty : Interlocked.Increment(ref turn) & (Ways - 1)], new(key, value));
    }

    private Span<Entry?> SetOf(int hash) => entries.AsSpan((hash & (sets - 1)) * Ways, Ways);

    private sealed class Entry(TKey key, TValue value)
    {
        public TKey Key => key;

        public TValue Value => value;
    }
}
