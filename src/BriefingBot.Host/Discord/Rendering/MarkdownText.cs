using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>
/// Discord's markdown as it is written, and the only place that escapes for it: what goes through <see cref="Text"/> and
/// <see cref="Code"/> is shown letter by letter and can neither format, link nor mention anybody.
/// </summary>
internal sealed class MarkdownText
{
    // Splits what would be a mention in the raw text, which backslashes do not for everybody who reads it; takes no width.
    private const char Breaker = '\u200B';

    private static readonly SearchValues<char> Special = SearchValues.Create("\\*_~|`<>#@[]:(/");
    private static readonly SearchValues<char> SpecialInCode = SearchValues.Create("`@<[]");

    private const string BlockFence = "```";

    private readonly List<char> text = new(4_096);
    private LineStart lineStart;
    private int breaks;
    private string prefix = string.Empty;
    private bool inLabel;

    // What follows a colon at the end of a text is not known before the next one comes.
    private bool endsInColon;

    private enum LineStart
    {
        Passed,
        Here,

        /// <summary>After digits that began the line: a full stop would make it a list.</summary>
        Digits,
    }

    public int Length => text.Count;

    public ReadOnlySpan<char> Span => CollectionsMarshal.AsSpan(text);

    public void Clear()
    {
        text.Clear();
        NewDisplay();
        inLabel = false;
    }

    /// <summary>What follows stands in a text of its own, so no line break separates it.</summary>
    public void NewDisplay()
    {
        (breaks, prefix, lineStart, endsInColon) = (0, string.Empty, LineStart.Here, false);
    }

    /// <summary>Begins a line when something visible follows; a line without anything is not begun.</summary>
    /// <param name="lineBreaks">How many line breaks separate it from what was written before.</param>
    /// <param name="marker">Our own markup at the start of the line.</param>
    public void Line(int lineBreaks, string marker)
    {
        (breaks, prefix, lineStart) = (Math.Max(breaks, lineBreaks), marker, LineStart.Here);
        endsInColon = false;
    }

    /// <summary>Our own markup, as it is.</summary>
    public void Markup(ReadOnlySpan<char> markup)
    {
        Begin();
        lineStart = LineStart.Passed;
        endsInColon = false;

        // Two runs of the same mark would read as one.
        if (markup[0] is '*' or '`' && text is [.., var last] && last == markup[0])
        {
            text.Add(Breaker);
        }

        Add(markup);
    }

    /// <summary>Ends what <see cref="Markup"/> began.</summary>
    public void EndMarkup(ReadOnlySpan<char> markup)
    {
        endsInColon = false;
        Add(markup);
    }

    /// <summary>Begins the label of a link, in which brackets would end it and are shown by their full-width likenesses.</summary>
    public void BeginLabel()
    {
        Markup("[");
        inLabel = true;
    }

    /// <param name="target">From <see cref="LinkTarget"/>.</param>
    public void EndLabel(string target)
    {
        inLabel = false;
        endsInColon = false;
        Add("](<");
        Add(target);
        Add(">)");
    }

    /// <summary>Text from people or files.</summary>
    public void Text(string value)
    {
        var rest = SafeText.Inert(value).AsSpan();
        if (lineStart is LineStart.Here)
        {
            rest = TrimStart(rest);
        }

        if (rest.IsEmpty)
        {
            return;
        }

        Begin();
        if (endsInColon && !char.IsWhiteSpace(rest[0]))
        {
            text.Insert(text.Count - 1, '\\');
        }

        endsInColon = false;
        rest = EscapeLineStart(rest);
        while (!rest.IsEmpty)
        {
            var next = rest.IndexOfAny(Special);
            if (next < 0)
            {
                Add(rest);
                return;
            }

            Add(rest[..next]);
            Escape(rest[next], rest[(next + 1)..]);
            rest = rest[(next + 1)..];
        }
    }

    /// <summary>Text to be taken letter by letter, or typed.</summary>
    public void Code(string value)
    {
        var rest = SafeText.Inert(value).AsSpan().Trim();
        if (TrimStart(rest).IsEmpty)
        {
            return;
        }

        // Three would begin a block, so runs of backticks inside are split and two enclose them.
        var fence = rest.Contains('`') ? "``" : "`";
        Markup(fence);
        Add(rest[0] == '`' ? " " : string.Empty);
        var endsInBacktick = rest[^1] == '`';
        for (var next = rest.IndexOfAny(SpecialInCode); next >= 0; next = rest.IndexOfAny(SpecialInCode))
        {
            var special = rest[next];
            var after = rest[(next + 1)..];
            Add(rest[..next]);
            text.Add(InLabel(special));
            if (MarkdownMeaning.IsMeantInCode(special, after))
            {
                text.Add(Breaker);
            }

            rest = after;
        }

        Add(rest);
        Add(endsInBacktick ? " " : string.Empty);
        Add(fence);
    }

    /// <summary>Lines to be taken letter by letter. Nothing but three backticks means anything inside, mentions neither.</summary>
    public void CodeBlock(ImmutableArray<string> lines)
    {
        Markup(BlockFence);
        foreach (var line in lines)
        {
            text.Add('\n');
            var rest = SafeText.Inert(line).AsSpan();
            for (var next = rest.IndexOf("``"); next >= 0; next = rest.IndexOf("``"))
            {
                Add(rest[..(next + 1)]);
                text.Add(Breaker);
                rest = rest[(next + 1)..];
            }

            Add(rest);
        }

        Add("\n");
        Add(BlockFence);
    }

    private static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty && (char.IsWhiteSpace(value[0]) || char.GetUnicodeCategory(value[0]) is UnicodeCategory.Format))
        {
            value = value[1..];
        }

        return value;
    }

    private char InLabel(char c) => (c, inLabel) switch
    {
        ('[', true) => '［',
        (']', true) => '］',
        _ => c,
    };

    private void Add(ReadOnlySpan<char> value) => text.AddRange(value);

    private void Begin()
    {
        for (; breaks > 0; breaks--)
        {
            text.Add('\n');
        }

        Add(prefix);
        prefix = string.Empty;
    }

    private ReadOnlySpan<char> EscapeLineStart(ReadOnlySpan<char> value)
    {
        if (lineStart is LineStart.Here && value[0] is '-' or '+')
        {
            text.Add('\\');
        }

        if (lineStart is not LineStart.Passed)
        {
            var digits = value.IndexOfAnyExceptInRange('0', '9');
            if (digits < 0)
            {
                lineStart = LineStart.Digits;
                Add(value);
                return [];
            }

            Add(value[..digits]);
            if ((digits > 0 || lineStart is LineStart.Digits) && value[digits] is '.' or ')')
            {
                text.Add('\\');
                text.Add(value[digits++]);
            }

            lineStart = LineStart.Passed;
            return value[digits..];
        }

        return value;
    }

    private void Escape(char special, ReadOnlySpan<char> after)
    {
        switch (special)
        {
            case '@' when MarkdownMeaning.MayMention(after):
                text.Add('@');
                text.Add(Breaker);
                break;
            case ':' when !MarkdownMeaning.ColonMayMean(after) && !MarkdownMeaning.EndsInOpenName(Span):
            case '(' when text is not [.., ']']:
            case '/' when text is not [.., '<']:
                text.Add(special);
                endsInColon = special == ':' && after.IsEmpty;
                break;
            case '[' or ']' when inLabel:
                text.Add(InLabel(special));
                break;
            default:
                text.Add('\\');
                text.Add(special);
                break;
        }
    }
}
