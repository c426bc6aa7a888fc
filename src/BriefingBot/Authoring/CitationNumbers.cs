using System.Collections.Immutable;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>Gives the citation marks of a body other numbers.</summary>
internal static class CitationNumbers
{
    /// <param name="numbers">The new number of mark 1, of mark 2, and so on; several may become one.</param>
    public static ImmutableArray<Block> Replace(ImmutableArray<Block> blocks, IReadOnlyList<int> numbers) => [.. blocks.Select(block => block switch
    {
        Paragraph paragraph => Replace(paragraph, numbers),
        ItemList list => list with { Items = [.. list.Items.Select(item => Replace(item, numbers))] },
        Heading heading => heading with { Inlines = Replace(heading.Inlines, numbers) },
        _ => block,
    })];

    private static Paragraph Replace(Paragraph paragraph, IReadOnlyList<int> numbers) =>
        new([.. paragraph.Sentences.Select(sentence => new Sentence(Replace(sentence.Inlines, numbers)))]);

    private static ImmutableArray<Inline> Replace(ImmutableArray<Inline> inlines, IReadOnlyList<int> numbers) => [.. inlines.Select(inline => inline switch
    {
        CitationMark mark => new CitationMark([.. mark.Numbers.Select(number => numbers[number - 1]).Distinct()]),
        Emphasis emphasis => new Emphasis(Replace(emphasis.Inlines, numbers)),
        Strong strong => new Strong(Replace(strong.Inlines, numbers)),
        Link link => link with { Inlines = Replace(link.Inlines, numbers) },
        _ => inline,
    })];
}
