using System.Collections.Immutable;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Composing;

/// <summary>What the parts of a long digest hold, one line each.</summary>
internal static class DigestContents
{
    private const int MostLines = 8;
    private const int LongestTitle = 30;

    public static IEnumerable<Block> Of(ImmutableArray<DigestPart> parts, DigestScope scope)
    {
        yield return new ItemList(Ordered: true, [.. parts.Take(MostLines).Select(part => Paragraph.Of(new Text(Describe(part, scope))))]);
        if (parts.Length > MostLines)
        {
            yield return Paragraph.Of(new Text($"… and {Quantity.Of(parts.Length - MostLines, "more part")}"));
        }
    }

    private static string Describe(DigestPart part, DigestScope scope)
    {
        string TitleOf(DigestItem item) => $"“{SafeText.Cut(scope.TitleOf(item.Section), LongestTitle)}”";
        return part.Items.Length == 1 ? TitleOf(part.Items[0]) : $"{TitleOf(part.Items[0])} to {TitleOf(part.Items[^1])}: {Quantity.Of(part.Items.Length, "section")}";
    }
}
