using System.Collections.Immutable;

namespace BriefingBot.Documents;

/// <summary>A document taken apart where it may be cut: into sentences, sources and headings, and what every part repeats.</summary>
internal sealed class DocumentPieces
{
    private const int NoteOrigin = -1;

    private readonly List<Piece> all = [];
    private readonly List<int> movable = [];

    private DocumentPieces(IEnumerable<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            if (!piece.IsRepeated)
            {
                movable.Add(all.Count);
            }

            all.Add(piece);
        }
    }

    /// <summary>How many pieces there are that stand in one part only.</summary>
    public int Count => movable.Count;

    public static DocumentPieces Of(ImmutableArray<Block> blocks, int most, Func<ImmutableArray<Block>, int> measure)
    {
        var title = blocks.FirstOrDefault(block => block is Title);
        var id = blocks.LastOrDefault(block => block is CardId);
        bool IsFrame(Block block) => ReferenceEquals(block, title) || ReferenceEquals(block, id);
        bool Fits(Func<Block, bool> isRepeated) => measure([.. blocks.Where(isRepeated)]) <= most / 2;

        Func<Block, bool> frame = IsFrame;
        Func<Block, bool> withStatus = block => IsFrame(block) || block is StatusLine;
        Func<Block, bool> withSources = block => withStatus(block) || block is SourceList;
        if ((Fits(withSources) ? withSources : Fits(withStatus) ? withStatus : Fits(frame) ? frame : null) is { } isRepeated)
        {
            return new(blocks.SelectMany((block, i) => Piece.Of(block, i, isRepeated(block))));
        }

        // A title or id this long is nobody's name for anything.
        var length = Math.Max(1, most / 16);
        return new(blocks.SelectMany((block, i) => Piece.Of(
            block switch
            {
                Title long_ when IsFrame(block) => new Title(SafeText.Cut(long_.Text, length)),
                CardId long_ when IsFrame(block) => new CardId(SafeText.Cut(long_.Text, length)),
                _ => block,
            },
            i,
            IsFrame(block))));
    }

    public bool IsHeading(int piece) => all[movable[piece]].Content is Heading;

    /// <summary>The part that holds the pieces from <paramref name="start"/> up to <paramref name="end"/>, with a note on those after them.</summary>
    public ImmutableArray<Block> Part(int start, int end)
    {
        var chosen = new List<Piece>(all.Count - movable.Count + end - start + 1);
        var first = 0;
        for (var i = start; i <= end; i++)
        {
            // What is repeated stands before, between and after the pieces, in its own place.
            var place = i < end ? movable[i] : all.Count;
            chosen.AddRange(all.Skip(first).Take(place - first).Where(piece => piece.IsRepeated));
            first = place + 1;
            if (i < end)
            {
                chosen.Add(all[place]);
            }

            if (i == end - 1 && end < movable.Count)
            {
                chosen.Add(new(Note(end), NoteOrigin, IsRepeated: false));
            }
        }

        return Piece.Join(chosen);
    }

    /// <summary>Cuts one piece so that a part of it alone fits, as far as that can be.</summary>
    public void Shorten(int piece, Func<ImmutableArray<Block>, bool> fits)
    {
        var place = movable[piece];
        var whole = all[place];
        all[place] = whole with
        {
            Content = PieceCut.Shorten(whole.Content, content =>
            {
                all[place] = whole with { Content = content };
                return fits(Part(piece, piece + 1));
            }),
        };
    }

    private Paragraph Note(int end)
    {
        var left = movable.Skip(end).Select(place => all[place].Content).ToList();
        var (sentences, sources) = (left.Count(block => block is Paragraph or ItemList), left.Count(block => block is SourceList));
        return Paragraph.Of(new Text((sentences, sources) switch
        {
            (0, 0) => "… more follows",
            (_, 0) => $"… {Quantity.Of(sentences, "more sentence")}",
            (0, _) => $"… {Quantity.Of(sources, "more source")}",
            _ => $"… {Quantity.Of(sentences, "more sentence")} and {Quantity.Of(sources, "source")}",
        }));
    }
}
