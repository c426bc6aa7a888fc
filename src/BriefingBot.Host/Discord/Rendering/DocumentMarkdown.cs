using System.Collections.Immutable;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>
/// A document as up to three texts, in the order in which a screen reader says them: what it is, what it says, and what that
/// rests on. Citation marks are plain <c>[1]</c>, sources begin with theirs.
/// </summary>
internal sealed class DocumentMarkdown
{
    private readonly MarkdownText text = new();
    private readonly InlineMarkdown inlines;
    private readonly int[] ends = new int[3];
    private int current;

    public DocumentMarkdown() => inlines = new(text);

    /// <summary>The UTF-16 units of all texts together: what Discord limits to 4,000 (Discord R81).</summary>
    public int Length => text.Length;

    public ReadOnlySpan<char> Head => text.Span[..ends[0]];

    public ReadOnlySpan<char> Body => text.Span[ends[0]..ends[1]];

    public ReadOnlySpan<char> Foot => text.Span[ends[1]..ends[2]];

    public void Write(ImmutableArray<Block> blocks)
    {
        text.Clear();
        inlines.Clear();
        current = 0;
        foreach (var block in blocks)
        {
            MoveTo(block switch { Title or StatusLine => 0, SourceList or CardId => 2, _ => 1 });
            Write(block);
        }

        MoveTo(2);
        ends[2] = text.Length;
    }

    // A status line after the body stays there: reading order is the document's.
    private void MoveTo(int place)
    {
        for (; current < place; current++)
        {
            ends[current] = text.Length;
            text.NewDisplay();
        }
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case Title title:
                Line(1, "## ");
                text.Text(title.Text);
                break;
            case StatusLine status:
                Line(1, "-# ");
                text.Text(status.Text);
                break;
            case CardId id:
                Line(1, "-# ");
                text.Code(id.Text);
                break;
            case Heading heading:
                Line(2, "### ");
                inlines.Write(heading.Inlines);
                break;
            case Paragraph paragraph:
                Line(2, string.Empty);
                Write(paragraph);
                break;
            case CodeBlock code:
                Line(2, string.Empty);
                text.CodeBlock(code.Lines);
                break;
            case ItemList list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    Line(i == 0 ? 2 : 1, list.Ordered ? $"{list.First + i}. " : "- ");
                    Write(list.Items[i]);
                }

                break;
            case SourceList { Entries.IsEmpty: false } sources:
                Line(2, "### ");
                text.Text("Sources");
                foreach (var entry in sources.Entries)
                {
                    Write(entry);
                }

                break;
        }
    }

    // The first line of a text follows nothing.
    private void Line(int lineBreaks, string marker) =>
        text.Line(text.Length == (current == 0 ? 0 : ends[current - 1]) ? 0 : lineBreaks, marker);

    private void Write(Paragraph paragraph)
    {
        for (var i = 0; i < paragraph.Sentences.Length; i++)
        {
            if (i > 0)
            {
                text.Text(" ");
            }

            inlines.Write(paragraph.Sentences[i].Inlines);
        }
    }

    private void Write(SourceEntry entry)
    {
        Line(1, entry.Number is { } number ? $"[{number}] " : "- ");
        inlines.WriteLink([new Text(entry.Title)], entry.Url);
        if (entry.Place is not null)
        {
            text.Text(", ");
            text.Text(entry.Place);
        }

        if (entry.Note is not null)
        {
            text.Text(" (");
            text.Text(entry.Note);
            text.Text(")");
        }

        if (entry.Passage is not null)
        {
            Line(1, "> ");
            text.Text("“");
            text.Text(entry.Passage);
            text.Text("”");
        }
    }
}
