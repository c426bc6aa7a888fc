using System.Collections.Immutable;
using BriefingBot.Documents;
using Markdig.Syntax.Inlines;
using Inline = BriefingBot.Documents.Inline;
using MarkdownInline = Markdig.Syntax.Inlines.Inline;

namespace BriefingBot.Authoring;

/// <summary>Reads what stands within a paragraph or heading, and numbers what it cites.</summary>
/// <param name="bodyStart">Where in the file the body starts.</param>
internal sealed class SectionInlines(int bodyStart, BodyProblems problems)
{
    private const int MostLevels = 6;

    private readonly List<CitationDraft> citations = [];
    private readonly Dictionary<CitationDraft, int> numbers = [];

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<CitationDraft> Citations => citations;

    public IEnumerable<Placed> Read(ContainerInline? container) => container is null ? [] : container.SelectMany(Convert);

    /// <summary>Markdig cuts text at every character that might mean something; sentences are easier to see in one piece.</summary>
    public static List<Placed> Merge(IEnumerable<Placed> pieces)
    {
        var merged = new List<Placed>();
        foreach (var piece in pieces)
        {
            if (piece.Inline is Text text && merged is [.., { Inline: Text before, Offset: var offset }])
            {
                merged[^1] = new(new Text(before.Value + text.Value), offset);
            }
            else
            {
                merged.Add(piece);
            }
        }

        return merged;
    }

    private IEnumerable<Placed> Convert(MarkdownInline inline)
    {
        var offset = inline.Span.Start;
        if (inline is ContainerInline && inline.FindParentOfType<ContainerInline>().Take(MostLevels + 1).Count() > MostLevels)
        {
            problems.Unsupported(offset, "Emphasis and links inside one another, so many levels deep,");
            return [];
        }

        switch (inline)
        {
            case LiteralInline literal:
                return [new(new Text(literal.Content.ToString()), offset)];
            case LineBreakInline:
                return [new(new Text(" "), offset)];
            case CodeInline code:
                return [new(new Code(code.Content), offset)];
            case HtmlEntityInline entity:
                return [new(new Text(SafeText.Inert(entity.Transcoded.ToString())), offset)];
            case CitationInline citation:
                return Cite(citation);
            case EmphasisInline emphasis:
                ImmutableArray<Inline> inner = [.. Merge(Read(emphasis)).Select(piece => piece.Inline)];
                return [new(emphasis.DelimiterCount >= 2 ? new Strong(inner) : new Emphasis(inner), offset)];
            case LinkInline { IsImage: true }:
                problems.Unsupported(offset, "Images");
                return [];
            case LinkInline link:
                ImmutableArray<Inline> label = [.. Merge(Read(link)).Select(piece => piece.Inline)];
                return CheckedLink(label, link.Url ?? string.Empty, offset);
            case AutolinkInline { IsEmail: false } autolink:
                return CheckedLink([new Text(autolink.Url)], autolink.Url, offset);
            case AutolinkInline email:
                return [new(new Text(email.Url), offset)];
            case ContainerInline other:
                return Read(other);
            default:
                return [];
        }
    }

    private IEnumerable<Placed> Cite(CitationInline citation)
    {
        var (drafts, problem) = citation.HasEnd
            ? CitationSyntax.Parse(citation.Content, bodyStart + citation.Span.Start + 1)
            : ([], "This citation is never closed; end it with “]”.");
        if (problem is not null)
        {
            problems.Error(citation.Span.Start, ProblemCodes.BadCitation, problem);
        }

        return [new(new CitationMark([.. drafts.Select(NumberOf).Distinct()]), citation.Span.Start)];
    }

    private int NumberOf(CitationDraft draft)
    {
        if (numbers.TryGetValue(draft with { Offset = 0 }, out var number))
        {
            return number;
        }

        citations.Add(draft);
        return numbers[draft with { Offset = 0 }] = citations.Count;
    }

    private IEnumerable<Placed> CheckedLink(ImmutableArray<Inline> label, string url, int offset)
    {
        if (WebAddress.IsSafe(url))
        {
            return [new(new Link(label, url), offset)];
        }

        problems.Error(offset, ProblemCodes.BadLink,
            $"The link “{SafeText.Echo(url)}” does not lead to a web page; write a full address that begins with https://.");
        return label.Select(inline => new Placed(inline, offset));
    }
}
