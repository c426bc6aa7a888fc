using BriefingBot.Digests;
using BriefingBot.Host.Storage;
using Dapper;

namespace BriefingBot.Host.Digests;

/// <summary>
/// Makes the schedule what the subscriptions say, at the start: a backup that was put back, or a hand in the tables, may have
/// parted them. Quartz would be asked trigger by trigger; its tables answer at once.
/// </summary>
internal sealed class DigestReconciliation(StateStore state, DigestSchedule schedule, Subscriptions subscriptions)
{
    /// <returns>How many triggers were added, removed or written anew.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var name = (await schedule.SchedulerAsync(cancellationToken)).SchedulerName;
        var wanted = (await subscriptions.InStateAsync(SubscriptionState.Active, DateTimeOffset.MaxValue, cancellationToken))
            .Where(DigestTrigger.IsDue).ToDictionary(subscription => subscription.Id, subscription => DigestTrigger.Schedule(subscription.Schedule));
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
            .Where(trigger => trigger.State is not ("ERROR" or "PAUSED" or "COMPLETE") && wanted.TryGetValue(trigger.Id, out var schedule) && schedule == (trigger.Cron, trigger.Zone))
            .Select(trigger => trigger.Id)
            .ToHashSet();
        var wrong = wanted.Keys.Union(kept.Select(trigger => trigger.Id)).Where(id => !right.Contains(id)).ToList();
        foreach (var id in wrong)
        {
            // What was changed or removed meanwhile has brought its own schedule up to date.
            _ = await subscriptions.FindAsync(id, cancellationToken) is { } subscription
                ? await subscriptions.ReplaceAsync(subscription, subscription, cancellationToken)
                : await subscriptions.UnscheduleAsync(id, cancellationToken);
        }

        return wrong.Count;
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public string? Cron { get; init; }

        public string? Zone { get; init; }

        public required string State { get; init; }
    }
}
