using System.Collections.Immutable;

namespace BriefingBot.Briefings;

/// <summary>A subject with its sections and sources. Immutable.</summary>
/// <param name="Key">The folder's name; unique in the catalogue.</param>
/// <param name="Sections">Sections that may be shown, drafts left out, in reading order, retired ones last.</param>
/// <param name="VisibleTo">
/// Communities whose members may see the topic, such as <c>browser</c> or <c>platform:id</c>; empty means everybody.
/// </param>
public sealed record Topic(
    string Key,
    string Title,
    string Summary,
    ImmutableArray<string> Aliases,
    string? Owner,
    ImmutableArray<string> VisibleTo,
    ImmutableArray<Section> Sections,
    ImmutableArray<Source> Sources)
{
    /// <summary>The sections offered to readers.</summary>
    public IEnumerable<Section> Offered => Sections.Where(section => section.Status is SectionStatus.Reviewed);

    /// <summary>The section with that key, alias or title, in any case and with spaces or hyphens; null if there is none.</summary>
    public Section? Find(string name)
    {
        var normal = Names.Normalize(name);
        return Sections.FirstOrDefault(section => string.Equals(section.Key, normal, StringComparison.Ordinal))
            ?? Sections.FirstOrDefault(section => section.Aliases.Contains(normal))
            ?? Sections.FirstOrDefault(section => string.Equals(Names.Normalize(section.Title), normal, StringComparison.Ordinal));
    }
}
