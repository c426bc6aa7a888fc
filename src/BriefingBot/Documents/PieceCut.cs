namespace BriefingBot.Documents;

/// <summary>Cuts inside a sentence or source: only where it alone is longer than everything that can be shown.</summary>
internal static class PieceCut
{
    public static Block Shorten(Block block, Func<Block, bool> fits) => block switch
    {
        SourceList { Entries: [var entry] } => new SourceList([Shorten(entry, shortened => fits(new SourceList([shortened])))]),
        ItemList list => Text(Plain(list.Items[0]), text => list with { Items = [Paragraph.Of(new Text(text))] }, fits),
        Paragraph paragraph => Text(Plain(paragraph), text => Paragraph.Of(new Text(text)), fits),
        CodeBlock { Lines: [var line] } => Text(line, text => new CodeBlock([text]), fits),
        Heading heading => Text(PlainText.Render(heading.Inlines), text => heading with { Inlines = [new Text(text)] }, fits),
        Title title => Text(title.Text, text => new Title(text), fits),
        StatusLine status => Text(status.Text, text => new StatusLine(text), fits),
        CardId id => Text(id.Text, text => new CardId(text), fits),
        _ => block,
    };

    private static string Plain(Paragraph paragraph) => PlainText.Render(paragraph.Sentences[0].Inlines);

    private static SourceEntry Shorten(SourceEntry entry, Func<SourceEntry, bool> fits)
    {
        var bare = entry with { Passage = null };
        if (entry.Passage is { } passage && fits(bare))
        {
            return Text(passage, text => entry with { Passage = text }, fits, shortest: bare);
        }

        // The address goes before the words: half an address leads nowhere.
        var unlinked = bare with { Url = null };
        return fits(unlinked)
            ? unlinked
            : Text(
                new string('x', Math.Max(entry.Title.Length, Math.Max(entry.Place?.Length ?? 0, entry.Note?.Length ?? 0))),
                text => unlinked with { Title = Cut(entry.Title, text)!, Place = Cut(entry.Place, text), Note = Cut(entry.Note, text) },
                fits);

        static string? Cut(string? text, string to) => text is null ? null : SafeText.Cut(text, to.Length);
    }

    // The longest beginning that fits, or the shortest where none does.
    private static T Text<T>(string text, Func<string, T> make, Func<T, bool> fits, T? shortest = null)
        where T : class
    {
        var (low, high) = (0, text.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (fits(make(SafeText.Cut(text, middle))))
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low > 0 ? make(SafeText.Cut(text, low)) : shortest ?? make(SafeText.Cut(text, 1));
    }
}
