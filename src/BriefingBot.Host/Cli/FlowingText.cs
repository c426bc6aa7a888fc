using Spectre.Console;
using Spectre.Console.Rendering;

namespace BriefingBot.Host.Cli;

/// <summary>
/// Styled text that wraps between words only. Spectre's own paragraph may also break where the style changes, which
/// puts the full stop after a citation mark on a line of its own.
/// </summary>
internal sealed class FlowingText : Renderable
{
    private readonly List<List<Segment>> words = [[]];

    public FlowingText Append(string text, Style style)
    {
        var parts = text.Split(' ');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                words.Add([]);
            }

            if (parts[i].Length > 0)
            {
                words[^1].Add(new Segment(parts[i], style));
            }
        }

        return this;
    }

    protected override Measurement Measure(RenderOptions options, int maxWidth)
    {
        var widths = words.Select(word => Segment.CellCount(word)).ToList();
        return new(Math.Min(maxWidth, widths.Max()), Math.Min(maxWidth, widths.Sum() + widths.Count - 1));
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var used = 0;
        foreach (var word in words.Where(word => word.Count > 0))
        {
            var width = Segment.CellCount(word);
            if (used > 0 && used + 1 + width > maxWidth)
            {
                yield return Segment.LineBreak;
                used = 0;
            }
            else if (used > 0)
            {
                yield return new Segment(" ");
                used++;
            }

            // A word wider than the terminal is left to the terminal.
            foreach (var segment in word)
            {
                yield return segment;
            }

            used += width;
        }

        yield return Segment.LineBreak;
    }
}
