using System.Collections.Immutable;
using System.Globalization;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Composing;

/// <summary>Writes the posts of a digest: what changed a line each, the section in turn as its whole card.</summary>
internal sealed class DigestReply(DigestScope scope, DateOnly date)
{
    private const int MostTopicsInTitle = 3;
    private const int LongestTopicInTitle = 60;
    private const int LongestNote = 120;

    public Reply Of(ImmutableArray<DigestPart> parts, int number, string? note)
    {
        var items = parts.First(part => part.Number == number).Items;
        ImmutableArray<Block> all =
        [
            new Title(TitleOf(number, parts.Length)),
            .. note is null ? [] : new Block[] { new StatusLine(SafeText.Echo(note, LongestNote)) },
            .. number == 1 && parts.Length > 1 ? DigestContents.Of(parts, scope) : [],
            .. Content(items),
        ];
        var shown = DocumentCut.Split(all, DigestParts.MostSize, DigestParts.SizeOf)[0];
        return new(shown) { Audience = Audience.Channel, Controls = Controls(items, isCut: shown != all) };
    }

    /// <summary>What a post shows of its items, without title, note and contents.</summary>
    public ImmutableArray<Block> Content(ImmutableArray<DigestItem> items) =>
        [.. Lines(items), .. items.Where(item => item.IsWhole).SelectMany(Card)];

    private string TitleOf(int number, int parts)
    {
        var topics = scope.Topics.Select(topic => SafeText.Cut(topic.Title, LongestTopicInTitle)).ToList();
        var names = topics.Count > MostTopicsInTitle
            ? [.. topics.Take(MostTopicsInTitle), Quantity.Of(topics.Count - MostTopicsInTitle, "more topic")]
            : topics;
        var subject = names.Count > 1 ? $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}" : names.FirstOrDefault();
        var day = date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);
        return $"Digest{(subject is null ? string.Empty : $": {subject}")} – {day}{(parts > 1 ? $" ({number} of {parts})" : string.Empty)}";
    }

    // Under the topic's title where it could be another's.
    private IEnumerable<Block> Lines(ImmutableArray<DigestItem> items) => items.Where(item => !item.IsWhole).GroupBy(item => item.Topic).SelectMany(topic => new Block[]
    {
        new Heading(2, [new Text(scope.TitleOf(topic.Key))]),
        new ItemList(Ordered: false, [.. topic.Select(Line)]),
    }.Skip(scope.Keys.Count > 1 && scope.Topic(topic.Key) is not null ? 0 : 1));

    private Paragraph Line(DigestItem item)
    {
        if (scope.Section(item.Section) is { } section)
        {
            return Paragraph.Of(
                new Text(item.Kind switch
                {
                    DigestItemKind.Added => "New: ",
                    DigestItemKind.Changed => "Changed: ",
                    DigestItemKind.Removed => "Back: ",
                    _ => string.Empty,
                }),
                new Strong([new Text(section.Title)]),
                new Text($" – {section.Summary} "),
                new CommandText(CommandOf(section)));
        }

        var (title, isTopic) = (scope.TitleOf(item.Section), item.Topic == item.Section);
        return Paragraph.Of(new Text((isTopic, scope.Topic(item.Topic)) switch
        {
            (true, null) => $"The topic “{title}” is no longer available here.",
            (true, _) => $"The topic “{title}” is available again.",
            _ => $"No longer offered: {title}.",
        }));
    }

    private IEnumerable<Block> Card(DigestItem item)
    {
        if (scope.Topic(item.Topic) is not { } topic || scope.Section(item.Section) is not { } section)
        {
            return [Paragraph.Of(new Text($"It was the turn of “{scope.TitleOf(item.Section)}”, which is no longer offered."))];
        }

        var state = item.Kind switch
        {
            DigestItemKind.AddedTurn => "New since the last digest",
            DigestItemKind.ChangedTurn => "Changed since the last digest",
            _ => null,
        };
        return
        [
            new Heading(2, [new Text(section.Title)]),
            .. state is null ? [] : new Block[] { new StatusLine(state) },
            .. SectionCard.Of(topic, section, date, isShared: true, takesFlags: false).Blocks.Where(block => block is not Title),
        ];
    }

    private ImmutableArray<Control> Controls(ImmutableArray<DigestItem> items, bool isCut)
    {
        var listed = items.Where(item => !item.IsWhole).Select(item => scope.Section(item.Section)).OfType<Section>()
            .Select(section => new MenuItem(section.Title, section.Summary, CommandOf(section))).ToImmutableArray();
        var whole = items.Where(item => item.IsWhole).Select(item => scope.Section(item.Section)).OfType<Section>().FirstOrDefault();
        return
        [
            .. listed.IsEmpty ? [] : new Control[] { new Menu("Read a section", listed) },
            .. whole is not null && isCut ? new Control[] { new Button("Read all of it", CommandOf(whole)) } : [],
            .. whole is not null && scope.Topic(whole.TopicKey) is { } topic ? CardControls.Of(topic, whole, isShared: true, takesFlags: true) : [],
        ];
    }

    private static string CommandOf(Section section) => $"/brief {section.TopicKey} {section.Key}";
}
