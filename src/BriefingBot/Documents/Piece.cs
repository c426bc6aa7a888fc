using System.Collections.Immutable;

namespace BriefingBot.Documents;

/// <summary>The least of a document that is never torn: a block with one sentence or one source, or a block without any.</summary>
/// <param name="Origin">The number of the block it came from: neighbours with the same one belong together.</param>
internal readonly record struct Piece(Block Content, int Origin, bool IsRepeated)
{
    public static IEnumerable<Piece> Of(Block block, int origin, bool isRepeated)
    {
        IEnumerable<Block> contents = block switch
        {
            _ when isRepeated => [block],
            Paragraph paragraph => paragraph.Sentences.Select(sentence => new Paragraph([sentence])),
            ItemList list => list.Items.SelectMany((item, i) => item.Sentences.Select(sentence =>
                list with { Items = [new([sentence])], First = list.First + i })),
            CodeBlock code => code.Lines.Select(line => new CodeBlock([line])),
            SourceList sources => sources.Entries.Select(entry => new SourceList([entry])),
            _ => [block],
        };
        return contents.Select(content => new Piece(content, origin, isRepeated));
    }

    /// <summary>The blocks that the pieces make, in order.</summary>
    public static ImmutableArray<Block> Join(List<Piece> pieces)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        for (var i = 0; i < pieces.Count;)
        {
            var origin = pieces[i].Origin;
            var run = pieces.Skip(i).TakeWhile(piece => piece.Origin == origin).Select(piece => piece.Content).ToList();
            blocks.Add(Join(run));
            i += run.Count;
        }

        return blocks.ToImmutable();
    }

    private static Block Join(List<Block> run) => run switch
    {
        [var alone] => alone,
        [Paragraph, ..] => new Paragraph([.. run.Cast<Paragraph>().SelectMany(paragraph => paragraph.Sentences)]),
        [CodeBlock, ..] => new CodeBlock([.. run.Cast<CodeBlock>().SelectMany(code => code.Lines)]),
        [ItemList first, ..] => first with
        {
            Items =
            [
                .. run.Cast<ItemList>().GroupBy(list => list.First)
                    .Select(item => new Paragraph([.. item.SelectMany(list => list.Items[0].Sentences)])),
            ],
        },
        _ => new SourceList([.. run.Cast<SourceList>().SelectMany(sources => sources.Entries)]),
    };
}
