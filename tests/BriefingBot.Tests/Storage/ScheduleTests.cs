using System.Collections.Concurrent;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Host.Digests;
using BriefingBot.Host.Storage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Quartz;

namespace BriefingBot.Tests.Storage;

public sealed class ScheduleTests
{
    // Half an hour before the subscription of Samples is due.
    private static readonly DateTimeOffset Start = Samples.Now.AddMinutes(-30);
    private static readonly TimeSpan UntilDue = TimeSpan.FromMinutes(30);

    [Theory, OnSqlite, OnPostgres]
    public async Task ASubscriptionIsRunAtItsLocalTimeEveryDay(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var time = new ManualTime(Start);
        await using var process = await TestProcess.OpenAsync(state, time);
        await process.Subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);
        Assert.Equal(Samples.Now, await process.DueAsync());
        await process.StartAsync();

        time.Advance(UntilDue);

        Assert.Equal("abc123", await process.NextRunAsync());
        Assert.Equal(Samples.Now.AddDays(1), await process.DueAsync());
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("abc123", await process.NextRunAsync());
        Assert.Empty(process.Runs());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OneAddedWhileTheScheduleRunsIsRunToo(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var time = new ManualTime(Start);
        await using var process = await TestProcess.OpenAsync(state, time);
        await process.StartAsync();
        await process.Subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);

        time.Advance(UntilDue);

        Assert.Equal("abc123", await process.NextRunAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ASubscriptionAndItsScheduleAreWrittenTogetherOrNotAtAll(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        await using var process = await TestProcess.OpenAsync(state, new ManualTime(Start));
        await Assert.ThrowsAsync<FormatException>(() => process.Schedule.WriteAsync(
            async transaction =>
            {
                await process.Schedule.SetAsync(Samples.Subscription(), CancellationToken.None);
                await transaction.Connection!.ExecuteAsync("insert into seen (subscription) values ('abc123')", transaction: transaction);
                throw new FormatException("Before it was kept.");
            },
            CancellationToken.None));
        Assert.Null(await process.DueAsync());
        Assert.Equal(0, await process.Store.ReadAsync(connection => connection.ExecuteScalarAsync<int>("select count(*) from seen"), CancellationToken.None));

        await process.Subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => process.Subscriptions.AddAsync(
            Samples.Subscription() with { Schedule = new(new(11, 0), "Europe/Berlin", Days.All) }, CancellationToken.None));
        Assert.Equal(Samples.Now, await process.DueAsync());
        await process.Subscriptions.RemoveAsync((await process.Subscriptions.FindAsync("abc123", CancellationToken.None))!, CancellationToken.None);
        Assert.Null(await process.DueAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OnlyWhatIsActiveIsScheduled(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        await using var process = await TestProcess.OpenAsync(state, new ManualTime(Start));
        var subscription = Samples.Subscription(state: SubscriptionState.Draft);
        await process.Subscriptions.AddAsync(subscription, CancellationToken.None);
        Assert.Null(await process.DueAsync());
        foreach (var next in new[] { SubscriptionState.Active, SubscriptionState.Paused, SubscriptionState.Active, SubscriptionState.Refused })
        {
            Assert.True(await process.Subscriptions.ReplaceAsync(subscription, subscription with { State = next }, CancellationToken.None));
            subscription = subscription with { State = next };
            Assert.Equal(next is SubscriptionState.Active ? Samples.Now : null, await process.DueAsync());
        }

        var changed = subscription with { State = SubscriptionState.Active, Schedule = new(new(7, 0), "America/New_York", Days.Monday) };
        Assert.True(await process.Subscriptions.ReplaceAsync(subscription, changed, CancellationToken.None));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), await process.DueAsync());
        Assert.False(await process.Subscriptions.ReplaceAsync(subscription, subscription, CancellationToken.None));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), await process.DueAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhatWasMissedForDaysIsRunOnceAtTheStart(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        await using (var first = await TestProcess.OpenAsync(state, new ManualTime(Start)))
        {
            await first.Subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);
            await first.StartAsync();
        }

        var time = new ManualTime(Samples.Now.AddDays(3).AddHours(5));
        await using var second = await TestProcess.OpenAsync(state, time);
        await second.StartAsync();

        Assert.Equal("abc123", await second.NextRunAsync());
        Assert.Equal(Samples.Now.AddDays(4), await second.DueAsync());
        time.Advance(TimeSpan.FromHours(19));
        Assert.Equal("abc123", await second.NextRunAsync());
        Assert.Empty(second.Runs());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AZoneThatIsNoLongerKnownKeepsNobodyElseFromRunning(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var time = new ManualTime(Start);
        await using var process = await TestProcess.OpenAsync(state, time);
        await process.Subscriptions.AddAsync(Samples.Subscription("gone11"), CancellationToken.None);
        await process.Subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);
        await process.Store.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                """
                update subscriptions set zone = 'Mars/Olympus' where id = 'gone11';
                update QRTZ_CRON_TRIGGERS set TIME_ZONE_ID = 'Mars/Olympus' where TRIGGER_NAME = 'gone11';
                """,
                transaction: transaction),
            CancellationToken.None);
        await process.Schedule.StartAsync(CancellationToken.None);

        time.Advance(UntilDue);

        Assert.Equal(["abc123", "gone11"], new[] { await process.NextRunAsync(), await process.NextRunAsync() }.Order());
        await process.Reconciliation.RunAsync(CancellationToken.None);
        Assert.Equal(0, await process.Reconciliation.RunAsync(CancellationToken.None));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero), await process.DueAsync("gone11"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TheScheduleIsMadeWhatTheSubscriptionsSayAtTheStart(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        await using var process = await TestProcess.OpenAsync(state, new ManualTime(Start));
        foreach (var id in new[] { "abc123", "lost11", "moved1" })
        {
            await process.Subscriptions.AddAsync(Samples.Subscription(id), CancellationToken.None);
        }

        await process.Schedule.RemoveAsync("lost11", CancellationToken.None);
        await process.Schedule.SetAsync(Samples.Subscription("orphan"), CancellationToken.None);
        await process.Store.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync("update subscriptions set time = '12:00' where id = 'moved1'", transaction: transaction), CancellationToken.None);

        Assert.Equal(3, await process.Reconciliation.RunAsync(CancellationToken.None));
        Assert.Equal(0, await process.Reconciliation.RunAsync(CancellationToken.None));
        Assert.Equal(
            [Samples.Now, Samples.Now, Samples.Now.AddHours(3), null],
            new[] { await process.DueAsync(), await process.DueAsync("lost11"), await process.DueAsync("moved1"), await process.DueAsync("orphan") });
    }

    [Theory, OnPostgres]
    public async Task TwoProcessesRunEachSubscriptionOnce(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var time = new ManualTime(Start);
        var runs = new ConcurrentQueue<string>();
        var all = new TaskCompletionSource();
        RunDigest run = (subscription, _) =>
        {
            runs.Enqueue(subscription);
            if (runs.Count == 200)
            {
                all.SetResult();
            }

            return Task.CompletedTask;
        };
        await using (var one = await TestProcess.OpenAsync(state, time, run))
        await using (var other = await TestProcess.OpenAsync(state, time, run))
        {
            for (var number = 0; number < 200; number++)
            {
                await one.Subscriptions.AddAsync(Samples.Subscription($"s{number:D5}"), CancellationToken.None);
            }

            await Task.WhenAll(one.StartAsync(), other.StartAsync());
            time.Advance(UntilDue);
            await all.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        Assert.Equal(200, runs.Count);
        Assert.Equal(200, runs.Distinct().Count());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ARowThatCannotBeReadKeepsNoOtherFromItsSchedule(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        await using var process = await TestProcess.OpenAsync(state, new ManualTime(Start));
        foreach (var id in new[] { "aaa111", "bbb222", "ccc333" })
        {
            await process.Subscriptions.AddAsync(Samples.Subscription(id), CancellationToken.None);
        }

        await process.Store.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                "update subscriptions set time = 'noon' where id = 'aaa111'; update subscriptions set zone = '' where id = 'bbb222'; delete from QRTZ_CRON_TRIGGERS; delete from QRTZ_TRIGGERS where TRIGGER_GROUP = 'digests'",
                transaction: transaction),
            CancellationToken.None);
        await process.StartAsync();

        Assert.Equal(Samples.Now, await process.DueAsync("ccc333"));
        Assert.Null(await process.DueAsync("aaa111"));
        var unreadable = (await process.Subscriptions.FindAsync("aaa111", CancellationToken.None))!;
        Assert.Equal(SubscriptionState.Paused, unreadable.State);
        Assert.StartsWith("Its time cannot be read", unreadable.Reason, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task RunsTheLedgerAndChangesOfSubscriptionsDoNotStopEachOther(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var time = new ManualTime(Start);
        var (all, done) = (new TaskCompletionSource(), 0);
        DeliveryLedger? ledger = null;
        await using var process = await TestProcess.OpenAsync(state, time, async (subscription, cancellationToken) =>
        {
            var key = new OccurrenceKey(subscription, Samples.Key.Date);
            await ledger!.ClaimAsync(key, Samples.Now, "me", Samples.Now, Samples.Now.AddMinutes(1), again: false, cancellationToken);
            await ledger.PlanAsync(key, "me", Samples.Parts, cancellationToken);
            await ledger.FinishAsync(key, "me", OccurrenceState.Sent, null, Samples.Now, new(null, "tea/plant"), cancellationToken);
            if (Interlocked.Increment(ref done) == 150)
            {
                all.SetResult();
            }
        });
        ledger = new(process.Store);
        for (var number = 0; number < 150; number++)
        {
            await process.Subscriptions.AddAsync(Samples.Subscription($"s{number:D5}"), CancellationToken.None);
        }

        await process.StartAsync();
        time.Advance(UntilDue);
        for (var number = 0; number < 30; number++)
        {
            await process.Subscriptions.AddAsync(Samples.Subscription($"t{number:D5}"), CancellationToken.None);
        }

        await all.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.NotNull(await process.DueAsync("t00029"));
        Assert.Equal(OccurrenceState.Sent, Assert.Single(await ledger.LogAsync("s00149", 2, CancellationToken.None)).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhatRunsIsAskedToStopAndIsRunAgainAtTheNextStart(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var time = new ManualTime(Start);
        await using (var first = await TestProcess.OpenAsync(state, time, (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken)))
        {
            await first.Subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);
            await first.StartAsync();
            time.Advance(UntilDue);
            await first.NextRunAsync();

            await first.Schedule.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        }

        await using var second = await TestProcess.OpenAsync(state, time);
        await second.StartAsync();
        Assert.Equal("abc123", await second.NextRunAsync());
    }

    [Fact]
    public async Task ARunThatFoundTheStateGoneIsTriedAgainUntilItIsThere()
    {
        var tries = 0;
        RunDigest run = (_, _) => ++tries < 5 ? Task.FromException(new StateUnavailableException(new IOException("gone"))) : Task.CompletedTask;
        var context = new Mock<IJobExecutionContext>();
        context.Setup(its => its.MergedJobDataMap).Returns(new JobDataMap { { DigestJob.Subscription, "abc123" } });

        await new DigestJob(run, new Discord.FastTime(1000), NullLogger<DigestJob>.Instance).Execute(context.Object, CancellationToken.None);

        Assert.Equal(5, tries);
    }
}
