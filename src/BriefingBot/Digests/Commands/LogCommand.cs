using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary><c>/digest log [ID]</c>: what became of the last runs, a line each, newest first.</summary>
internal sealed class LogCommand(ISubscriptions subscriptions, IDeliveryLedger ledger, TimeProvider time)
    : DigestCommand("log", "What became of a digest's last runs, and why", subscriptions)
{
    private const int MostLines = 14;

    protected override async Task<Reply> AnswerAsync(Subscription subscription, ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var runs = await ledger.LogAsync(subscription.Id, MostLines, cancellationToken);
        return new(
        [
            new Title($"Runs of digest {subscription.Id}"),
            new Paragraph([new([new Text(DigestText.InWords(subscription, catalogue) + ".")]), .. ListCommand.State(subscription, now)]),
            runs.IsEmpty
                ? Paragraph.Of(new Text("It has not run yet."))
                : new ItemList(Ordered: false, [.. runs.Select(run => Paragraph.Of(new Text(DigestLogLine.Of(run, subscription.Schedule, now))))]),
        ])
        {
            Controls = DigestControls.Of(subscription),
            Command = $"/digest log {subscription.Id}",
        };
    }
}
