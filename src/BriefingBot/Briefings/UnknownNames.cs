using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Briefings;

/// <summary>The answers to names that lead nowhere: the nearest that do.</summary>
internal static class UnknownNames
{
    /// <param name="command">The command as typed up to the topic, such as <c>/brief</c>.</param>
    /// <param name="section">What was typed after the topic, or null.</param>
    /// <param name="rest">What was typed after the section, or null.</param>
    public static Reply Topic(string name, CatalogueView catalogue, string command, string? section = null, string? rest = null) => Refusal.NotFound(
        $"There is no topic “{SafeText.Echo(name)}”.",
        catalogue.NearestTopics(name).Select(topic =>
            ($"{command} {topic.Key} {Join(SectionMeant(topic, section), rest)}".TrimEnd(), topic.Title)),
        "/topics");

    /// <param name="rest">What was typed after the section, or null.</param>
    public static Reply Section(string name, Topic topic, string command, string? rest = null)
    {
        var likely = CatalogueView.NearestSections(topic, name);
        return Refusal.NotFound(
            $"“{topic.Title}” has no section “{SafeText.Echo(name)}”.",
            (likely.IsEmpty ? topic.Offered.Take(CatalogueView.MostCompletions) : likely).Select(section => ($"{command} {topic.Key} {section.Key} {rest}".TrimEnd(), section.Title)),
            $"/brief {topic.Key}");
    }

    // Without the section, what follows it would be taken for one.
    private static string? Join(string? section, string? rest) => section is null ? null : $"{section} {rest}";

    private static string? SectionMeant(Topic topic, string? name) => name is null
        ? null
        : topic.Find(name)?.Key ?? CatalogueView.NearestSections(topic, name).FirstOrDefault()?.Key;
}
