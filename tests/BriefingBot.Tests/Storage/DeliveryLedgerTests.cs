using System.Collections.Immutable;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using Dapper;

namespace BriefingBot.Tests.Storage;

public sealed class DeliveryLedgerTests
{
    private static readonly DateTimeOffset Now = Samples.Now;
    private static readonly OccurrenceKey Key = Samples.Key;

    [Theory, OnSqlite, OnPostgres]
    public async Task OfTwoThatClaimAtOnceExactlyOneGetsIt(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var (one, other) = (await state.LedgerAsync(), await state.LedgerAsync());
        for (var round = 0; round < 40; round++)
        {
            var key = new OccurrenceKey("abc123", Key.Date.AddDays(round));
            var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(number =>
                Task.Run(() => ClaimAsync(number % 2 == 0 ? one : other, $"owner {number}", key: key))));
            Assert.Single(claims, claim => claim is not null);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AClaimIsHeldUntilItsLeaseEnds(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var ledger = await state.LedgerAsync();

        Assert.Equal((OccurrenceState.Running, Now), (await ClaimAsync(ledger, "first")) is { } claimed ? (claimed.State, claimed.Planned) : default);
        Assert.Null(await ClaimAsync(ledger, "second", Now.AddSeconds(59)));
        Assert.True(await ledger.RenewAsync(Key, "first", Now.AddMinutes(2), CancellationToken.None));
        Assert.Null(await ClaimAsync(ledger, "second", Now.AddSeconds(90), again: true));
        Assert.NotNull(await ClaimAsync(ledger, "second", Now.AddMinutes(2)));
        Assert.Null(await ClaimAsync(ledger, "first", Now.AddMinutes(2)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhoLostAClaimWritesNothingMore(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var ledger = await state.LedgerAsync();
        await ClaimAsync(ledger, "old");
        Assert.True(await ledger.PlanAsync(Key, "old", Samples.Parts, CancellationToken.None));
        Assert.True(await ledger.BeginPartAsync(Key, "old", 1, CancellationToken.None));

        var taken = (await ClaimAsync(ledger, "new", Now.AddMinutes(1)))!;

        Assert.Equal([(1, PartState.Sending, 1), (2, PartState.Planned, 0)], taken.Parts.Select(part => (part.Number, part.State, part.Tries)));
        Assert.False(await ledger.RenewAsync(Key, "old", Now.AddHours(1), CancellationToken.None));
        Assert.False(await ledger.PlanAsync(Key, "old", [], CancellationToken.None));
        Assert.False(await ledger.BeginPartAsync(Key, "old", 2, CancellationToken.None));
        Assert.False(await ledger.EndPartAsync(Key, "old", 1, PartState.Sent, "m1", CancellationToken.None));
        Assert.False(await ledger.FinishAsync(Key, "old", OccurrenceState.Sent, null, Now, new(null, "tea/plant"), CancellationToken.None));
        Assert.Equivalent(taken, Assert.Single(await ledger.LogAsync("abc123", 10, CancellationToken.None)), strict: true);
        Assert.Equal(SeenContent.Nothing, await ledger.SeenAsync("abc123", CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ADeliveryIsWrittenDownStepByStep(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var ledger = await state.LedgerAsync();
        await ClaimAsync(ledger, "me");
        await ledger.PlanAsync(Key, "me", [new(1, [new(DigestItemKind.Line, "tea/plant", "0")])], CancellationToken.None);
        await ledger.PlanAsync(Key, "me", Samples.Parts, CancellationToken.None);
        await ledger.BeginPartAsync(Key, "me", 1, CancellationToken.None);
        await ledger.BeginPartAsync(Key, "me", 1, CancellationToken.None);
        await ledger.EndPartAsync(Key, "me", 1, PartState.Sent, "m1", CancellationToken.None);
        await ledger.BeginPartAsync(Key, "me", 2, CancellationToken.None);
        await ledger.EndPartAsync(Key, "me", 2, PartState.Refused, null, CancellationToken.None);
        Assert.False(await ledger.BeginPartAsync(Key, "me", 3, CancellationToken.None));
        var seen = new SeenContent(ImmutableSortedDictionary<string, string>.Empty.Add("tea/plant", "1a2b3c4d").Add("tea/trade", "5e6f7a8b"), "tea/trade");
        Assert.True(await ledger.FinishAsync(Key, "me", OccurrenceState.Failed, "The channel is gone.", Now.AddSeconds(3), seen, CancellationToken.None));

        var occurrence = Assert.Single(await ledger.LogAsync("abc123", 10, CancellationToken.None));
        Assert.Equal((Key, Now, OccurrenceState.Failed, "The channel is gone.", Now.AddSeconds(3)), (occurrence.Key, occurrence.Planned, occurrence.State, occurrence.Reason, occurrence.Finished));
        Assert.Equal(
            [new(1, "changed tea/plant@1a2b3c4d\nturn tea/trade@5e6f7a8b", PartState.Sent, 2, "m1"), new(2, "removed tea/old@9c0d1e2f", PartState.Refused, 1, null)],
            occurrence.Parts.AsEnumerable());
        var found = await ledger.SeenAsync("abc123", CancellationToken.None);
        Assert.Equal(seen.Revisions, found.Revisions);
        Assert.Equal("tea/trade", found.InTurn);
        Assert.False(await ledger.FinishAsync(Key, "me", OccurrenceState.Sent, null, Now, null, CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OnlyWhatWasSkippedOrFailedIsTakenAgain(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var ledger = await state.LedgerAsync();
        foreach (var (ending, day) in Enum.GetValues<OccurrenceState>().Where(ending => ending is not OccurrenceState.Running).Select((ending, day) => (ending, day)))
        {
            var key = new OccurrenceKey("abc123", Key.Date.AddDays(day));
            await ClaimAsync(ledger, "me", key: key);
            await ledger.FinishAsync(key, "me", ending, "It is so.", Now, null, CancellationToken.None);

            Assert.Null(await ClaimAsync(ledger, "other", Now.AddDays(1), key: key, planned: Now));
            var again = await ClaimAsync(ledger, "other", Now.AddDays(1), again: true, key: key);

            Assert.Equal(ending is OccurrenceState.Skipped or OccurrenceState.Failed, again is { State: OccurrenceState.Running, Reason: null, Finished: null });
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhatEndedWithNothingSentBeforeItsTimeIsTakenWhenThatHasCome(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var ledger = await state.LedgerAsync();
        await ClaimAsync(ledger, "early", planned: Now.AddHours(-2));
        await ledger.FinishAsync(Key, "early", OccurrenceState.Skipped, "Nothing changed.", Now, null, CancellationToken.None);

        Assert.Equal(Now, (await ClaimAsync(ledger, "due"))!.Planned);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TheLogIsNewestFirstAndWhatWasLeftOldestFirst(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var ledger = await state.LedgerAsync();
        for (var day = 0; day < 5; day++)
        {
            await ClaimAsync(ledger, "me", Now.AddDays(day), key: new("abc123", Key.Date.AddDays(day)));
        }

        await ledger.FinishAsync(new("abc123", Key.Date.AddDays(1)), "me", OccurrenceState.Sent, null, Now, null, CancellationToken.None);

        var (log, left) = (await ledger.LogAsync("abc123", 3, CancellationToken.None), await ledger.LeftAsync(Now.AddDays(3).AddMinutes(1), 2, CancellationToken.None));

        Assert.Equal([4, 3, 2], log.Select(occurrence => occurrence.Key.Date.DayNumber - Key.Date.DayNumber));
        Assert.Equal([0, 2], left.Select(occurrence => occurrence.Key.Date.DayNumber - Key.Date.DayNumber));
        Assert.Empty(await ledger.LogAsync("other1", 3, CancellationToken.None));
        Assert.Empty(await ledger.LeftAsync(Now, 2, CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhatBelongsToNoSubscriptionIsNotClaimed(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var ledger = await state.LedgerAsync();

        Assert.Null(await ClaimAsync(ledger, "me", key: new("other1", Key.Date)));
        Assert.Empty(await ledger.LogAsync("other1", 3, CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhatIsOldOrBelongsToNobodyIsForgottenWithItsParts(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var ledger = await state.LedgerAsync();
        var store = await state.OpenAsync();
        foreach (var day in new[] { 0, 1, 2 })
        {
            var key = new OccurrenceKey("abc123", Key.Date.AddDays(day));
            await ClaimAsync(ledger, "me", key: key);
            await ledger.PlanAsync(key, "me", Samples.Parts, CancellationToken.None);
            await ledger.FinishAsync(key, "me", OccurrenceState.Sent, null, Now, SeenContent.Nothing, CancellationToken.None);
        }

        await store.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                "insert into occurrences (subscription, date, planned, state, owner, lease) values ('gone11', '2030-01-01', 0, 'Sent', 'me', 0); insert into seen (subscription) values ('gone11')",
                transaction: transaction),
            CancellationToken.None);
        await ledger.PruneAsync(Key.Date.AddDays(2), CancellationToken.None);

        Assert.Equal(Key.Date.AddDays(2), Assert.Single(await ledger.LogAsync("abc123", 10, CancellationToken.None)).Key.Date);
        Assert.Empty(await ledger.LogAsync("gone11", 10, CancellationToken.None));
        Task<int> CountAsync(string table) => store.ReadAsync(connection => connection.ExecuteScalarAsync<int>($"select count(*) from {table}"), CancellationToken.None);
        Assert.Equal((Samples.Parts.Length, 1), (await CountAsync("parts"), await CountAsync("seen")));
    }

    private static Task<Occurrence?> ClaimAsync(IDeliveryLedger ledger, string owner, DateTimeOffset? now = null, bool again = false, OccurrenceKey? key = null, DateTimeOffset? planned = null) =>
        ledger.ClaimAsync(key ?? Key, planned ?? now ?? Now, owner, now ?? Now, (now ?? Now).AddMinutes(1), again, CancellationToken.None);
}
