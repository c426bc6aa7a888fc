using System.Numerics;

namespace BriefingBot.Briefings;

/// <summary>
/// Finds what a person probably meant. Distance is optimal string alignment (insert, delete, replace,
/// swap neighbours), computed bit-parallel after Hyyrö (2003): one machine word holds a column of the
/// matrix, so a name of up to 64 characters costs a few instructions a letter.
/// </summary>
public static class NearestNames
{
    /// <summary>What a name that begins with the pattern counts as.</summary>
    internal const int DistanceOfBeginning = 1;

    private const int WordSize = 64;

    /// <summary>
    /// Up to <paramref name="count"/> distinct names close to <paramref name="input"/>, nearest first: one
    /// mistake in three letters, at most three; or names that begin with the input.
    /// </summary>
    public static IReadOnlyList<string> Of(string input, IEnumerable<string> names, int count = 3)
    {
        var pattern = new Pattern(Names.Normalize(input));
        return [.. names
            .Select(name => (Name: name, Distance: pattern.DistanceTo(name)))
            .Where(candidate => candidate.Distance is not null)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Distinct(StringComparer.Ordinal)
            .Take(count)];
    }

    /// <summary>Which letters a name has, a bit each; letters that share a bit only make names look more alike.</summary>
    internal static uint LettersOf(ReadOnlySpan<char> name)
    {
        var letters = 0u;
        foreach (var c in name)
        {
            letters |= 1u << (c % 32);
        }

        return letters;
    }

    /// <summary>A name prepared for being compared with many others.</summary>
    public readonly struct Pattern
    {
        private readonly string text;
        private readonly int most;
        private readonly uint letters;
        private readonly ulong[] ascii;
        private readonly Dictionary<char, ulong>? others;

        public Pattern(string text)
        {
            this.text = text;
            most = Math.Clamp((text.Length + 1) / 3, 1, 3);
            letters = LettersOf(text);
            ascii = new ulong[128];
            others = null;
            for (var i = 0; i < text.Length && i < WordSize; i++)
            {
                var bit = 1UL << i;
                if (text[i] < 128)
                {
                    ascii[text[i]] |= bit;
                }
                else
                {
                    others ??= [];
                    others[text[i]] = others.GetValueOrDefault(text[i]) | bit;
                }
            }
        }

        /// <summary>How many mistakes lead from the pattern to the name, or null when they are too many to be a slip.</summary>
        public int? DistanceTo(ReadOnlySpan<char> name)
        {
            if (text.Length is 0 or > WordSize || name.Length == 0)
            {
                return null;
            }

            if (text.Length >= 2 && name.StartsWith(text, StringComparison.Ordinal))
            {
                return DistanceOfBeginning;
            }

            if (Math.Abs(name.Length - text.Length) > most)
            {
                return null;
            }

            var distance = Distance(name);
            return distance <= most && distance < text.Length ? distance : null;
        }

        /// <summary>
        /// Whether a name of these letters and this length can be within reach, one that merely begins with the pattern
        /// left out: each mistake adds at most one letter and takes at most one away. Costs less than looking at the name.
        /// </summary>
        internal bool MayBeNear(uint nameLetters, int length) => Math.Abs(length - text.Length) <= most
            && BitOperations.PopCount(letters & ~nameLetters) <= most
            && BitOperations.PopCount(nameLetters & ~letters) <= most;

        /// <summary>The optimal string alignment distance. The pattern has 1 to 64 characters.</summary>
        internal int Distance(ReadOnlySpan<char> name)
        {
            ulong vp = ~0UL, vn = 0, d0 = 0, previous = 0;
            var last = 1UL << (text.Length - 1);
            var distance = text.Length;
            foreach (var c in name)
            {
                var matches = c < 128 ? ascii[c] : others?.GetValueOrDefault(c) ?? 0;
                var swapped = ((~d0 & matches) << 1) & previous;
                d0 = (((matches & vp) + vp) ^ vp) | matches | vn | swapped;
                var hp = vn | ~(d0 | vp);
                var hn = d0 & vp;
                distance += (hp & last) != 0 ? 1 : (hn & last) != 0 ? -1 : 0;
                hp = (hp << 1) | 1;
                vp = (hn << 1) | ~(d0 | hp);
                vn = hp & d0;
                previous = matches;
            }

            return distance;
        }
    }
}
