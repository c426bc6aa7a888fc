using System.Collections.Immutable;

namespace BriefingBot.Documents;

/// <summary>
/// Makes a document fit where only so much can be shown. Title, status, sources and id stay whole; the body is cut
/// between two sentences, never inside one, and what was left out is counted.
/// </summary>
public static class DocumentCut
{
    /// <summary>
    /// The document within <paramref name="characters"/> UTF-16 units of plain text; the same document if it fits. What
    /// must stay whole is kept even where it alone is longer.
    /// </summary>
    /// <param name="wayToTheRest">The command that shows the rest.</param>
    public static ImmutableArray<Block> Fit(ImmutableArray<Block> blocks, int characters, string wayToTheRest)
    {
        var sentences = blocks.Sum(Sentences);
        var (low, high) = (0, sentences);
        if (PlainText.Render(blocks).Length <= characters)
        {
            return blocks;
        }

        // The longest beginning that fits: the length grows with every sentence that stays.
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (middle < sentences && PlainText.Render(Keep(blocks, middle, sentences, wayToTheRest)).Length <= characters)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return sentences == 0 ? blocks : Keep(blocks, low, sentences, wayToTheRest);
    }

    private static ImmutableArray<Block> Keep(ImmutableArray<Block> blocks, int kept, int sentences, string wayToTheRest)
    {
        var result = ImmutableArray.CreateBuilder<Block>(blocks.Length + 1);
        var left = kept;
        var isCut = false;
        foreach (var block in blocks)
        {
            var count = Sentences(block);
            if (count == 0)
            {
                // A heading above text that was cut would promise what does not follow.
                if (block is not Heading || !isCut)
                {
                    result.Add(block);
                }

                continue;
            }

            if (left > 0)
            {
                result.Add(First(block, left));
            }

            if (!isCut && left < count)
            {
                isCut = true;
                while (result is [.., Heading])
                {
                    result.RemoveAt(result.Count - 1);
                }

                result.Add(Paragraph.Of(new Text($"… {Quantity.Of(sentences - kept, "more sentence")}: "), new CommandText(wayToTheRest)));
            }

            left = Math.Max(0, left - count);
        }

        return result.ToImmutable();
    }

    private static int Sentences(Block block) => block switch
    {
        Paragraph paragraph => paragraph.Sentences.Length,
        ItemList list => list.Items.Sum(item => item.Sentences.Length),
        _ => 0,
    };

    private static Block First(Block block, int count)
    {
        if (block is Paragraph paragraph)
        {
            return new Paragraph([.. paragraph.Sentences.Take(count)]);
        }

        var list = (ItemList)block;
        var items = ImmutableArray.CreateBuilder<Paragraph>();
        foreach (var item in list.Items.TakeWhile(_ => count > 0))
        {
            items.Add(new([.. item.Sentences.Take(count)]));
            count -= item.Sentences.Length;
        }

        return list with { Items = items.ToImmutable() };
    }
}
