using System.Buffers;
using System.Globalization;
using System.Text;

namespace BriefingBot.Documents;

/// <summary>Text from people made safe to show: no control codes, no bidi overrides, no lone surrogates, cut where it may be cut.</summary>
public static class SafeText
{
    // C0 and C1 controls, the bidi embeddings, overrides and isolates, line and paragraph separators, invisible
    // operators and the byte order mark. Joiners (U+200C, U+200D) and the plain marks U+200E, U+200F are part of real words.
    private static readonly char[] UnsafeCharacters =
    [
        .. Range(0x00, 0x1F), .. Range(0x7F, 0x9F), .. Range(0x2028, 0x202E), '\u061C', .. Range(0x2060, 0x206F),
        '\uFEFF', .. Range(0xFFF9, 0xFFFB),
    ];

    private static readonly SearchValues<char> Unsafe = SearchValues.Create(UnsafeCharacters);

    private static readonly SearchValues<char> UnsafeOrSurrogate =
        SearchValues.Create([.. UnsafeCharacters, .. Range(0xD800, 0xDFFF)]);

    /// <summary>Whether the character may change how other text looks, or drive a terminal.</summary>
    public static bool IsUnsafe(char c) => Unsafe.Contains(c);

    /// <summary>The text with unsafe characters and lone surrogates replaced by a space; the same string when there are none.</summary>
    public static string Inert(string text)
    {
        var first = text.AsSpan().IndexOfAny(UnsafeOrSurrogate);
        if (first < 0)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length).Append(text, 0, first);
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (rune.IsBmp && IsUnsafe((char)rune.Value)))
            {
                safe.Append(' ');
            }
            else
            {
                safe.Append(rune);
            }
        }

        return safe.ToString();
    }

    /// <summary>
    /// A person's own words for use inside a sentence of ours: one line, no unsafe characters, at most
    /// <paramref name="length"/> UTF-16 units, an ellipsis where something was left out.
    /// </summary>
    public static string Echo(string text, int length = 60)
    {
        var start = Inert(text.Length > 4 * length ? text[..(4 * length)] : text);
        return Cut(string.Join(' ', start.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), length);
    }

    /// <summary>
    /// The text within <paramref name="length"/> UTF-16 units: whole if it fits, else cut at the end of a
    /// text element (never inside a surrogate pair or a combining sequence) with an ellipsis.
    /// </summary>
    public static string Cut(string text, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        if (text.Length <= length)
        {
            return text;
        }

        // Two ASCII characters are never one element, so there is no need to go through all that stands before such a pair.
        var end = length - 1;
        while (end > 0 && !(char.IsAscii(text[end - 1]) && char.IsAscii(text[end]) && text[end] != '\n'))
        {
            end--;
        }

        while (true)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > length - 1)
            {
                break;
            }

            end = next;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    private static IEnumerable<char> Range(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
