using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Curating;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary><c>/help</c>: what can be typed.</summary>
internal sealed class HelpCommand(IEnumerable<CommandDefinition> others, Curators curators) : IChatCommand
{
    private static readonly CommandDefinition Own = new("help", "What can be typed here", []);

    private readonly ImmutableArray<CommandDefinition> all = [.. others.Where(command => !command.IsHidden), Own];

    public CommandDefinition Definition => Own;

    public ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var example = catalogue.Topics.FirstOrDefault() is { } topic
            ? $"/brief {topic.Key} {topic.Offered.FirstOrDefault()?.Key}".TrimEnd()
            : "/topics";
        return ValueTask.FromResult(new Reply(
        [
            new Title("What can be typed here"),
            new ItemList(Ordered: false, [.. all.Where(command => command.IsFor(request.Reader, curators)).Select(command => Paragraph.Of(new Code(command.Usage), new Text(" – " + command.Description)))]),
            Paragraph.Of(
                new Text("Words in capitals are for you to fill in, and what stands in brackets may be left out. Answers are for you alone until they are posted to the channel. For example, type "),
                new CommandText(example)),
        ])
        { Command = "/help" });
    }
}
