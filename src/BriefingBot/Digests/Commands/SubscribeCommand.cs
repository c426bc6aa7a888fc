using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Scheduling;

namespace BriefingBot.Digests.Commands;

/// <summary>
/// <c>/digest subscribe TOPICS TIME [ZONE] [DAYS] [CONTENT] [ROLE]</c>: checks all of it, keeps it as a draft, and shows what it
/// will do before it is saved. The same digest again is the same subscription.
/// </summary>
internal sealed class SubscribeCommand(ISubscriptions subscriptions, TimeProvider time) : IChatCommand
{
    // More drafts than anybody looks at: the oldest goes.
    private const int MostDrafts = 10;

    public static readonly ImmutableArray<OptionDefinition> Options =
    [
        DigestOptions.TopicsOption, DigestOptions.TimeOption, DigestOptions.ZoneOption, DigestOptions.DaysOption, DigestOptions.ContentOption, DigestOptions.RoleOption,
    ];

    public CommandDefinition Definition { get; } = new("digest subscribe", "Post a digest of topics to this channel at a local time", Options) { ForManagers = true };

    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (request.Reader.Channel is not { } channel)
        {
            return DigestCommand.NoChannel;
        }

        if (DigestRequest.Read(request, catalogue, out var refusal) is not { } asked)
        {
            return refusal!;
        }

        var here = await subscriptions.InChannelAsync(channel, cancellationToken);
        var (zone, note) = ZoneOf(asked, here, request.Reader);
        var schedule = new LocalSchedule(asked.Time, zone, asked.Days);
        if (here.FirstOrDefault(other => other.Schedule == schedule && other.Topics.ToHashSet(StringComparer.Ordinal).SetEquals(asked.Topics.Select(topic => topic.Key))) is { } same)
        {
            return await AgainAsync(same, asked, note, catalogue, cancellationToken);
        }

        if (await DigestQuotas.RefuseAsync(subscriptions, channel, cancellationToken) is { } full)
        {
            return full;
        }

        var drafts = here.Where(other => other.State is SubscriptionState.Draft).ToList();
        foreach (var old in drafts.Take(drafts.Count - MostDrafts + 1))
        {
            await subscriptions.RemoveAsync(old, cancellationToken);
        }

        var draft = new Subscription(
            await ShortId.NewAsync(async id => await subscriptions.FindAsync(id, cancellationToken) is not null), channel, [.. asked.Topics.Select(topic => topic.Key)], schedule, asked.Content ?? DigestContent.Rotate, asked.Role,
            request.Reader.Person ?? new(string.Empty, string.Empty), time.GetUtcNow());
        await subscriptions.AddAsync(draft, cancellationToken);
        return DigestSummary.Of("Save this digest?", draft, catalogue, time.GetUtcNow(), note);
    }

    private async Task<Reply> AgainAsync(Subscription same, DigestRequest asked, string? note, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // What was not named stays as it is.
        var after = same with { Content = asked.Content ?? same.Content, Role = asked.Role ?? same.Role };
        if (same.State is SubscriptionState.Draft)
        {
            return after == same || await subscriptions.ReplaceAsync(same, after, cancellationToken)
                ? DigestSummary.Of("Save this digest?", after, catalogue, now, note)
                : DigestCommand.Overtaken;
        }

        if (after == same)
        {
            return DigestSummary.Of("This channel already has this digest", same, catalogue, now, note);
        }

        return await subscriptions.ReplaceAsync(same, after, cancellationToken)
            ? DigestSummary.Of("This channel already had this digest; it is changed", after, catalogue, now, note)
            : DigestCommand.Overtaken;
    }

    private static (string Zone, string? Note) ZoneOf(DigestRequest asked, ImmutableArray<Subscription> here, Reader reader)
    {
        const string Another = "To have another zone, name it after the time.";
        if (asked.Zone is { } given)
        {
            return (given, null);
        }

        if (here.LastOrDefault(other => other.State is not SubscriptionState.Draft && Zones.Find(other.Schedule.Zone) is not null) is { } other)
        {
            return (other.Schedule.Zone, $"The time zone is that of this channel's other digest. {Another}");
        }

        return reader.Zone is { } own && Zones.TryResolve(own, out var zone)
            ? (zone, $"The time zone is yours. {Another}")
            : ("UTC", $"No time zone was given, so it is UTC. {Another}");
    }
}
