using BriefingBot.Briefings;
using BriefingBot.Chat;

namespace BriefingBot.Digests.Commands;

/// <summary><c>/digest confirm ID</c>: what the button “Save” runs. Hidden, for nobody else knows a draft's id.</summary>
internal sealed class ConfirmCommand(ISubscriptions subscriptions, TimeProvider time)
    : DigestCommand("confirm", "Save a digest that was shown", subscriptions)
{
    protected override bool TakesDrafts => true;

    protected override async Task<Reply> AnswerAsync(Subscription subscription, ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (subscription.State is not SubscriptionState.Draft)
        {
            return DigestSummary.Of("This digest was saved before", subscription, catalogue, now);
        }

        var saved = subscription with { State = SubscriptionState.Active, Since = now };
        return await Subscriptions.KeepAsync(subscription, saved, DigestQuotas.InChannel, DigestQuotas.InCommunity, cancellationToken)
            ? DigestSummary.Of("Saved", saved, catalogue, now)
            : await DigestQuotas.RefuseAsync(Subscriptions, subscription.Channel, cancellationToken) ?? Overtaken;
    }
}
