using System.Collections.Immutable;
using BriefingBot.Digests;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using BriefingBot.Digests.Scheduling;

namespace BriefingBot.Tests.Storage;

/// <summary>Subscriptions and parts as others make them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    public static readonly OccurrenceKey Key = new("abc123", new(2026, 11, 21));

    public static readonly ImmutableArray<DigestPart> Parts =
    [
        new(1, [new(DigestItemKind.Changed, "tea/plant", "1a2b3c4d"), new(DigestItemKind.Turn, "tea/trade", "5e6f7a8b")]),
        new(2, [new(DigestItemKind.Removed, "tea/old", "9c0d1e2f")]),
    ];

    public static Subscription Subscription(string id = "abc123", SubscriptionState state = SubscriptionState.Active, string zone = "Europe/Berlin") => new(
        id,
        new("discord", "discord:1", "42"),
        ["tea", "china-nk"],
        new(new(9, 0), zone, Days.All),
        DigestContent.Rotate,
        Role: null,
        new("7", "Ann O'Neill; drop table subscriptions"),
        Now.AddDays(-1))
    {
        State = state,
    };
}
