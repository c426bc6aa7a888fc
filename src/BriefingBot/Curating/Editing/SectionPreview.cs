using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Editing;

/// <summary>The card that a proposed text would make.</summary>
public static class SectionPreview
{
    public static ImmutableArray<Block> Of(Proposal proposal, DateOnly today) => proposal.Result switch
    {
        null => [Paragraph.Of(new Text("The card is shown here once the errors are mended."))],
        { Status: SectionStatus.Draft } draft => [new StatusLine("A draft: readers do not see it."), .. SectionCard.Blocks(draft, today)],
        var section => SectionCard.Blocks(section, today),
    };
}
