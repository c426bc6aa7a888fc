using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Briefings;

/// <summary><c>/sources TOPIC [SECTION]</c>: full citations with their state, and the passages where they may be shown.</summary>
internal sealed class SourcesCommand : IChatCommand
{
    public CommandDefinition Definition { get; } = new("sources", "The sources of a topic or section, and whether citations hold",
    [
        BriefingOptions.TopicOption("The topic's name", required: true),
        BriefingOptions.SectionOption("The section's name; without it, all sections' sources"),
    ]);

    public ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer(request, catalogue));

    private static Reply Answer(ChatRequest request, CatalogueView catalogue)
    {
        var name = request.Option(BriefingOptions.Topic)!;
        var sectionName = request.Option(BriefingOptions.Section);
        if (catalogue.FindTopic(name) is not { } topic)
        {
            return UnknownNames.Topic(name, catalogue, "/sources", sectionName);
        }

        if (sectionName is null)
        {
            return OfTopic(topic);
        }

        return topic.Find(sectionName) is { } section ? OfSection(topic, section) : UnknownNames.Section(sectionName, topic, "/sources");
    }

    private static Reply OfSection(Topic topic, Section section) => new(
    [
        new Title($"Sources of “{section.Title}”"),
        new SourceList(
        [
            .. section.Citations.Select((citation, i) => new SourceEntry(
                i + 1, citation.Source.FullCitation(), citation.Place, citation.Pin.InWords, citation.Source.Url, citation.Passage)),
        ]),
        new CardId(section.Id),
    ])
    {
        Controls = [new Button("Back to the section", $"/brief {topic.Key} {section.Key}"), new Button("All sources of the topic", $"/sources {topic.Key}")],
        Command = $"/sources {topic.Key} {section.Key}",
    };

    private static Reply OfTopic(Topic topic) => new(
    [
        new Title($"Sources of “{topic.Title}”"),
        new SourceList([.. topic.Sources.Select(source => Entry(topic, source))]),
    ])
    {
        Controls = [new Button("Contents", $"/brief {topic.Key}")],
        Command = $"/sources {topic.Key}",
    };

    private static SourceEntry Entry(Topic topic, Source source)
    {
        var citations = topic.Sections.SelectMany(section => section.Citations).Where(citation => citation.Source.Id == source.Id).ToList();
        var citing = topic.Sections.Count(section => section.Citations.Any(citation => citation.Source.Id == source.Id));
        return new(null, source.FullCitation(), citing switch
        {
            0 => "not cited",
            _ => $"cited in {Quantity.Of(citing, "section")}",
        }, State(citations), source.Url);
    }

    private static string? State(List<Citation> citations)
    {
        if (citations.Count == 0)
        {
            return null;
        }

        var states = citations.GroupBy(citation => citation.Pin.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key switch
        {
            PinState.Pinned => "pinned",
            PinState.Verified => "verified against the document",
            PinState.Moved => "moved",
            PinState.Unpinned => "no longer in the document",
            _ => "not pinned",
        }}");
        return $"citations: {string.Join(", ", states)}";
    }
}
