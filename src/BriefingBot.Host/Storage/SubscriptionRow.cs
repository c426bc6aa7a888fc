using BriefingBot.Digests;

namespace BriefingBot.Host.Storage;

/// <summary>
/// A subscription as its table has it. What a newer version may write has a harmless meaning here: nothing is sent for a
/// state that is not known, or at a time that is none.
/// </summary>
internal sealed record SubscriptionRow
{
    /// <summary>All of them, by the names they have here.</summary>
    public const string Columns =
        """
        id as Id, platform as Platform, community as Community, channel as Channel, topics as Topics, time as Time, zone as Zone,
            days as Days, content as Content, role as Role, creator as Creator, creator_name as CreatorName, created as Created,
            state as State, since as Since, reason as Reason, until as Until
        """;

    public required string Id { get; init; }

    public required string Platform { get; init; }

    public required string Community { get; init; }

    public required string Channel { get; init; }

    public required string Topics { get; init; }

    public required string Time { get; init; }

    public required string Zone { get; init; }

    public required long Days { get; init; }

    public required string Content { get; init; }

    public string? Role { get; init; }

    public required string Creator { get; init; }

    public required string CreatorName { get; init; }

    public required long Created { get; init; }

    public required string State { get; init; }

    public required long Since { get; init; }

    public string? Reason { get; init; }

    public long? Until { get; init; }

    public static SubscriptionRow Of(Subscription subscription) => new()
    {
        Id = subscription.Id,
        Platform = subscription.Channel.Platform,
        Community = subscription.Channel.Community,
        Channel = subscription.Channel.Channel,
        Topics = StateText.Of(subscription.Topics),
        Time = StateText.Of(subscription.Schedule.Time),
        Zone = subscription.Schedule.Zone,
        Days = (long)subscription.Schedule.Days,
        Content = subscription.Content.ToString(),
        Role = subscription.Role,
        Creator = subscription.CreatedBy.Id,
        CreatorName = subscription.CreatedBy.Name,
        Created = subscription.Created.ToUnixTimeMilliseconds(),
        State = subscription.State.ToString(),
        Since = subscription.Since.ToUnixTimeMilliseconds(),
        Reason = subscription.Reason,
        Until = subscription.Until?.ToUnixTimeMilliseconds(),
    };

    public Subscription ToSubscription() => new(
        Id,
        new(Platform, Community, Channel),
        StateText.Lines(Topics),
        new(StateText.Time(Time) ?? default, Zone, (BriefingBot.Digests.Scheduling.Days)Days & BriefingBot.Digests.Scheduling.Days.All),
        StateText.Value(Content, DigestContent.Rotate),
        Role,
        new(Creator, CreatorName),
        StateText.Instant(Created))
    {
        State = StateText.Time(Time) is null ? SubscriptionState.Paused : StateText.Value(State, SubscriptionState.Paused),
        Since = StateText.Instant(Since),
        Reason = StateText.Time(Time) is null ? "Its time cannot be read; whoever runs the bot must mend it in the database." : Reason,
        Until = Until is { } until ? StateText.Instant(until) : null,
    };
}
