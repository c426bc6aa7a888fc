using BriefingBot.Chat;
using BriefingBot.Documents;
using Spectre.Console;
using Paragraph = BriefingBot.Documents.Paragraph;
using Text = BriefingBot.Documents.Text;

namespace BriefingBot.Host.Cli;

/// <summary>A reply for a terminal: wrapped to its width, styled where it can be. Says the same as plain text without colours.</summary>
internal static class TerminalRenderer
{
    private static readonly Style Plain = Style.Plain;
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Italic = new(decoration: Decoration.Italic);
    private static readonly Style Typed = new(foreground: Color.Teal);
    private static readonly Style Marked = new(decoration: Decoration.Bold | Decoration.Underline);

    public static void Write(Reply reply, IAnsiConsole console)
    {
        foreach (var block in reply.BlocksWithFiles)
        {
            Write(block, console);
        }

        foreach (var menu in reply.Controls.OfType<Menu>())
        {
            Line(console, [new Text($"{menu.Label}: "), .. menu.Items.SelectMany((item, i) =>
                new Inline[] { new Text(i == 0 ? string.Empty : " · "), item.IsCurrent ? new Strong([new Text(item.Label)]) : new Text(item.Label) })], Dim);
        }

        if (reply.Controls.OfType<Button>().FirstOrDefault(button => !button.Command.EndsWith(" share", StringComparison.Ordinal)) is { } button)
        {
            Line(console, [new Text($"{button.Label}: "), new CommandText(button.Command)], Dim);
        }
    }

    private static void Write(Block block, IAnsiConsole console)
    {
        switch (block)
        {
            case Title title:
                Line(console, [new Text(title.Text)], Bold);
                break;
            case StatusLine status:
                Line(console, [new Text(status.Text)], Dim);
                break;
            case CardId id:
                Line(console, [new Text(id.Text)], Dim);
                break;
            case Heading heading:
                console.WriteLine();
                Line(console, heading.Inlines, Bold);
                break;
            case Paragraph paragraph:
                console.WriteLine();
                Line(console, Inlines(paragraph), Plain);
                break;
            case CodeBlock code:
                console.WriteLine();
                foreach (var line in code.Lines)
                {
                    Line(console, [new Text(line)], Typed);
                }

                break;
            case ItemList list:
                console.WriteLine();
                for (var i = 0; i < list.Items.Length; i++)
                {
                    Item(console, list.Ordered ? $"{list.First + i}." : "•", Inlines(list.Items[i]));
                }

                break;
            case SourceList sources:
                console.WriteLine();
                Line(console, [new Text("Sources")], Bold);
                foreach (var entry in sources.Entries)
                {
                    Item(console, entry.Number is { } number ? $"[{number}]" : "•", Source(entry));
                }

                console.WriteLine();
                break;
        }
    }

    private static IEnumerable<Inline> Source(SourceEntry entry)
    {
        yield return new Text(entry.Title);
        yield return new Text(entry.Place is null ? string.Empty : $", {entry.Place}");
        yield return new Text(entry.Note is null ? string.Empty : $" ({entry.Note})");
        yield return new Text(entry.Url is null ? string.Empty : $" {entry.Url}");
        if (entry.Passage is not null)
        {
            yield return new Emphasis([new Text($" “{entry.Passage}”")]);
        }
    }

    private static IEnumerable<Inline> Inlines(Paragraph paragraph) =>
        paragraph.Sentences.SelectMany((sentence, i) => i == 0 ? sentence.Inlines : sentence.Inlines.Insert(0, new Text(" ")));

    private static void Item(IAnsiConsole console, string mark, IEnumerable<Inline> inlines)
    {
        var grid = new Grid { Expand = false }.AddColumn(new GridColumn { Padding = new(1, 0, 1, 0), NoWrap = true }).AddColumn(new GridColumn { Padding = new(0, 0) });
        grid.AddRow(new FlowingText().Append(mark, Dim), Flow(inlines, Plain));
        console.Write(grid);
    }

    private static void Line(IAnsiConsole console, IEnumerable<Inline> inlines, Style style)
    {
        console.Write(Flow(inlines, style));
    }

    private static FlowingText Flow(IEnumerable<Inline> inlines, Style style)
    {
        var flow = new FlowingText();
        foreach (var inline in inlines)
        {
            Append(flow, inline, style);
        }

        return flow;
    }

    private static void Append(FlowingText flow, Inline inline, Style style)
    {
        var (text, inner) = inline switch
        {
            Emphasis emphasis => (PlainText.Render(emphasis.Inlines), style.Combine(Italic)),
            Strong strong => (PlainText.Render(strong.Inlines), style.Combine(Bold)),
            Highlight => (PlainText.Render([inline]), style.Combine(Marked)),
            CommandText or Code => (PlainText.Render([inline]), style.Combine(Typed)),
            CitationMark => (PlainText.Render([inline]), style.Combine(Dim)),
            _ => (PlainText.Render([inline]), style),
        };
        flow.Append(text, inner);
    }
}
