namespace BriefingBot.Digests.Delivery;

/// <summary>How digests are delivered; the defaults are those of the running bot.</summary>
public sealed record DigestRules
{
    /// <summary>A digest that is later than this is skipped, and the next one covers it.</summary>
    public TimeSpan LateLimit { get; init; } = TimeSpan.FromHours(2);

    /// <summary>A digest that is later than this says so.</summary>
    public TimeSpan Unnoticed { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an occurrence stays claimed by a process of which nothing is heard.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a platform is tried that cannot be reached.</summary>
    public TimeSpan BetweenTries { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a channel that refuses is tried.</summary>
    public TimeSpan BetweenChecks { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a subscription outlives its channel.</summary>
    public TimeSpan RefusedLimit { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long the ledger remembers an occurrence: a year's digests and a little more.</summary>
    public TimeSpan LedgerLimit { get; init; } = TimeSpan.FromDays(400);

    /// <summary>How long a draft waits to be confirmed.</summary>
    public TimeSpan DraftLimit { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The most posts to one platform in a second.</summary>
    public int PostsPerSecond { get; init; } = 50;

    /// <summary>The time between two posts to one channel.</summary>
    public TimeSpan BetweenPosts { get; init; } = TimeSpan.FromSeconds(1);
}
