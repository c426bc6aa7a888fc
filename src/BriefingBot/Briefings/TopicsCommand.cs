using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Briefings;

/// <summary><c>/topics</c>: what there is to ask about.</summary>
internal sealed class TopicsCommand : IChatCommand
{
    public CommandDefinition Definition { get; } = new("topics", "The topics there are briefings on", []);

    public ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var shown = catalogue.Topics.Take(CatalogueView.MostCompletions).ToList();
        if (shown.Count == 0)
        {
            return ValueTask.FromResult(new Reply([Paragraph.Of(new Text("There are no topics for you here. Ask whoever runs this bot."))]) { Outcome = Outcome.NotFound });
        }

        var more = catalogue.Topics.Count() - shown.Count;
        return ValueTask.FromResult(new Reply(
        [
            new Title("Topics"),
            new ItemList(Ordered: false,
                [.. shown.Select(topic => Paragraph.Of(new CommandText($"/brief {topic.Key}"), new Text($" – {topic.Title}: {topic.Summary}")))]),
            .. more > 0
                ? [Paragraph.Of(new Text($"… and {more:N0} more. To find one, type its first letters after "), new Code("/brief"), new Text(" or type "), new CommandText("/search WORDS"))]
                : Array.Empty<Block>(),
        ])
        {
            Controls = [new Menu("Topic", [.. shown.Select(topic => new MenuItem(topic.Title, topic.Summary, $"/brief {topic.Key}"))])],
            Command = "/topics",
        });
    }
}
