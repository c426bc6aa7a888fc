using BriefingBot.Chat;

namespace BriefingBot.Briefings;

/// <summary>The options that name a topic or a section, for every command that has them.</summary>
internal static class BriefingOptions
{
    public const string Topic = "topic";
    public const string Section = "section";

    public static OptionDefinition TopicOption(string description, bool required) => new(Topic, OptionKind.Name, description, required)
    {
        Complete = (request, catalogue) => catalogue.CompleteTopic(request.Typed)
            .Select(topic => new Suggestion(topic.Key, topic.Title)),
        IsKnown = (name, catalogue) => catalogue.FindTopic(name) is not null,
    };

    /// <summary>Depends on the topic: nothing is offered until that is known.</summary>
    public static OptionDefinition SectionOption(string description, bool required = false) => new(Section, OptionKind.Name, description, required)
    {
        Complete = (request, catalogue) => request.Others.TryGetValue(Topic, out var name) && catalogue.FindTopic(name) is { } topic
            ? CatalogueView.CompleteSection(topic, request.Typed).Select(section => new Suggestion(section.Key, section.Title))
            : [],
    };
}
