using System.Collections.Immutable;

namespace BriefingBot.Documents;

/// <summary>
/// Makes a document fit where only so much can be shown at once, in parts. Title, status, id and, where they take no more than
/// half the room, the sources are in every part; everything else is in exactly one. A part ends between two sentences, list
/// items or sources, and counts what is left.
/// </summary>
public static class DocumentCut
{
    /// <summary>
    /// The parts in order, at least one; the document itself where it fits. A sentence or source that is longer than a part is
    /// cut, a source's passage first. A part is longer than <paramref name="most"/> only where there is no room for anything.
    /// </summary>
    /// <param name="most">How much one part holds.</param>
    /// <param name="measure">How much of it some blocks take; more blocks never take less.</param>
    public static ImmutableArray<ImmutableArray<Block>> Split(ImmutableArray<Block> blocks, int most, Func<ImmutableArray<Block>, int> measure)
    {
        if (measure(blocks) <= most)
        {
            return [blocks];
        }

        var pieces = DocumentPieces.Of(blocks, most, measure);
        var parts = ImmutableArray.CreateBuilder<ImmutableArray<Block>>();
        for (var start = 0; start < pieces.Count;)
        {
            var count = Count(pieces, start, most, measure);
            if (count == 0)
            {
                count = 1;
                pieces.Shorten(start, shortened => measure(shortened) <= most);
            }

            parts.Add(pieces.Part(start, start + count));
            start += count;
        }

        return parts.Count == 0 ? [pieces.Part(0, 0)] : parts.ToImmutable();
    }

    // The longest run that fits. Every piece takes at least one unit, so there are never more pieces in a part than units.
    private static int Count(DocumentPieces pieces, int start, int most, Func<ImmutableArray<Block>, int> measure)
    {
        var (low, high) = (0, Math.Min(pieces.Count - start, most));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (measure(pieces.Part(start, start + middle)) <= most)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        // A heading at the end would promise what does not follow.
        var count = low;
        while (count > 1 && start + count < pieces.Count && pieces.IsHeading(start + count - 1))
        {
            count--;
        }

        return count > 0 && pieces.IsHeading(start + count - 1) ? low : count;
    }
}
