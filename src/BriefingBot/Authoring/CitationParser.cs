using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace BriefingBot.Authoring;

/// <summary>What stands between <c>[@</c> and <c>]</c>, not yet taken apart.</summary>
internal sealed class CitationInline : LeafInline
{
    public required string Content { get; init; }

    public required bool HasEnd { get; init; }
}

/// <summary>Lets Markdig see a citation where it would try to see a link.</summary>
internal sealed class CitationParser : InlineParser
{
    public CitationParser() => OpeningCharacters = ['['];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar() != '@')
        {
            return false;
        }

        var rest = slice.AsSpan();
        var end = rest.IndexOf(']');
        var length = end < 0 ? rest.Length : end + 1;
        var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
        processor.Inline = new CitationInline
        {
            // A citation may be wrapped; the line break is as long as the space it stands for.
            Content = rest[1..(end < 0 ? rest.Length : end)].ToString().Replace('\n', ' '),
            HasEnd = end >= 0,
            Span = new(start, start + length - 1),
            Line = line,
            Column = column,
        };
        slice.Start += length;
        return true;
    }
}
