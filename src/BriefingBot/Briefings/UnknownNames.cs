using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Briefings;

/// <summary>The answers to names that lead nowhere: the nearest that do.</summary>
internal static class UnknownNames
{
    /// <param name="command">The command as typed up to the topic, such as <c>/brief</c>.</param>
    /// <param name="rest">What was typed after the topic, or null.</param>
    public static Reply Topic(string name, CatalogueView catalogue, string command, string? rest = null) => Refusal.NotFound(
        $"There is no topic “{SafeText.Echo(name)}”.",
        catalogue.NearestTopics(name).Select(topic =>
            ($"{command} {topic.Key} {SectionMeant(topic, rest)}".TrimEnd(), topic.Title)),
        "/topics");

    public static Reply Section(string name, Topic topic, string command)
    {
        var likely = CatalogueView.NearestSections(topic, name);
        return Refusal.NotFound(
            $"“{topic.Title}” has no section “{SafeText.Echo(name)}”.",
            (likely.IsEmpty ? topic.Offered.Take(CatalogueView.MostCompletions) : likely).Select(section => ($"{command} {topic.Key} {section.Key}", section.Title)),
            $"/brief {topic.Key}");
    }

    private static string? SectionMeant(Topic topic, string? name) => name is null
        ? null
        : topic.Find(name)?.Key ?? CatalogueView.NearestSections(topic, name).FirstOrDefault()?.Key;
}
