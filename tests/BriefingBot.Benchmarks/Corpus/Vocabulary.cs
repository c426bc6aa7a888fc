namespace BriefingBot.Benchmarks.Corpus;

/// <summary>
/// Made-up words that occur as often as words do (Zipf: the n-th commonest 1/n as often as the first), so that there
/// is a commonest word, which nearly every section holds. The same seed gives the same words.
/// </summary>
internal sealed class Vocabulary
{
    private const int Size = 20_000;
    private const int Seed = 20_261_121;

    private static readonly string[] Onsets = ["b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "z"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ai", "ea"];
    private static readonly string[] Codas = ["", "", "n", "r", "l", "s", "nd"];

    private readonly string[] words;
    private readonly double[] cumulative = new double[Size];

    public Vocabulary()
    {
        words = [.. Distinct(new Random(Seed), Size, mostSyllables: 4)];
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
        {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
    }

    public string Commonest => words[0];

    /// <summary>A word as likely as it is common.</summary>
    public string Draw(Random random) => words[Rank(random)];

    /// <summary>A word people would search for: drawn likewise, but none of the hundred commonest.</summary>
    public string DrawTelling(Random random)
    {
        const int Commonplace = 100;
        int rank;
        do
        {
            rank = Rank(random);
        }
        while (rank < Commonplace);
        return words[rank];
    }

    /// <summary>Whether the word is one that <see cref="DrawTelling"/> could give.</summary>
    public bool IsTelling(string word) => Array.IndexOf(words, word, 0, 100) < 0;

    /// <summary>Distinct names of two or three syllables, at least five letters.</summary>
    public static IEnumerable<string> Names(int count) =>
        Distinct(new Random(Seed + 1), int.MaxValue, mostSyllables: 3).Where(name => name.Length is >= 5 and <= 10).Take(count);

    private int Rank(Random random)
    {
        var place = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
        return Math.Min(place < 0 ? ~place : place, Size - 1);
    }

    private static IEnumerable<string> Distinct(Random random, int count, int mostSyllables)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Count < count)
        {
            var word = string.Concat(Enumerable.Range(0, random.Next(2, mostSyllables + 1)).Select(_ => Pick(random, Onsets) + Pick(random, Vowels) + Pick(random, Codas)));
            if (seen.Add(word))
            {
                yield return word;
            }
        }
    }

    private static string Pick(Random random, string[] parts) => parts[random.Next(parts.Length)];
}
