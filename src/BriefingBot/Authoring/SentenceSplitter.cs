using System.Collections.Immutable;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>A piece of a paragraph and where in the file it starts.</summary>
internal sealed record Placed(Inline Inline, int Offset);

/// <summary>
/// Cuts a paragraph into sentences. A sentence ends at <c>. ! ? …</c> with the quotes and brackets that close after
/// it, and takes the citations that follow; a full stop inside a number, an initial or an abbreviation ends nothing.
/// </summary>
internal static class SentenceSplitter
{
    private const string Terminators = ".!?…。！？";
    private const string Closers = "\"'”’»)]";

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "gen", "col", "maj", "capt", "lt", "sgt", "gov", "sen", "rep", "st", "vs", "cf", "approx", "eds",
    };

    // Words of their own, or abbreviations where a number follows.
    private static readonly HashSet<string> AbbreviationsBeforeNumbers = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "nos", "ca", "vol", "vols", "fig", "sec", "para", "p", "pp", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
        "sept", "oct", "nov", "dec",
    };

    private static readonly HashSet<string> UsualFirstWords = new(StringComparer.Ordinal)
    {
        "The", "A", "An", "In", "On", "At", "It", "Its", "This", "That", "These", "Those", "But", "And", "Yet", "So", "He", "She", "They",
        "We", "There", "Both", "For", "By", "As", "If", "When", "While", "With", "From", "However",
    };

    public static IReadOnlyList<(Sentence Sentence, int Offset)> Split(IReadOnlyList<Placed> pieces)
    {
        var sentences = new List<(Sentence, int)>();
        var current = new List<Placed>();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Inline is not Text { Value: var text })
            {
                current.Add(pieces[i]);
                if (pieces[i].Inline is CitationMark && EndsWithTerminator(current) && (i + 1 == pieces.Count || StartsSentence(pieces, i + 1)))
                {
                    Close();
                }

                continue;
            }

            var start = 0;
            if (current.Count > 0 && EndsWithTerminator(current) && text.Length > 0 && char.IsWhiteSpace(text[0]) && LooksLikeStart(text, 0))
            {
                Close();
            }

            while (NextEnd(text, start, pieces, i + 1) is { } end)
            {
                current.Add(new(new Text(text[start..end]), pieces[i].Offset + start));
                Close();
                start = end;
            }

            if (start < text.Length)
            {
                current.Add(new(new Text(text[start..]), pieces[i].Offset + start));
            }
        }

        Close();
        return sentences;

        void Close()
        {
            if (Trimmed(current) is [var first, ..] trimmed)
            {
                sentences.Add((new([.. trimmed.Select(piece => piece.Inline)]), first.Offset));
            }

            current.Clear();
        }
    }

    private static int? NextEnd(string text, int start, IReadOnlyList<Placed> pieces, int next)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (!Terminators.Contains(text[i], StringComparison.Ordinal))
            {
                continue;
            }

            var end = i + 1;
            while (end < text.Length && (Terminators.Contains(text[end], StringComparison.Ordinal) || Closers.Contains(text[end], StringComparison.Ordinal)))
            {
                end++;
            }

            var onlyBlanksFollow = text.AsSpan(end).IsWhiteSpace();
            if (onlyBlanksFollow && next < pieces.Count && pieces[next].Inline is CitationMark)
            {
                return null;
            }

            var isWide = text[i] > '…';
            var isEnd = onlyBlanksFollow
                ? end < text.Length && next < pieces.Count && StartsSentence(pieces, next)
                : isWide || (char.IsWhiteSpace(text[end]) && LooksLikeStart(text, end));
            if (isEnd && !(end == i + 1 && text[i] == '.' && IsAbbreviation(text, start, i)))
            {
                return end;
            }

            i = end - 1;
        }

        return null;
    }

    private static bool IsAbbreviation(string text, int start, int stop)
    {
        var from = stop;
        while (from > start && (char.IsLetter(text[from - 1]) || text[from - 1] == '.'))
        {
            from--;
        }

        var word = text[from..stop];
        if (word.Contains('.', StringComparison.Ordinal))
        {
            return !UsualFirstWords.Contains(WordAfter(text, stop + 1));
        }

        return (word.Length == 1 && char.IsUpper(word[0])) || Abbreviations.Contains(word)
            || (AbbreviationsBeforeNumbers.Contains(word) && text.AsSpan(stop + 1).TrimStart() is [>= '0' and <= '9', ..]);
    }

    private static string WordAfter(string text, int from)
    {
        var word = text.AsSpan(from).TrimStart();
        var length = 0;
        while (length < word.Length && char.IsLetter(word[length]))
        {
            length++;
        }

        return word[..length].ToString();
    }

    private static bool LooksLikeStart(string text, int from)
    {
        var rest = text.AsSpan(from).TrimStart().TrimStart("\"'“‘«([¿¡");
        return rest.Length > 0 && !char.IsLower(rest[0]) && !Terminators.Contains(rest[0], StringComparison.Ordinal);
    }

    // Text goes on with the same sentence unless a space parts it from what stands before.
    private static bool StartsSentence(IReadOnlyList<Placed> pieces, int from)
    {
        if (pieces[from].Inline is CitationMark || (pieces[from].Inline is Text { Value: var text } && !(text.Length > 0 && char.IsWhiteSpace(text[0]))))
        {
            return false;
        }

        const int Enough = 3;
        ImmutableArray<Inline> following = [.. pieces.Skip(from).Take(Enough).Select(piece => piece.Inline)];
        return LooksLikeStart(PlainText.Render(following), 0);
    }

    private static bool EndsWithTerminator(List<Placed> pieces)
    {
        var last = pieces.FindLast(piece => piece.Inline is not CitationMark)?.Inline;
        var text = last is null ? string.Empty : PlainText.Render([last]).TrimEnd().TrimEnd("\"'”’»)]".ToCharArray());
        return text.Length > 0 && Terminators.Contains(text[^1], StringComparison.Ordinal);
    }

    private static ImmutableArray<Placed> Trimmed(List<Placed> pieces)
    {
        var trimmed = pieces.ToList();
        while (trimmed is [{ Inline: Text { Value: var first }, Offset: var offset }, ..])
        {
            var text = first.TrimStart();
            trimmed[0] = new(new Text(text), offset + first.Length - text.Length);
            if (text.Length > 0)
            {
                break;
            }

            trimmed.RemoveAt(0);
        }

        while (trimmed is [.., { Inline: Text { Value: var last } }])
        {
            trimmed[^1] = trimmed[^1] with { Inline = new Text(last.TrimEnd()) };
            if (!string.IsNullOrWhiteSpace(last))
            {
                break;
            }

            trimmed.RemoveAt(trimmed.Count - 1);
        }

        return [.. trimmed];
    }
}
