using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Digests.Commands;

/// <summary>What can be done with a subscription, as buttons.</summary>
internal static class DigestControls
{
    public static ImmutableArray<Control> Of(Subscription subscription) => subscription.State is SubscriptionState.Draft
        ?
        [
            new Button("Save", $"/digest confirm {subscription.Id}"),
            new Button("Preview", $"/digest preview {subscription.Id}"),
            new Button("Discard", $"/digest remove {subscription.Id}"),
        ]
        :
        [
            new Button("Preview", $"/digest preview {subscription.Id}"),
            new Button("Send today's now", $"/digest send {subscription.Id}"),
            subscription.State is SubscriptionState.Active
                ? new Button("Pause", $"/digest pause {subscription.Id}")
                : new Button("Resume", $"/digest resume {subscription.Id}"),
            new Button("Log", $"/digest log {subscription.Id}"),
            new Button("Remove", $"/digest remove {subscription.Id}"),
        ];
}
