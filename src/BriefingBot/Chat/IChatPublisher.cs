namespace BriefingBot.Chat;

/// <summary>Posts a reply where everybody in a channel sees it; one for each platform.</summary>
public interface IChatPublisher
{
    /// <summary>
    /// Posts once. Never throws for what a platform or network does: that is an outcome. Waits for the platform's limits,
    /// a few minutes at the most.
    /// </summary>
    Task<PublishOutcome> PublishAsync(ChannelPost post, CancellationToken cancellationToken);

    /// <summary>Finds out whether a channel takes posts, without leaving anything there. Never throws for what a platform does.</summary>
    /// <returns><see cref="PublishOutcome.Sent"/> where a post would be taken.</returns>
    Task<PublishOutcome> TryAsync(string channel, CancellationToken cancellationToken);

    /// <summary>Tells one person something, where nobody else sees it. Never throws for what a platform does.</summary>
    /// <param name="person">As <see cref="Person.Id"/>.</param>
    Task<PublishOutcome> TellAsync(string person, Reply reply, CancellationToken cancellationToken);

    /// <summary>Whether the same key is shown once however often it is sent.</summary>
    bool KnowsRepetitions { get; }
}

/// <summary>A reply on its way to a channel.</summary>
/// <param name="Channel">The platform's own address of the channel.</param>
/// <param name="Key">
/// What this post is, in any form: the same whenever the same post is tried again, also after a restart, and another for
/// every other post. Platforms that can tell a repetition by it show it once.
/// </param>
public sealed record ChannelPost(string Channel, Reply Reply, string Key)
{
    /// <summary>
    /// Whether an earlier try ended in <see cref="PublishOutcome.Unknown"/>: the platform may no longer remember the key,
    /// so the channel is looked through for the post before it is sent again.
    /// </summary>
    public bool MayBeThere { get; init; }

    /// <summary>The platform's id of the one role that this post may notify, or null.</summary>
    public string? Role { get; init; }
}

/// <summary>What became of a post.</summary>
public abstract record PublishOutcome
{
    private PublishOutcome()
    {
    }

    /// <summary>It is there, now or from an earlier try.</summary>
    /// <param name="MessageId">The platform's id of the message.</param>
    public sealed record Sent(string MessageId) : PublishOutcome;

    /// <summary>The channel cannot be posted to as things are: trying again is of no use until somebody changes something.</summary>
    /// <param name="Reason">A sentence for those who look after the channel: what is wrong and what to do.</param>
    /// <param name="IsGone">Whether the channel is no longer there, so that nobody can change that.</param>
    public sealed record Refused(string Reason, bool IsGone = false) : PublishOutcome;

    /// <summary>The platform does not take this one post, on every try; others may do.</summary>
    /// <param name="Reason">A sentence for those who look after the channel.</param>
    public sealed record Rejected(string Reason) : PublishOutcome;

    /// <summary>Nothing was posted, and it can be tried again later.</summary>
    public sealed record NotSent : PublishOutcome;

    /// <summary>It may or may not be there.</summary>
    public sealed record Unknown : PublishOutcome;
}
