using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Host.Storage;
using Dapper;

namespace BriefingBot.Tests.Storage;

public sealed class SubscriptionsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task ASubscriptionComesBackAsItWasAdded(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var subscriptions = state.Subscriptions(await state.OpenAsync());
        var added = Samples.Subscription() with
        {
            Schedule = new(new(23, 59), "Pacific/Chatham", Days.Monday | Days.Sunday),
            Content = DigestContent.Changes,
            Role = "77",
            State = SubscriptionState.Paused,
            Since = Samples.Now,
            Reason = "Paused by “Zoë”.",
            Until = Samples.Now.AddDays(3),
        };

        await subscriptions.AddAsync(added, CancellationToken.None);

        var found = (await subscriptions.FindAsync(added.Id, CancellationToken.None))!;
        Assert.Equal(["tea", "china-nk"], found.Topics.AsEnumerable());
        Assert.Equal(added, found with { Topics = added.Topics });
        Assert.Null(await subscriptions.FindAsync("other1", CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AChannelsSubscriptionsAreListedOldestFirstWithItsDrafts(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var subscriptions = state.Subscriptions(await state.OpenAsync());
        await subscriptions.AddAsync(Samples.Subscription("second", SubscriptionState.Draft) with { Created = Samples.Now }, CancellationToken.None);
        await subscriptions.AddAsync(Samples.Subscription("first1"), CancellationToken.None);
        await subscriptions.AddAsync(Samples.Subscription("third1") with { Channel = new("discord", "discord:1", "43") }, CancellationToken.None);

        var found = await subscriptions.InChannelAsync(new("discord", "discord:1", "42"), CancellationToken.None);

        Assert.Equal(["first1", "second"], found.Select(subscription => subscription.Id));
        Assert.Equal(2, await subscriptions.CountAsync("discord", "discord:1", CancellationToken.None));
        Assert.Equal(0, await subscriptions.CountAsync("browser", "discord:1", CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ThoseInAStateAreFoundByWhenItBegan(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var subscriptions = state.Subscriptions(await state.OpenAsync());
        foreach (var (id, hours) in new[] { ("new111", 1), ("old111", -2), ("older1", -3), ("now111", 0) })
        {
            await subscriptions.AddAsync(Samples.Subscription(id, SubscriptionState.Refused) with { Since = Samples.Now.AddHours(hours) }, CancellationToken.None);
        }

        await subscriptions.AddAsync(Samples.Subscription("active") with { Since = Samples.Now.AddDays(-3) }, CancellationToken.None);

        var found = await subscriptions.InStateAsync(SubscriptionState.Refused, Samples.Now, CancellationToken.None);

        Assert.Equal(["older1", "old111", "now111"], found.Select(subscription => subscription.Id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AChangeIsKeptOnlyWhereNothingChangedMeanwhile(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var subscriptions = state.Subscriptions(await state.OpenAsync());
        await subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);
        var read = (await subscriptions.FindAsync("abc123", CancellationToken.None))!;
        var paused = read with { State = SubscriptionState.Paused, Since = Samples.Now, Reason = "Paused." };

        Assert.True(await subscriptions.ReplaceAsync(read, paused, CancellationToken.None));
        Assert.False(await subscriptions.ReplaceAsync(read, read with { Topics = ["other"] }, CancellationToken.None));
        Assert.True(await subscriptions.ReplaceAsync(paused, paused with { Topics = ["other"] }, CancellationToken.None));
        Assert.Equal(["other"], (await subscriptions.FindAsync("abc123", CancellationToken.None))!.Topics.AsEnumerable());
        Assert.False(await subscriptions.RemoveAsync(read, CancellationToken.None));
        Assert.True(await subscriptions.RemoveAsync(paused with { Topics = ["other"] }, CancellationToken.None));
        Assert.False(await subscriptions.ReplaceAsync(paused, read, CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OfManyChangesAtOnceOneIsKept(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var (one, other) = (state.Subscriptions(await state.OpenAsync()), state.Subscriptions(await state.OpenAsync()));
        await one.AddAsync(Samples.Subscription(), CancellationToken.None);
        var read = (await one.FindAsync("abc123", CancellationToken.None))!;

        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            (number % 2 == 0 ? one : other).ReplaceAsync(read, read with { Role = $"{number}" }, CancellationToken.None)));

        Assert.Single(kept, isKept => isKept);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OfManyDraftsThatAreKeptAtOnceNoMoreAreThanThereMayBe(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var one = state.Subscriptions(await state.OpenAsync());

        // A file of SQLite's is for one process.
        Subscriptions[] processes = [one, database is Database.Sqlite ? one : state.Subscriptions(await state.OpenAsync())];
        var drafts = Enumerable.Range(0, 8).Select(number => Samples.Subscription($"draft{number}", SubscriptionState.Draft) with { Channel = new("discord", "discord:1", $"{number % 2}") }).ToList();
        foreach (var draft in drafts)
        {
            await processes[0].AddAsync(draft, CancellationToken.None);
        }

        Task<bool[]> KeepAsync(int mostInChannel, int mostInCommunity, IEnumerable<Subscription> some) => Task.WhenAll(some.Select((draft, number) => Task.Run(() =>
            processes[number % 2].KeepAsync(draft, draft with { State = SubscriptionState.Active }, mostInChannel, mostInCommunity, CancellationToken.None))));
        Assert.Equal(3, (await KeepAsync(10, 3, drafts.Take(6))).Count(isKept => isKept));
        Assert.Equal(3, await processes[0].CountAsync("discord", "discord:1", CancellationToken.None));

        var left = await processes[0].InStateAsync(SubscriptionState.Draft, DateTimeOffset.MaxValue, CancellationToken.None);
        await KeepAsync(2, 10, left.Select(other => drafts.Single(draft => draft.Id == other.Id)));
        var active = await processes[0].InStateAsync(SubscriptionState.Active, DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.All(active.GroupBy(subscription => subscription.Channel), channel => Assert.InRange(channel.Count(), 2, 3));
        Assert.False(Assert.Single(await KeepAsync(10, 10, [active[0] with { State = SubscriptionState.Draft }])));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ASubscriptionIsRemovedWithItsLedger(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var store = await state.OpenAsync();
        var (subscriptions, ledger) = await PlannedAsync(state, store);
        await ledger.FinishAsync(
            Samples.Key, "me", OccurrenceState.Sent, null, Samples.Now, new(SeenContent.Nothing.Revisions, "tea/plant"), CancellationToken.None);

        Assert.True(await subscriptions.RemoveAsync(Samples.Subscription(), CancellationToken.None));
        Assert.False(await subscriptions.RemoveAsync(Samples.Subscription(), CancellationToken.None));
        Assert.Empty(await ledger.LogAsync("abc123", 10, CancellationToken.None));
        Assert.Equal(SeenContent.Nothing, await ledger.SeenAsync("abc123", CancellationToken.None));
        Assert.Equal(0, await store.ReadAsync(connection => connection.ExecuteScalarAsync<int>("select count(*) from parts"), CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AnIdIsGivenOnce(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var subscriptions = state.Subscriptions(await state.OpenAsync());
        await subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WordsOfANewerVersionAreNoFault(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var store = await state.OpenAsync();
        var (subscriptions, ledger) = await PlannedAsync(state, store);
        await store.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                "update subscriptions set state = '7', content = 'Haiku', days = 1025, created = 9223372036854775807; update occurrences set state = 'Postponed'; update parts set state = 'Boosted'", transaction: transaction),
            CancellationToken.None);

        var found = (await subscriptions.FindAsync("abc123", CancellationToken.None))!;
        Assert.Equal((SubscriptionState.Paused, DigestContent.Rotate, Days.Monday), (found.State, found.Content, found.Schedule.Days));
        var occurrence = Assert.Single(await ledger.LogAsync("abc123", 1, CancellationToken.None));
        Assert.Equal((OccurrenceState.Failed, PartState.Sending), (occurrence.State, occurrence.Parts[0].State));
        Assert.Null(await ledger.ClaimAsync(Samples.Key, Samples.Now, "other", Samples.Now.AddDays(1), Samples.Now.AddDays(2), again: true, CancellationToken.None));
    }

    // One subscription, whose first occurrence is claimed and planned.
    private static async Task<(Subscriptions Subscriptions, DeliveryLedger Ledger)> PlannedAsync(TestState state, StateStore store)
    {
        var (subscriptions, ledger) = (state.Subscriptions(store), new DeliveryLedger(store));
        await subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);
        await ledger.ClaimAsync(Samples.Key, Samples.Now, "me", Samples.Now, Samples.Now.AddMinutes(1), again: false, CancellationToken.None);
        await ledger.PlanAsync(Samples.Key, "me", Samples.Parts, CancellationToken.None);
        return (subscriptions, ledger);
    }
}
