using System.Collections.Immutable;
using System.Data.Common;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Host.Digests;
using Dapper;
using CommandDefinition = Dapper.CommandDefinition;

namespace BriefingBot.Host.Storage;

/// <inheritdoc/>
internal sealed class Subscriptions(StateStore state, DigestSchedule schedule) : ISubscriptions
{
    private const string Select = $"select {SubscriptionRow.Columns} from subscriptions";

    private const string Update =
        """
        update subscriptions set platform = @Platform, community = @Community, channel = @Channel, topics = @Topics, time = @Time, zone = @Zone,
            days = @Days, content = @Content, role = @Role, creator = @Creator, creator_name = @CreatorName, created = @Created,
            state = @State, since = @Since, reason = @Reason, until = @Until
        where id = @Id
        """;

    public Task<Subscription?> FindAsync(string id, CancellationToken cancellationToken) => state.ReadAsync(
        async connection => (await connection.QuerySingleOrDefaultAsync<SubscriptionRow>(new CommandDefinition(
            $"{Select} where id = @id", new { id }, cancellationToken: cancellationToken)))?.ToSubscription(),
        cancellationToken);

    public Task<ImmutableArray<Subscription>> InChannelAsync(ChannelAddress channel, CancellationToken cancellationToken) => ListAsync(
        $"{Select} where platform = @Platform and community = @Community and channel = @Channel order by created, id", channel, cancellationToken);

    public Task<ImmutableArray<Subscription>> InStateAsync(SubscriptionState state, DateTimeOffset since, CancellationToken cancellationToken) => ListAsync(
        $"{Select} where state = @State and since <= @Since order by since, id",
        new { State = state.ToString(), Since = since.ToUnixTimeMilliseconds() },
        cancellationToken);

    public Task<int> CountAsync(string platform, string community, CancellationToken cancellationToken) => state.ReadAsync(
        connection => connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "select count(*) from subscriptions where platform = @platform and community = @community and state <> 'Draft'",
            new { platform, community }, cancellationToken: cancellationToken)),
        cancellationToken);

    /// <summary>Whether there is one in any state.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellationToken) => state.ReadAsync(
        async connection => await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "select count(*) from (select 1 from subscriptions limit 1) one", cancellationToken: cancellationToken)) > 0,
        cancellationToken);

    public Task AddAsync(Subscription subscription, CancellationToken cancellationToken) => schedule.WriteAsync(
        async transaction =>
        {
            await schedule.SetAsync(subscription, cancellationToken);
            await ExecuteAsync(
                transaction,
                """
                insert into subscriptions (id, platform, community, channel, topics, time, zone, days, content, role, creator, creator_name, created,
                    state, since, reason, until)
                values (@Id, @Platform, @Community, @Channel, @Topics, @Time, @Zone, @Days, @Content, @Role, @Creator, @CreatorName, @Created,
                    @State, @Since, @Reason, @Until)
                """,
                SubscriptionRow.Of(subscription),
                cancellationToken);
            return true;
        },
        cancellationToken);

    public Task<bool> ReplaceAsync(Subscription before, Subscription after, CancellationToken cancellationToken) => schedule.WriteAsync(
        async transaction => await IsHeldAsync(transaction, before, after, cancellationToken)
            && await ExecuteAsync(transaction, Update, SubscriptionRow.Of(after), cancellationToken) == 1,
        cancellationToken);

    public Task<bool> KeepAsync(Subscription draft, Subscription kept, int mostInChannel, int mostInCommunity, CancellationToken cancellationToken) => schedule.WriteAsync(
        async transaction =>
        {
            if (!await IsHeldAsync(transaction, draft, kept, cancellationToken))
            {
                return false;
            }

            await state.LockAsync(transaction, $"digests {kept.Channel.Platform} {kept.Channel.Community}", cancellationToken);
            var parameters = new DynamicParameters(SubscriptionRow.Of(kept));
            parameters.AddDynamicParams(new { MostInChannel = (long)mostInChannel, MostInCommunity = (long)mostInCommunity });
            return await ExecuteAsync(
                transaction,
                $"""
                {Update}
                    and (select count(*) from subscriptions where platform = @Platform and community = @Community and state <> 'Draft') < @MostInCommunity
                    and (select count(*) from subscriptions where platform = @Platform and community = @Community and channel = @Channel and state <> 'Draft') < @MostInChannel
                """,
                parameters,
                cancellationToken) == 1;
        },
        cancellationToken);

    public Task<bool> RemoveAsync(Subscription before, CancellationToken cancellationToken) => schedule.WriteAsync(
        async transaction =>
        {
            await schedule.RemoveAsync(before.Id, cancellationToken);
            if (await HoldAsync(transaction, before.Id, cancellationToken) != SubscriptionRow.Of(before))
            {
                return false;
            }

            await DeliveryLedger.RemoveAsync(transaction, before.Id, cancellationToken);
            return await ExecuteAsync(transaction, "delete from subscriptions where id = @Id", new { before.Id }, cancellationToken) == 1;
        },
        cancellationToken);

    public Task ForgetAsync(string id, CancellationToken cancellationToken) => state.WriteAsync(
        async transaction =>
        {
            await DeliveryLedger.RemoveAsync(transaction, id, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Takes a schedule away whose subscription is gone.</summary>
    /// <returns>False where it is there after all.</returns>
    public Task<bool> UnscheduleAsync(string id, CancellationToken cancellationToken) => schedule.WriteAsync(
        async transaction =>
        {
            await schedule.RemoveAsync(id, cancellationToken);
            return await HoldAsync(transaction, id, cancellationToken) is null;
        },
        cancellationToken);

    private Task<ImmutableArray<Subscription>> ListAsync(string sql, object parameters, CancellationToken cancellationToken) => state.ReadAsync(
        async connection => (await connection.QueryAsync<SubscriptionRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)))
            .Select(row => row.ToSubscription()).ToImmutableArray(),
        cancellationToken);

    private static Task<int> ExecuteAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));

    // The schedule is written first, as DigestSchedule wants it; where the row is another by now, none of it is kept.
    private async Task<bool> IsHeldAsync(DbTransaction transaction, Subscription before, Subscription after, CancellationToken cancellationToken)
    {
        await schedule.SetAsync(after, cancellationToken);
        return await HoldAsync(transaction, before.Id, cancellationToken) == SubscriptionRow.Of(before);
    }

    // Touching the row keeps it from others until the transaction ends.
    private static Task<SubscriptionRow?> HoldAsync(DbTransaction transaction, string id, CancellationToken cancellationToken) =>
        transaction.Connection!.QuerySingleOrDefaultAsync<SubscriptionRow>(new CommandDefinition(
            $"update subscriptions set id = id where id = @id returning {SubscriptionRow.Columns}", new { id }, transaction, cancellationToken: cancellationToken));
}
