using System.Collections.Immutable;
using System.Globalization;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>
/// A document as up to three texts, in the order in which a screen reader says them: what it is, what it says, and what that
/// rests on. Citation marks are plain <c>[1]</c>, sources begin with theirs.
/// </summary>
internal sealed class DocumentMarkdown
{
    private static readonly string[] Marks = [.. Enumerable.Range(0, 100).Select(number => $"[{number}]")];

    private readonly MarkdownText text = new();
    private readonly int[] ends = new int[3];
    private int current;
    private bool inStrong;
    private bool inEmphasis;
    private bool inLink;

    /// <summary>The UTF-16 units of all texts together: what Discord limits to 4,000 (Discord R81).</summary>
    public int Length => text.Length;

    public ReadOnlySpan<char> Head => text.Span[..ends[0]];

    public ReadOnlySpan<char> Body => text.Span[ends[0]..ends[1]];

    public ReadOnlySpan<char> Foot => text.Span[ends[1]..ends[2]];

    public void Write(ImmutableArray<Block> blocks)
    {
        text.Clear();
        (current, inStrong, inEmphasis, inLink) = (0, false, false, false);
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
                Write(heading.Inlines);
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

            Write(paragraph.Sentences[i].Inlines);
        }
    }

    private void Write(SourceEntry entry)
    {
        Line(1, entry.Number is { } number ? $"[{number}] " : "- ");
        WriteLink([new Text(entry.Title)], entry.Url);
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

    private void Write(ImmutableArray<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            Write(inline);
        }
    }

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case Text plain:
                text.Text(plain.Value);
                break;
            case Code code:
                text.Code(code.Value);
                break;
            case CommandText command:
                text.Code(command.Command);
                break;
            case Highlight match:
                WriteMarked("**", ref inStrong, [new Text(match.Value)]);
                break;
            case Strong strong:
                WriteMarked("**", ref inStrong, strong.Inlines);
                break;
            case Emphasis emphasis:
                WriteMarked("*", ref inEmphasis, emphasis.Inlines);
                break;
            case Link link:
                WriteLink(link.Inlines, link.Url);
                break;
            case Moment moment:
                text.Text(moment.InWords);
                if (!inLink)
                {
                    // Discord shows it by the clock of whoever reads it.
                    text.Text(" (");
                    text.Markup(string.Create(CultureInfo.InvariantCulture, $"<t:{moment.At.ToUnixTimeSeconds()}:F>"));
                    text.Text(")");
                }

                break;
            case CitationMark mark:
                foreach (var number in mark.Numbers)
                {
                    text.Markup(inLink ? $"［{number}］" : number is >= 0 and < 100 ? Marks[number] : $"[{number}]");
                }

                break;
        }
    }

    // Marks with a space or nothing inside are no marks to Discord, and a mark inside its like would end it.
    private void WriteMarked(string mark, ref bool isInside, ImmutableArray<Inline> inlines)
    {
        var words = PlainText.Render(inlines);
        if (isInside || string.IsNullOrWhiteSpace(words) || char.IsWhiteSpace(words[0]) || char.IsWhiteSpace(words[^1]))
        {
            Write(inlines);
            return;
        }

        isInside = true;
        text.Markup(mark);
        Write(inlines);
        text.EndMarkup(mark);
        isInside = false;
    }

    private void WriteLink(ImmutableArray<Inline> label, string? url)
    {
        if (inLink || url is null || LinkTarget.Of(url) is not { } target)
        {
            Write(label);
            return;
        }

        inLink = true;
        var words = label is [Text only] ? only.Value : PlainText.Render(label);
        if (words == url || string.IsNullOrWhiteSpace(words))
        {
            text.Markup($"<{target}>");
        }
        else if (words.Contains("://", StringComparison.Ordinal))
        {
            // Discord makes no link of a label that looks like another address.
            Write(label);
            text.Text(" ");
            text.Markup($"<{target}>");
        }
        else
        {
            text.BeginLabel();
            Write(label);
            text.EndLabel(target);
        }

        inLink = false;
    }
}
