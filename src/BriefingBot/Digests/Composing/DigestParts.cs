using System.Buffers;
using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Composing;

/// <summary>Divides a digest into posts that each fit every platform whole.</summary>
internal static class DigestParts
{
    /// <summary>How much a post holds, by <see cref="SizeOf"/>: the 4,000 of the narrowest platform with room for marks and for the mention of a role.</summary>
    public const int MostSize = 3_500;

    // Title and note; and the contents of a digest in several parts, which are in the first.
    private const int HeadSize = 500;
    private const int ContentsSize = 800;

    // As many as a menu has room for, so that each can be opened.
    private const int MostItems = CatalogueView.MostCompletions;

    private static readonly SearchValues<char> Escaped = SearchValues.Create("\\*_~|`<>#@[]:(/");

    public static ImmutableArray<DigestPart> Of(ImmutableArray<DigestItem> items, DigestScope scope)
    {
        // Every warning that a card can bear counts: the digest may be written on a later day.
        var reply = new DigestReply(scope, DateOnly.MaxValue);
        bool Fits(IReadOnlyList<DigestItem> some, int size) => some.Count <= MostItems && SizeOf(reply.Content([.. some])) <= size;

        if (items.IsEmpty || Fits(items, MostSize - HeadSize))
        {
            return items.IsEmpty ? [] : [new(1, items)];
        }

        var parts = ImmutableArray.CreateBuilder<DigestPart>();
        var part = new List<DigestItem>();
        foreach (var item in items)
        {
            if (part.Count > 0 && !Fits([.. part, item], MostSize - HeadSize - (parts.Count == 0 ? ContentsSize : 0)))
            {
                parts.Add(new(parts.Count + 1, [.. part]));
                part.Clear();
            }

            part.Add(item);
        }

        parts.Add(new(parts.Count + 1, [.. part]));
        return parts.ToImmutable();
    }

    /// <summary>About how long it is where it is longest: as plain text, and one more for each character that may have to be escaped.</summary>
    public static int SizeOf(ImmutableArray<Block> blocks)
    {
        var text = PlainText.Render(blocks);
        return text.Length + text.AsSpan().CountAny(Escaped);
    }
}
