using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Documents;
using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Block = BriefingBot.Documents.Block;
using CodeBlock = Markdig.Syntax.CodeBlock;
using Inline = BriefingBot.Documents.Inline;
using MarkdownInline = Markdig.Syntax.Inlines.Inline;

namespace BriefingBot.Authoring;

/// <summary>A section's body as it was written.</summary>
/// <param name="Citations">In the order of their numbers; the mark <c>[n]</c> is the n-th. Each form of writing counts once.</param>
internal sealed record BodyDraft(ImmutableArray<Block> Blocks, ImmutableArray<CitationDraft> Citations);

/// <summary>Reads a section's Markdown: paragraphs, lists and headings, with a citation for every sentence.</summary>
internal sealed class SectionBody
{
    // Six times what fits a card. What Markdig makes of odd text grows faster than the text.
    private const int MostCharacters = 16_000;
    private const int MostCitations = 100;
    private const int MostLevels = 6;

    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    private readonly FileText file;
    private readonly int bodyStart;
    private readonly string title;
    private readonly ProblemSink problems;
    private readonly List<CitationDraft> citations = [];
    private readonly Dictionary<CitationDraft, int> numbers = [];

    private SectionBody(FileText file, int bodyStart, string title, ProblemSink problems) =>
        (this.file, this.bodyStart, this.title, this.problems) = (file, bodyStart, title, problems);

    /// <param name="bodyStart">Where in the file the body starts.</param>
    /// <param name="title">The section's title, which no heading may repeat.</param>
    public static BodyDraft Read(FileText file, int bodyStart, string title, ProblemSink problems)
    {
        var body = new SectionBody(file, bodyStart, title, problems);
        if (file.Text.Length - bodyStart > MostCharacters)
        {
            problems.Error(file.PlaceOf(bodyStart), ProblemCodes.TooLong,
                $"The text has {file.Text.Length - bodyStart:N0} characters; the most that is read is {MostCharacters:N0}. Make several sections of it.");
            return new([], []);
        }

        ImmutableArray<Block> blocks;
        try
        {
            blocks = [.. Markdown.Parse(file.Text[bodyStart..], Pipeline).SelectMany(body.Convert)];
        }
        catch (ArgumentException)
        {
            // Markdig's answer to nesting that nobody writes by hand.
            problems.Error(file.PlaceOf(bodyStart), ProblemCodes.UnsupportedMarkdown, "The text below is nested too deeply; write plain paragraphs.");
            return new([], []);
        }

        if (blocks.IsEmpty && !problems.HasErrors)
        {
            problems.Error(file.PlaceOf(bodyStart), ProblemCodes.EmptyBody, "There is no text below the front matter; write 3 to 7 sentences, each with its citation.");
        }

        if (body.citations.Count > MostCitations)
        {
            problems.Error(file.PlaceOf(bodyStart), ProblemCodes.TooLong,
                $"The text cites {body.citations.Count:N0} passages; a section cites at most {MostCitations}. Make several sections of it.");
        }

        return new(blocks, [.. body.citations]);
    }

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation().DisableHtml();
        builder.InlineParsers.InsertBefore<LinkInlineParser>(new CitationParser());
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        return builder.Build();
    }

    private IEnumerable<Block> Convert(Markdig.Syntax.Block block)
    {
        switch (block)
        {
            case ParagraphBlock paragraph when Sentences(paragraph) is { IsEmpty: false } sentences:
                return [new Paragraph(sentences)];
            case HeadingBlock heading:
                var inlines = Inlines(heading.Inline).Select(piece => piece.Inline).ToImmutableArray();
                if (string.Equals(Names.Normalize(PlainText.Render(inlines)), Names.Normalize(title), StringComparison.Ordinal))
                {
                    problems.Error(PlaceOf(heading.Span.Start), ProblemCodes.RepeatedTitle,
                        "This heading repeats the title, which is always shown; delete it.");
                }

                return [new Heading(heading.Level, inlines)];
            case ListBlock list:
                return [new ItemList(list.IsOrdered, [.. list.OfType<ListItemBlock>().Select(Item)])];
            case LinkReferenceDefinitionGroup or ParagraphBlock:
                return [];
            default:
                Unsupported(block.Span.Start, block switch
                {
                    QuoteBlock => "Quotations",
                    CodeBlock => "Code blocks",
                    ThematicBreakBlock => "Rules",
                    _ => "Blocks of this kind",
                });
                return [];
        }
    }

    private Paragraph Item(ListItemBlock item)
    {
        foreach (var nested in item.Where(block => block is not ParagraphBlock))
        {
            Unsupported(nested.Span.Start, nested is ListBlock ? "Lists inside lists" : "Blocks inside lists");
        }

        return new([.. item.OfType<ParagraphBlock>().SelectMany(paragraph => Sentences(paragraph))]);
    }

    private ImmutableArray<Sentence> Sentences(ParagraphBlock paragraph)
    {
        var sentences = SentenceSplitter.Split(Merge(Inlines(paragraph.Inline)));
        foreach (var (sentence, offset) in sentences.Where(sentence => !HoldsCitation(sentence.Sentence.Inlines)))
        {
            problems.Error(PlaceOf(offset), ProblemCodes.UncitedSentence,
                $"“{SafeText.Echo(PlainText.Render(sentence.Inlines), 50)}” cites nothing; add [@source, sec. 3, para. 1] before its full stop.");
        }

        return [.. sentences.Select(sentence => sentence.Sentence)];
    }

    private IEnumerable<Placed> Inlines(ContainerInline? container) => container is null ? [] : container.SelectMany(Convert);

    private IEnumerable<Placed> Convert(MarkdownInline inline)
    {
        var offset = inline.Span.Start;
        if (inline is ContainerInline && inline.FindParentOfType<ContainerInline>().Take(MostLevels + 1).Count() > MostLevels)
        {
            Unsupported(offset, "Emphasis and links inside one another, so many levels deep,");
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
                ImmutableArray<Inline> inner = [.. Merge(Inlines(emphasis)).Select(piece => piece.Inline)];
                return [new(emphasis.DelimiterCount >= 2 ? new Strong(inner) : new Emphasis(inner), offset)];
            case LinkInline { IsImage: true }:
                Unsupported(offset, "Images");
                return [];
            case LinkInline link:
                ImmutableArray<Inline> label = [.. Merge(Inlines(link)).Select(piece => piece.Inline)];
                return CheckedLink(label, link.Url ?? string.Empty, offset);
            case AutolinkInline { IsEmail: false } autolink:
                return CheckedLink([new Text(autolink.Url)], autolink.Url, offset);
            case AutolinkInline email:
                return [new(new Text(email.Url), offset)];
            case ContainerInline other:
                return Inlines(other);
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
            problems.Error(PlaceOf(citation.Span.Start), ProblemCodes.BadCitation, problem);
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

        problems.Error(PlaceOf(offset), ProblemCodes.BadLink,
            $"The link “{SafeText.Echo(url)}” does not lead to a web page; write a full address that begins with https://.");
        return label.Select(inline => new Placed(inline, offset));
    }

    // Markdig cuts text at every character that might mean something; sentences are easier to see in one piece.
    private static List<Placed> Merge(IEnumerable<Placed> pieces)
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

    private static bool HoldsCitation(ImmutableArray<Inline> inlines) => inlines.Any(inline => inline switch
    {
        CitationMark => true,
        Emphasis emphasis => HoldsCitation(emphasis.Inlines),
        Strong strong => HoldsCitation(strong.Inlines),
        _ => false,
    });

    private void Unsupported(int offset, string what) => problems.Error(PlaceOf(offset), ProblemCodes.UnsupportedMarkdown,
        $"{what} are not shown; write paragraphs, simple lists, headings, emphasis and links.");

    private Place PlaceOf(int offset) => file.PlaceOf(Math.Min(bodyStart + offset, file.Text.Length));
}
