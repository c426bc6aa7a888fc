using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Briefings;

/// <summary>What a topic offers, one line a section.</summary>
internal static class TopicContents
{
    public static Reply Of(Topic topic, bool isShared)
    {
        var offered = topic.Offered.ToList();
        var more = offered.Count - CatalogueView.MostCompletions;
        return new(
        [
            new Title(topic.Title),
            Paragraph.Of(new Text(topic.Summary)),
            new ItemList(Ordered: false,
            [
                .. offered.Take(CatalogueView.MostCompletions).Select(section => Paragraph.Of(
                    new CommandText($"/brief {topic.Key} {section.Key}"), new Text($" – {section.Title}: {section.Summary}"))),
            ]),
            .. more > 0
                ? [Paragraph.Of(new Text($"… and {more:N0} more. To find one, type "), new CommandText($"/search WORDS topic:{topic.Key}"))]
                : Array.Empty<Block>(),
        ])
        { Controls = CardControls.Of(topic, current: null, isShared, takesFlags: false), Command = $"/brief {topic.Key}" };
    }
}
