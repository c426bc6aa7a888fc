using BriefingBot.Chat;

namespace BriefingBot.Briefings;

/// <summary><c>/brief TOPIC [SECTION] [share]</c>: a section's card, or a topic's contents.</summary>
/// <param name="takesFlags">Whether there is a command that the card's button “Flag” can run.</param>
internal sealed class BriefCommand(TimeProvider time, bool takesFlags) : IChatCommand
{
    public const string Share = "share";

    private readonly RecentCache<CardKey, Reply> cards = new(sets: 128);
    private readonly Func<CardKey, Reply> make = key => Make(key, takesFlags);

    public CommandDefinition Definition { get; } = new("brief", "A short briefing with its sources, or what a topic offers",
    [
        BriefingOptions.TopicOption("The topic's name", required: true),
        BriefingOptions.SectionOption("The section's name; without it, the topic's contents"),
        new(Share, OptionKind.Flag, "Post the answer to the channel"),
    ]);

    public ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer(request, catalogue));

    private Reply Answer(ChatRequest request, CatalogueView catalogue)
    {
        var name = request.Option(BriefingOptions.Topic)!;
        var sectionName = request.Option(BriefingOptions.Section);
        if (catalogue.FindTopic(name) is not { } topic)
        {
            return UnknownNames.Topic(name, catalogue, "/brief", sectionName);
        }

        var section = sectionName is null ? null : topic.Find(sectionName);
        return section is null && sectionName is not null
            ? UnknownNames.Section(sectionName, topic, "/brief")
            : cards.GetOrAdd(new(topic, section, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), request.Flag(Share)), make);
    }

    private static Reply Make(CardKey key, bool takesFlags)
    {
        var (topic, section, today, isShared) = key;
        var reply = section is null ? TopicContents.Of(topic, isShared) : SectionCard.Of(topic, section, today, isShared, takesFlags);
        return reply with { IsLasting = true, Audience = isShared ? Audience.Channel : Audience.Private };
    }
}
