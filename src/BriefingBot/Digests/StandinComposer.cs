using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Digests;

internal static class DigestComposer
{
    public static DigestPlan Plan(Subscription subscription, CatalogueView catalogue, SeenContent seen)
    {
        var section = subscription.Topics.Select(catalogue.FindTopic).OfType<Topic>().SelectMany(topic => topic.Offered).FirstOrDefault();
        return section is null || seen.InTurn is not null
            ? new([], seen)
            : new([new(1, [new(DigestItemKind.Turn, $"{section.TopicKey}/{section.Key}", section.Revision)])], seen with { InTurn = section.Key });
    }

    public static Reply Write(Subscription subscription, System.Collections.Immutable.ImmutableArray<DigestPart> parts, int number, CatalogueView catalogue, DateOnly date, string? note) =>
        new([new Title($"Digest of {string.Join(", ", subscription.Topics)}"), Paragraph.Of(new Text(parts[number - 1].ToString()))]);
}
