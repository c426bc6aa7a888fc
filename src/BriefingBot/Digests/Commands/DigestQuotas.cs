using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary>How many digests there may be: enough for anybody, and no flood. Drafts do not count; <see cref="ISubscriptions.KeepAsync"/> counts when one is kept.</summary>
internal static class DigestQuotas
{
    public const int InChannel = 10;
    public const int InCommunity = 50;
    public const int Topics = 10;

    /// <summary>Why one more is refused, or null.</summary>
    public static async Task<Reply?> RefuseAsync(ISubscriptions subscriptions, ChannelAddress channel, CancellationToken cancellationToken)
    {
        var here = await subscriptions.InChannelAsync(channel, cancellationToken);
        if (here.Count(subscription => subscription.State is not SubscriptionState.Draft) >= InChannel)
        {
            return Refusal.Usage($"This channel has {Quantity.Of(InChannel, "digest")}, and that is the most a channel can have. Remove one first; they are listed by", "/digest list");
        }

        return await subscriptions.CountAsync(channel.Platform, channel.Community, cancellationToken) >= InCommunity
            ? Refusal.Usage($"There are {Quantity.Of(InCommunity, "digest")} in all channels here together, and that is the most there can be. Remove one in any channel first; those of a channel are listed there by", "/digest list")
            : null;
    }
}
