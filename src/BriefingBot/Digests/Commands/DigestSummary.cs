using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary>A subscription shown whole, with what it will do next.</summary>
internal static class DigestSummary
{
    private const int Runs = 3;

    /// <param name="note">What there is to say of it beside, or null.</param>
    public static Reply Of(string title, Subscription subscription, CatalogueView catalogue, DateTimeOffset now, string? note = null)
    {
        var runs = DigestText.NextRuns(subscription.Schedule, now, Runs);
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new Title(title));
        blocks.Add(new Paragraph(
        [
            new([new Text(DigestText.InWords(subscription, catalogue) + ".")]),
            .. subscription.Role is { } role ? [new Sentence([new Text("It notifies the role "), new Code(role), new Text(" and nobody else.")])] : ImmutableArray<Sentence>.Empty,
            .. note is null ? ImmutableArray<Sentence>.Empty : [new Sentence([new Text(note)])],
        ]));
        if (subscription.State is SubscriptionState.Draft or SubscriptionState.Active)
        {
            blocks.Add(Paragraph.Of(new Text("Its next three runs:")));
            blocks.Add(new ItemList(Ordered: true, [.. runs.Select(run => Paragraph.Of(new Moment(run.At, subscription.Schedule.Zone)))]));
        }

        blocks.Add(subscription.State is SubscriptionState.Draft
            ? Paragraph.Of(new Text("It begins when you save it: press Save or type "), new CommandText($"/digest confirm {subscription.Id}"))
            : Paragraph.Of(new Text("Its id is "), new Code(subscription.Id), new Text(". All digests of this channel are listed by "), new CommandText("/digest list")));
        return new(blocks.ToImmutable()) { Controls = DigestControls.Of(subscription) };
    }
}
