using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary><c>/digest send [ID]</c>: today's digest now, unless it was sent already.</summary>
internal sealed class SendCommand(DigestServices services, TimeProvider time)
    : DigestCommand("send", "Post today's digest now, unless it was sent already", services.Subscriptions)
{
    private const int RecentRuns = 3;

    protected override async Task<Reply> AnswerAsync(Subscription subscription, ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (DigestText.Today(subscription.Schedule, time.GetUtcNow()) is not { } today)
        {
            return Refusal.Usage($"This machine no longer knows the time zone {subscription.Schedule.Zone}, so it cannot tell what is today there. Subscribe anew with another one, with", "/digest subscribe TOPICS TIME ZONE");
        }

        if (subscription.State is SubscriptionState.Refused)
        {
            return Refusal.Usage($"This channel takes no posts: {subscription.Reason} When that is mended, the bot goes on by itself within an hour. All runs are listed by", $"/digest log {subscription.Id}");
        }

        var key = new OccurrenceKey(subscription.Id, today);
        var before = (await services.Ledger.LogAsync(subscription.Id, RecentRuns, cancellationToken)).FirstOrDefault(run => run.Key == key);
        if (before is { State: OccurrenceState.Sent or OccurrenceState.SentLate })
        {
            return Refusal.Usage($"Today's digest was {DigestLogLine.Result(before, subscription.Schedule).TrimEnd('.')}, and each is sent once. All runs are listed by", $"/digest log {subscription.Id}");
        }

        return await services.Sender.SendNowAsync(subscription, cancellationToken) is { } run
            ? Told(subscription, run)
            : Refusal.Usage("Today's digest could not be begun just now. Try again in a minute, and see what became of it with", $"/digest log {subscription.Id}") with { Outcome = Outcome.Failed };
    }

    private static Reply Told(Subscription subscription, Occurrence run)
    {
        var result = DigestLogLine.Result(run, subscription.Schedule).TrimEnd('.');
        return new([Paragraph.Of(new Text($"Today's digest: {result}. All runs are listed by "), new CommandText($"/digest log {subscription.Id}"))])
        {
            Controls = DigestControls.Of(subscription),
            Outcome = run.State is OccurrenceState.Failed ? Outcome.Failed : Outcome.Done,
        };
    }
}
