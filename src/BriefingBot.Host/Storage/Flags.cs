using System.Collections.Immutable;
using System.Data.Common;
using BriefingBot.Curating.Records;
using Dapper;

namespace BriefingBot.Host.Storage;

/// <inheritdoc/>
internal sealed class Flags(StateStore state) : IFlags
{
    private const string Select = $"select {FlagRow.Columns} from flags";

    public Task<bool> AddAsync(Flag flag, int most, DateTimeOffset since, CancellationToken cancellationToken) => state.WriteAsync(
        async transaction =>
        {
            var row = FlagRow.Of(flag);
            await state.LockAsync(transaction, $"flags {row.Community} {row.Person}", cancellationToken);
            var parameters = new DynamicParameters(row);
            parameters.AddDynamicParams(new { Most = (long)most, After = since.ToUnixTimeMilliseconds() });
            return await ExecuteAsync(
                transaction,
                """
                insert into flags (id, at, topic, section, revision, reason, community, person, person_name, state, since,
                    curator_community, curator, curator_name)
                select @Id, @At, @Topic, @Section, @Revision, @Reason, @Community, @Person, @PersonName, @State, @Since,
                    @CuratorCommunity, @Curator, @CuratorName
                where (select count(*) from flags where community = @Community and person = @Person and at > @After) < @Most
                """,
                parameters,
                cancellationToken) == 1;
        },
        cancellationToken);

    public Task<ImmutableArray<string>> OpenTopicsAsync(CancellationToken cancellationToken) => state.ReadAsync<ImmutableArray<string>>(
        async connection =>
        [
            .. await connection.QueryAsync<string>(new CommandDefinition(
                "select distinct topic from flags where state <> 'Closed' order by topic", cancellationToken: cancellationToken)),
        ],
        cancellationToken);

    public Task<ImmutableArray<Flag>> OpenAsync(FlagFilter filter, int count, CancellationToken cancellationToken) => state.ReadAsync<ImmutableArray<Flag>>(
        async connection =>
        {
            var (fits, parameters) = Fits(filter);
            parameters.Add("count", count);
            return [.. (await connection.QueryAsync<FlagRow>(new CommandDefinition(
                $"{Select} where {fits} order by at, id limit @count", parameters, cancellationToken: cancellationToken))).Select(row => row.ToFlag())];
        },
        cancellationToken);

    public Task<int> CountOpenAsync(FlagFilter filter, CancellationToken cancellationToken) => state.ReadAsync(
        connection =>
        {
            var (fits, parameters) = Fits(filter);
            return connection.ExecuteScalarAsync<int>(new CommandDefinition($"select count(*) from flags where {fits}", parameters, cancellationToken: cancellationToken));
        },
        cancellationToken);

    public Task<Flag?> FindAsync(string id, CancellationToken cancellationToken) => state.ReadAsync(
        async connection => (await connection.QuerySingleOrDefaultAsync<FlagRow>(new CommandDefinition(
            $"{Select} where id = @id", new { id }, cancellationToken: cancellationToken)))?.ToFlag(),
        cancellationToken);

    public Task<bool> ReplaceAsync(Flag before, Flag after, CancellationToken cancellationToken) => state.WriteAsync(
        async transaction =>
        {
            // Touching the row keeps it from others until the transaction ends.
            var held = await transaction.Connection!.QuerySingleOrDefaultAsync<FlagRow>(new CommandDefinition(
                $"update flags set id = id where id = @Id returning {FlagRow.Columns}", new { before.Id }, transaction, cancellationToken: cancellationToken));
            return held == FlagRow.Of(before) && await ExecuteAsync(
                transaction,
                """
                update flags set at = @At, topic = @Topic, section = @Section, revision = @Revision, reason = @Reason, community = @Community, person = @Person,
                    person_name = @PersonName, state = @State, since = @Since, curator_community = @CuratorCommunity, curator = @Curator, curator_name = @CuratorName
                where id = @Id
                """,
                FlagRow.Of(after),
                cancellationToken) == 1;
        },
        cancellationToken);

    private static (string Condition, DynamicParameters Parameters) Fits(FlagFilter filter)
    {
        // Each database takes whole lists in another way; both take none as a list of null, in which nothing is.
        var parameters = new DynamicParameters(new { filter.Community });
        string List(string name, IEnumerable<string> topics) => string.Join(", ", topics.Select((topic, number) =>
        {
            parameters.Add($"{name}{number}", topic);
            return $"@{name}{number}";
        }).DefaultIfEmpty("null"));
        return ($"state <> 'Closed' and (topic in ({List("topic", filter.Topics)}) or (community = @Community and topic in ({List("gone", filter.Gone)})))", parameters);
    }

    private static Task<int> ExecuteAsync(DbTransaction transaction, string sql, object parameters, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
}
