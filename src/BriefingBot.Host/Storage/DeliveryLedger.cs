using System.Collections.Immutable;
using System.Data.Common;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using Dapper;

namespace BriefingBot.Host.Storage;

/// <inheritdoc/>
internal sealed class DeliveryLedger(StateStore state) : IDeliveryLedger
{
    public Task<Occurrence?> ClaimAsync(
        OccurrenceKey key, DateTimeOffset planned, string owner, DateTimeOffset now, DateTimeOffset lease, bool again, CancellationToken cancellationToken) =>
        state.WriteAsync(
            async transaction =>
            {
                var row = await transaction.Connection!.QuerySingleOrDefaultAsync<OccurrenceRow>(new CommandDefinition(
                    $"""
                    insert into occurrences (subscription, date, planned, state, owner, lease)
                    select @Subscription, @Date, @Planned, 'Running', @owner, @Lease
                    where exists (select 1 from subscriptions where id = @Subscription)
                    on conflict (subscription, date) do update
                    set planned = case when occurrences.state = 'Running' then occurrences.planned else excluded.planned end,
                        state = 'Running', reason = null, finished = null, owner = excluded.owner, lease = excluded.lease
                    where occurrences.state = 'Running' and occurrences.lease <= @Now
                        or (@again or occurrences.planned < excluded.planned) and occurrences.state in ('Skipped', 'Failed')
                    returning {OccurrenceRow.Columns}
                    """,
                    new
                    {
                        key.Subscription,
                        Date = StateText.Of(key.Date),
                        Planned = planned.ToUnixTimeMilliseconds(),
                        owner,
                        Now = now.ToUnixTimeMilliseconds(),
                        Lease = lease.ToUnixTimeMilliseconds(),
                        again,
                    },
                    transaction,
                    cancellationToken: cancellationToken));
                return row is null ? null : (await WithPartsAsync(transaction.Connection!, transaction, [row], cancellationToken)).Single();
            },
            cancellationToken);

    public Task<bool> RenewAsync(OccurrenceKey key, string owner, DateTimeOffset lease, CancellationToken cancellationToken) => WriteAsync(
        key, owner, "update occurrences set lease = @Lease where subscription = @Subscription and date = @Date", new { Lease = lease.ToUnixTimeMilliseconds() }, cancellationToken);

    public Task<bool> PlanAsync(OccurrenceKey key, string owner, ImmutableArray<DigestPart> parts, CancellationToken cancellationToken) => WriteAsync(
        key,
        owner,
        async transaction =>
        {
            await ExecuteAsync(transaction, "delete from parts where subscription = @Subscription and date = @Date", Parameters(key), cancellationToken);
            foreach (var part in parts)
            {
                await ExecuteAsync(
                    transaction,
                    """
                    insert into parts (subscription, date, number, content, state, tries)
                    values (@Subscription, @Date, @Number, @Content, 'Planned', 0)
                    """,
                    Parameters(key, new { Number = (long)part.Number, Content = part.ToString() }),
                    cancellationToken);
            }

            return true;
        },
        cancellationToken);

    public Task<bool> BeginPartAsync(OccurrenceKey key, string owner, int number, CancellationToken cancellationToken) => WriteAsync(
        key,
        owner,
        "update parts set state = 'Sending', tries = tries + 1 where subscription = @Subscription and date = @Date and number = @Number",
        new { Number = (long)number },
        cancellationToken);

    public Task<bool> EndPartAsync(
        OccurrenceKey key, string owner, int number, PartState state, string? messageId, CancellationToken cancellationToken) => WriteAsync(
        key,
        owner,
        "update parts set state = @State, message = @Message, tries = case when @State = 'Planned' then tries - 1 else tries end where subscription = @Subscription and date = @Date and number = @Number",
        new { Number = (long)number, State = state.ToString(), Message = messageId },
        cancellationToken);

    public Task<bool> FinishAsync(
        OccurrenceKey key, string owner, OccurrenceState state, string? reason, DateTimeOffset now, SeenContent? seen, CancellationToken cancellationToken) => WriteAsync(
        key,
        owner,
        async transaction =>
        {
            await ExecuteAsync(
                transaction,
                "update occurrences set state = @State, reason = @Reason, finished = @Finished where subscription = @Subscription and date = @Date",
                Parameters(key, new { State = state.ToString(), Reason = reason, Finished = now.ToUnixTimeMilliseconds() }),
                cancellationToken);
            if (seen is not null)
            {
                await ExecuteAsync(
                    transaction,
                    """
                    insert into seen (subscription, revisions, in_turn) values (@Subscription, @Revisions, @InTurn)
                    on conflict (subscription) do update set revisions = excluded.revisions, in_turn = excluded.in_turn
                    """,
                    new { key.Subscription, Revisions = SeenRow.Lines(seen.Revisions), seen.InTurn },
                    cancellationToken);
            }

            return true;
        },
        cancellationToken);

    public Task<SeenContent> SeenAsync(string subscription, CancellationToken cancellationToken) => state.ReadAsync(
        async connection =>
        {
            var row = await connection.QuerySingleOrDefaultAsync<SeenRow>(new CommandDefinition(
                "select revisions as Revisions, in_turn as InTurn from seen where subscription = @subscription", new { subscription }, cancellationToken: cancellationToken));
            return row?.ToContent() ?? SeenContent.Nothing;
        },
        cancellationToken);

    public Task<ImmutableArray<Occurrence>> LogAsync(string subscription, int count, CancellationToken cancellationToken) => ListAsync(
        $"select {OccurrenceRow.Columns} from occurrences where subscription = @subscription order by date desc limit @count", new { subscription, count }, cancellationToken);

    public Task<ImmutableArray<Occurrence>> LeftAsync(DateTimeOffset now, int count, CancellationToken cancellationToken) => ListAsync(
        $"select {OccurrenceRow.Columns} from occurrences where state = 'Running' and lease <= @Now order by lease limit @count",
        new { Now = now.ToUnixTimeMilliseconds(), count },
        cancellationToken);

    public Task PruneAsync(DateOnly before, CancellationToken cancellationToken) => state.WriteAsync(
        async transaction =>
        {
            await ExecuteAsync(
                transaction,
                """
                delete from parts where date < @Date or not exists (select 1 from subscriptions where id = parts.subscription);
                delete from occurrences where date < @Date or not exists (select 1 from subscriptions where id = occurrences.subscription);
                delete from seen where not exists (select 1 from subscriptions where id = seen.subscription);
                """,
                new { Date = StateText.Of(before) },
                cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Forgets a subscription's occurrences and what its channel has seen.</summary>
    public static Task RemoveAsync(DbTransaction transaction, string subscription, CancellationToken cancellationToken) => ExecuteAsync(
        transaction,
        """
        delete from parts where subscription = @subscription;
        delete from occurrences where subscription = @subscription;
        delete from seen where subscription = @subscription;
        """,
        new { subscription },
        cancellationToken);

    private Task<bool> WriteAsync(OccurrenceKey key, string owner, string sql, object more, CancellationToken cancellationToken) =>
        WriteAsync(key, owner, async transaction => await ExecuteAsync(transaction, sql, Parameters(key, more), cancellationToken) == 1, cancellationToken);

    // Touching the occurrence keeps others from claiming it until the transaction ends.
    private Task<bool> WriteAsync(OccurrenceKey key, string owner, Func<DbTransaction, Task<bool>> write, CancellationToken cancellationToken) => state.WriteAsync(
        async transaction => await ExecuteAsync(
            transaction,
            "update occurrences set owner = owner where subscription = @Subscription and date = @Date and owner = @owner and state = 'Running'",
            Parameters(key, new { owner }),
            cancellationToken) == 1 && await write(transaction),
        cancellationToken);

    private Task<ImmutableArray<Occurrence>> ListAsync(string sql, object parameters, CancellationToken cancellationToken) => state.ReadAsync(
        async connection =>
        {
            var rows = await connection.QueryAsync<OccurrenceRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
            return await WithPartsAsync(connection, transaction: null, rows.AsList(), cancellationToken);
        },
        cancellationToken);

    private static async Task<ImmutableArray<Occurrence>> WithPartsAsync(
        DbConnection connection, DbTransaction? transaction, List<OccurrenceRow> rows, CancellationToken cancellationToken)
    {
        var occurrences = ImmutableArray.CreateBuilder<Occurrence>(rows.Count);
        foreach (var row in rows)
        {
            var parts = await connection.QueryAsync<PartRow>(new CommandDefinition(
                """
                select number as Number, content as Content, state as State, tries as Tries, message as Message
                from parts where subscription = @Subscription and date = @Date order by number
                """,
                new { row.Subscription, row.Date },
                transaction,
                cancellationToken: cancellationToken));
            occurrences.Add(row.ToOccurrence([.. parts.Select(part => part.ToPart())]));
        }

        return occurrences.MoveToImmutable();
    }

    private static Task<int> ExecuteAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    private static DynamicParameters Parameters(OccurrenceKey key, object? more = null)
    {
        var parameters = new DynamicParameters(more);
        parameters.Add("Subscription", key.Subscription);
        parameters.Add("Date", StateText.Of(key.Date));
        return parameters;
    }
}
