using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Host.Storage;
using Dapper;
using CommandDefinition = Dapper.CommandDefinition;

namespace BriefingBot.Host.Digests;

/// <summary>
/// Makes the schedule what the subscriptions say, at the start: a backup that was put back, or a hand in the tables, may have
/// parted them. Quartz would be asked trigger by trigger; its tables answer at once. One that fails keeps none of the others
/// from its schedule.
/// </summary>
internal sealed partial class DigestReconciliation(StateStore state, DigestSchedule schedule, Subscriptions subscriptions, ILogger<DigestReconciliation> logger)
{
    /// <returns>How many triggers were added, removed or written anew.</returns>
    /// <exception cref="StateUnavailableException">The database cannot be reached or does not answer.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var name = (await schedule.SchedulerAsync(cancellationToken)).SchedulerName;
        var wanted = (await subscriptions.InStateAsync(SubscriptionState.Active, DateTimeOffset.MaxValue, cancellationToken))
            .Where(DigestTrigger.IsDue).ToDictionary(subscription => subscription.Id, subscription => ScheduleOf(subscription.Schedule));
        var kept = await state.ReadAsync(
            async connection => (await connection.QueryAsync<Row>(new CommandDefinition(
                """
                select t.TRIGGER_NAME as Id, c.CRON_EXPRESSION as Cron, c.TIME_ZONE_ID as Zone, t.TRIGGER_STATE as State
                from QRTZ_TRIGGERS t left join QRTZ_CRON_TRIGGERS c
                    on c.SCHED_NAME = t.SCHED_NAME and c.TRIGGER_GROUP = t.TRIGGER_GROUP and c.TRIGGER_NAME = t.TRIGGER_NAME
                where t.SCHED_NAME = @name and t.TRIGGER_GROUP = @Group
                """,
                new { name, DigestTrigger.Group }, cancellationToken: cancellationToken))).AsList(),
            cancellationToken);
        var right = kept
            .Where(trigger => trigger.State is not ("ERROR" or "PAUSED" or "COMPLETE") && wanted.TryGetValue(trigger.Id, out var schedule) && schedule.Cron is not null && schedule == (trigger.Cron, trigger.Zone))
            .Select(trigger => trigger.Id)
            .ToHashSet();
        var wrong = wanted.Keys.Union(kept.Select(trigger => trigger.Id)).Where(id => !right.Contains(id)).ToList();
        var count = 0;
        foreach (var id in wrong)
        {
            count += await TryAsync(id, cancellationToken) ? 1 : 0;
        }

        return count;
    }

    // Null, which no trigger has, where there can be none; writing it says why.
    private static (string? Cron, string? Zone) ScheduleOf(LocalSchedule schedule)
    {
        try
        {
            return DigestTrigger.Schedule(schedule);
        }
        catch (Exception)
        {
            return default;
        }
    }

    private async Task<bool> TryAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            // What was changed or removed meanwhile has brought its own schedule up to date.
            return await subscriptions.FindAsync(id, cancellationToken) is { } subscription
                ? await subscriptions.ReplaceAsync(subscription, subscription, cancellationToken)
                : await subscriptions.UnscheduleAsync(id, cancellationToken);
        }
        catch (Exception failure) when (failure is not (StateUnavailableException or OperationCanceledException))
        {
            Log.Failed(logger, id, Incident.New(), failure);
            return false;
        }
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public string? Cron { get; init; }

        public string? Zone { get; init; }

        public required string State { get; init; }
    }
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The schedule of digest {Subscription} could not be made what the digest says, incident {Incident}; the next start tries again")]
        public static partial void Failed(ILogger logger, string subscription, string incident, Exception failure);
    }
}
