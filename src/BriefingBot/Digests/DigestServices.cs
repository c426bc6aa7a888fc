using BriefingBot.Digests.Delivery;

namespace BriefingBot.Digests;

/// <summary>What the commands for digests work with.</summary>
public sealed record DigestServices(ISubscriptions Subscriptions, IDeliveryLedger Ledger, IDigestSender Sender);
