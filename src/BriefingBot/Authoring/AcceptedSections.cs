using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>Which version of each section of a topic is the accepted one: what readers see, or a draft that is in order.</summary>
internal sealed class AcceptedSections(TopicFiles files)
{
    private readonly Dictionary<string, Section> shown = (files.Topic?.Sections ?? []).ToDictionary(section => section.Key, StringComparer.Ordinal);

    /// <summary>The keys of all sections, accepted or not.</summary>
    public IEnumerable<string> Keys => files.Sections.Keys;

    /// <summary>Null where nothing is accepted.</summary>
    public string? Revision(string section) =>
        shown.GetValueOrDefault(section)?.Revision
        ?? (files.Sections.GetValueOrDefault(section)?.Good is { Status: SectionStatus.Draft } draft ? draft.Text.Revision : null);

    /// <summary>The text of that revision. It is null, too, for one that was superseded by a text whose citations lead nowhere.</summary>
    public string? Text(string section) =>
        files.Sections.GetValueOrDefault(section)?.Good is { } good && good.Text.Revision == Revision(section) ? good.Text.Text : null;

    public bool IsDraft(string section) => Revision(section) is not null && !shown.ContainsKey(section);
}
