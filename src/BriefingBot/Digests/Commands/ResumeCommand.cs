using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Scheduling;

namespace BriefingBot.Digests.Commands;

/// <summary><c>/digest resume [ID]</c>: lets a digest go on at its next time, also one that was paused because its channel took no posts.</summary>
internal sealed class ResumeCommand(ISubscriptions subscriptions, TimeProvider time)
    : DigestCommand("resume", "Let a paused digest go on", subscriptions)
{
    protected override async Task<Reply> AnswerAsync(Subscription subscription, ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (subscription.State is SubscriptionState.Active)
        {
            return DigestSummary.Of("This digest is not paused", subscription, catalogue, now);
        }

        if (Zones.Find(subscription.Schedule.Zone) is null)
        {
            return Refusal.Usage($"This machine no longer knows the time zone {subscription.Schedule.Zone}. Subscribe anew with another one, with", "/digest subscribe TOPICS TIME ZONE");
        }

        var active = subscription with { State = SubscriptionState.Active, Since = now, Reason = null, Until = null };
        return await Subscriptions.ReplaceAsync(subscription, active, cancellationToken)
            ? DigestSummary.Of("It goes on", active, catalogue, now)
            : Overtaken;
    }
}
