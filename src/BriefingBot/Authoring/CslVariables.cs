using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>The field names of a bibliographic record.</summary>
internal static class CslVariables
{
    // CSL 1.0.2, appendix IV, with the names that CSL-JSON adds.
    private static readonly ImmutableArray<string> Names =
    [
        .. """
        id type title title-short author issued accessed URL DOI ISBN ISSN PMID PMCID note publisher publisher-place container-title
        container-title-short language abstract annote archive archive-place archive_collection archive_location authority
        available-date call-number categories chair chapter-number citation-key citation-label citation-number collection-editor
        collection-number collection-title compiler composer container-author contributor curator custom dimensions director
        division edition editor editor-translator editorial-director event event-date event-place event-title executive-producer
        first-reference-note-number genre guest host illustrator interviewer issue journalAbbreviation jurisdiction keyword locator
        medium narrator number number-of-pages number-of-volumes organizer original-author original-date original-publisher
        original-publisher-place original-title page page-first part part-number part-title performer printing printing-number
        producer recipient references reviewed-author reviewed-genre reviewed-title scale script-writer section series-creator
        shortTitle source status submitted supplement supplement-number translator version volume volume-title volume-title-short
        year-suffix
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    public static bool Contains(string name) => Names.Contains(name);

    /// <summary>The sentence for a field that CSL does not have.</summary>
    public static string Unknown(string name) => NearestNames.Of(name, Names, 1) is [var nearest]
        ? $"CSL has no field “{SafeText.Echo(name)}”; did you mean “{nearest}”?"
        : $"CSL has no field “{SafeText.Echo(name)}”; put what is our own under “custom”.";
}
