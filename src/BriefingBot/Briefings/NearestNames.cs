namespace BriefingBot.Briefings;

/// <summary>
/// Finds what a person probably meant. Distance is optimal string alignment (insert, delete, replace,
/// swap neighbours), computed bit-parallel after Hyyrö (2003): one machine word holds a column of the
/// matrix, so a name of up to 64 characters costs a few instructions a letter.
/// </summary>
public static class NearestNames
{
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

    /// <summary>A name prepared for being compared with many others.</summary>
    public readonly struct Pattern
    {
        private readonly string text;
        private readonly ulong[] ascii;
        private readonly Dictionary<char, ulong>? others;

        public Pattern(string text)
        {
            this.text = text;
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
        public int? DistanceTo(string name)
        {
            if (text.Length is 0 or > WordSize || name.Length == 0)
            {
                return null;
            }

            if (text.Length >= 2 && name.StartsWith(text, StringComparison.Ordinal))
            {
                return 1;
            }

            var most = Math.Clamp((text.Length + 1) / 3, 1, 3);
            if (Math.Abs(name.Length - text.Length) > most)
            {
                return null;
            }

            var distance = Distance(name);
            return distance <= most && distance < text.Length ? distance : null;
        }

        /// <summary>The optimal string alignment distance. The pattern has 1 to 64 characters.</summary>
        internal int Distance(string name)
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
