using System.Globalization;
using System.Text;

namespace BriefingBot.Host.Search;

/// <summary>What a reader typed, in FTS5's language: words in quotes, so that nothing in them has a meaning of its own.</summary>
/// <param name="All">Finds what holds all words.</param>
/// <param name="Any">Finds what holds any of them; null when there is one.</param>
internal sealed record SearchQuery(string All, string? Any)
{
    private const int MostWords = 16;

    /// <summary>Null when there is no word in the text. Words are what FTS5's unicode61 takes for them: letters, digits, marks.</summary>
    public static SearchQuery? Of(string typed)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in typed.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber)
            {
                word.Append(rune);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        var quoted = words.Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords).Select(found => $"\"{found}\"").ToList();
        return quoted.Count switch
        {
            0 => null,
            1 => new(quoted[0], null),
            _ => new(string.Join(" AND ", quoted), string.Join(" OR ", quoted)),
        };
    }
}
