using System.Collections.Immutable;
using System.Text;

namespace BriefingBot.Documents;

/// <summary>
/// A document as plain text: what a log of a chat, a pipe or a screen reader gets. Matches stand
/// between guillemets, commands as they are typed, list items behind a dash or their number.
/// </summary>
public static class PlainText
{
    /// <summary>The blocks, separated by empty lines, each line ended by <c>\n</c>.</summary>
    public static string Render(ImmutableArray<Block> blocks) => new Writer(withMarks: true).Append(blocks).ToString();

    /// <summary>The inlines as one run of text.</summary>
    public static string Render(ImmutableArray<Inline> inlines) => new Writer(withMarks: true).Append(inlines).ToString();

    /// <summary>The words alone, without citation marks and addresses: what a search looks through.</summary>
    public static string Words(ImmutableArray<Block> blocks) => new Writer(withMarks: false).Append(blocks).ToString();

    private sealed class Writer(bool withMarks)
    {
        private readonly StringBuilder text = new();

        public override string ToString() => text.ToString();

        public Writer Append(ImmutableArray<Block> blocks)
        {
            foreach (var block in blocks)
            {
                if (text.Length > 0 && block is not StatusLine)
                {
                    text.Append('\n');
                }

                Append(block);
            }

            return this;
        }

        public Writer Append(ImmutableArray<Inline> inlines)
        {
            foreach (var inline in inlines)
            {
                Append(inline);
            }

            return this;
        }

        private void Append(Block block)
        {
            switch (block)
            {
                case Title title:
                    Clean(title.Text).Append('\n');
                    break;
                case StatusLine status:
                    Clean(status.Text).Append('\n');
                    break;
                case CardId id:
                    Clean(id.Text).Append('\n');
                    break;
                case Heading heading:
                    Append(heading.Inlines);
                    text.Append('\n');
                    break;
                case Paragraph paragraph:
                    Append(paragraph);
                    text.Append('\n');
                    break;
                case CodeBlock code:
                    foreach (var line in code.Lines)
                    {
                        Clean(line).Append('\n');
                    }

                    break;
                case ItemList list:
                    for (var i = 0; i < list.Items.Length; i++)
                    {
                        text.Append(list.Ordered ? $"{list.First + i}. " : "- ");
                        Append(list.Items[i]);
                        text.Append('\n');
                    }

                    break;
                case SourceList sources:
                    text.Append("Sources\n");
                    foreach (var entry in sources.Entries)
                    {
                        Append(entry);
                    }

                    break;
            }
        }

        private void Append(Paragraph paragraph)
        {
            for (var i = 0; i < paragraph.Sentences.Length; i++)
            {
                if (i > 0)
                {
                    text.Append(' ');
                }

                Append(paragraph.Sentences[i].Inlines);
            }
        }

        private void Append(SourceEntry entry)
        {
            text.Append(entry.Number is { } number ? $"[{number}] " : "- ");
            Clean(entry.Title);
            if (entry.Place is not null)
            {
                text.Append(", ");
                Clean(entry.Place);
            }

            if (entry.Note is not null)
            {
                text.Append(" (");
                Clean(entry.Note).Append(')');
            }

            if (entry.Url is not null)
            {
                text.Append(' ');
                Clean(entry.Url);
            }

            text.Append('\n');
            if (entry.Passage is not null)
            {
                text.Append("    “");
                Clean(entry.Passage).Append("”\n");
            }
        }

        private void Append(Inline inline)
        {
            switch (inline)
            {
                case Text plain:
                    Clean(plain.Value);
                    break;
                case Code code:
                    Clean(code.Value);
                    break;
                case CommandText command:
                    Clean(command.Command);
                    break;
                case Highlight match:
                    text.Append('«');
                    Clean(match.Value).Append('»');
                    break;
                case Emphasis emphasis:
                    Append(emphasis.Inlines);
                    break;
                case Strong strong:
                    Append(strong.Inlines);
                    break;
                case Link link:
                    Append(link.Inlines);
                    if (withMarks)
                    {
                        text.Append(" (");
                        Clean(link.Url).Append(')');
                    }

                    break;
                case Moment moment:
                    Clean(moment.InWords);
                    break;
                case CitationMark mark when withMarks:
                    foreach (var number in mark.Numbers)
                    {
                        text.Append('[').Append(number).Append(']');
                    }

                    break;
                case CitationMark when text is [.., ' ']:
                    text.Length--;
                    break;
            }
        }

        private StringBuilder Clean(string value) => text.Append(SafeText.Inert(value));
    }
}
