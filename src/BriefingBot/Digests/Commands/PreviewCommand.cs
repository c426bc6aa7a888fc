using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary><c>/digest preview [ID]</c>: what the next digest would say, to whoever asks alone; nothing is written down.</summary>
internal sealed class PreviewCommand(ISubscriptions subscriptions, IDeliveryLedger ledger, TimeProvider time)
    : DigestCommand("preview", "What the next digest would say; only you see it", subscriptions)
{
    protected override bool TakesDrafts => true;

    protected override async Task<Reply> AnswerAsync(Subscription subscription, ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken) =>
        Of(subscription, await ledger.SeenAsync(subscription.Id, cancellationToken), catalogue, time.GetUtcNow()) with { Controls = DigestControls.Of(subscription) };

    /// <summary>What the digest would say after all that the channel has seen.</summary>
    public static Reply Of(Subscription subscription, SeenContent seen, CatalogueView catalogue, DateTimeOffset now)
    {
        var plan = DigestComposer.Plan(subscription, catalogue, seen);
        if (plan.Parts.IsEmpty)
        {
            return new([Paragraph.Of(new Text("There is nothing new to say just now: as things are, the next run would post nothing."))]);
        }

        var next = DigestText.NextRuns(subscription.Schedule, now, 1);
        var date = next is [var run] ? run.Date : DateOnly.FromDateTime(now.UtcDateTime);
        var reply = DigestComposer.Write(subscription, plan.Parts, 1, catalogue, date, note: null);
        var notice = new StatusLine($"A preview of {DigestText.Day(date, now)}; nothing is posted."
            + (plan.Parts.Length > 1 ? $" This is part 1 of {plan.Parts.Length}." : string.Empty));
        return reply with
        {
            Blocks = reply.Blocks.Insert(reply.Blocks is [Title, ..] ? 1 : 0, notice),
            Audience = Audience.Private,
            Controls = [],
            Command = null,
        };
    }
}
