using System.Collections.Immutable;
using System.Globalization;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>What stands within a line, in Discord's markdown, where no mark may stand inside its like.</summary>
internal sealed class InlineMarkdown(MarkdownText text)
{
    private static readonly string[] Marks = [.. Enumerable.Range(0, 100).Select(number => $"[{number}]")];

    private bool inStrong;
    private bool inEmphasis;
    private bool inLink;

    public void Clear() => (inStrong, inEmphasis, inLink) = (false, false, false);

    public void Write(ImmutableArray<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            Write(inline);
        }
    }

    /// <param name="url">Null where it is known by its name alone.</param>
    public void WriteLink(ImmutableArray<Inline> label, string? url)
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
}
