using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Documents;
using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Block = BriefingBot.Documents.Block;
using CodeBlock = Markdig.Syntax.CodeBlock;
using Inline = BriefingBot.Documents.Inline;

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

    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    private readonly string title;
    private readonly BodyProblems problems;
    private readonly SectionInlines inlines;

    private SectionBody(string title, int bodyStart, BodyProblems problems) =>
        (this.title, this.problems, inlines) = (title, problems, new(bodyStart, problems));

    /// <param name="bodyStart">Where in the file the body starts.</param>
    /// <param name="title">The section's title, which no heading may repeat.</param>
    public static BodyDraft Read(FileText file, int bodyStart, string title, ProblemSink problems)
    {
        var body = new SectionBody(title, bodyStart, new(file, bodyStart, problems));
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

        if (body.inlines.Citations.Count > MostCitations)
        {
            problems.Error(file.PlaceOf(bodyStart), ProblemCodes.TooLong,
                $"The text cites {body.inlines.Citations.Count:N0} passages; a section cites at most {MostCitations}. Make several sections of it.");
        }

        return new(blocks, [.. body.inlines.Citations]);
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
                var words = inlines.Read(heading.Inline).Select(piece => piece.Inline).ToImmutableArray();
                if (string.Equals(Names.Normalize(PlainText.Render(words)), Names.Normalize(title), StringComparison.Ordinal))
                {
                    problems.Error(heading.Span.Start, ProblemCodes.RepeatedTitle,
                        "This heading repeats the title, which is always shown; delete it.");
                }

                return [new Heading(heading.Level, words)];
            case ListBlock list:
                return [new ItemList(list.IsOrdered, [.. list.OfType<ListItemBlock>().Select(Item)])];
            case LinkReferenceDefinitionGroup or ParagraphBlock:
                return [];
            default:
                problems.Unsupported(block.Span.Start, block switch
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
            problems.Unsupported(nested.Span.Start, nested is ListBlock ? "Lists inside lists" : "Blocks inside lists");
        }

        return new([.. item.OfType<ParagraphBlock>().SelectMany(paragraph => Sentences(paragraph))]);
    }

    private ImmutableArray<Sentence> Sentences(ParagraphBlock paragraph)
    {
        var sentences = SentenceSplitter.Split(SectionInlines.Merge(inlines.Read(paragraph.Inline)));
        foreach (var (sentence, offset) in sentences.Where(sentence => !HoldsCitation(sentence.Sentence.Inlines)))
        {
            problems.Error(offset, ProblemCodes.UncitedSentence,
                $"“{SafeText.Echo(PlainText.Render(sentence.Inlines), 50)}” cites nothing; add [@source, sec. 3, para. 1] before its full stop.");
        }

        return [.. sentences.Select(sentence => sentence.Sentence)];
    }

    private static bool HoldsCitation(ImmutableArray<Inline> inlines) => inlines.Any(inline => inline switch
    {
        CitationMark => true,
        Emphasis emphasis => HoldsCitation(emphasis.Inlines),
        Strong strong => HoldsCitation(strong.Inlines),
        _ => false,
    });
}
