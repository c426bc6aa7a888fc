using System.Collections.Immutable;
using System.Data.Common;
using BriefingBot.Curating.Records;
using Dapper;

namespace BriefingBot.Host.Storage;

/// <inheritdoc/>
internal sealed class Revisions(StateStore state) : IRevisions
{
    public Task AddAsync(IReadOnlyCollection<Revision> revisions, CancellationToken cancellationToken) => state.WriteAsync(
        async transaction =>
        {
            foreach (var batch in RevisionBatch.Of(revisions))
            {
                await batch.AddAsync(transaction, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    public Task<ImmutableArray<Revision>> LogAsync(string topic, string section, int count, CancellationToken cancellationToken) => state.ReadAsync(
        connection => ListAsync(
            connection,
            $"select {RevisionRow.Columns} from revisions where topic = @topic and section = @section order by number desc limit @count",
            new { topic, section, count },
            cancellationToken),
        cancellationToken);

    public Task<Revision?> FindAsync(string topic, string section, string id, CancellationToken cancellationToken) => state.ReadAsync(
        async connection => (await connection.QuerySingleOrDefaultAsync<RevisionRow>(new CommandDefinition(
            $"select {RevisionRow.Columns}, text as Text from revisions where topic = @topic and section = @section and id = @id order by number desc limit 1",
            new { topic, section, id },
            cancellationToken: cancellationToken)))?.ToRevision(),
        cancellationToken);

    public Task<TopicChanges> SinceAsync(string topic, DateTimeOffset since, CancellationToken cancellationToken) => state.ReadAsync(
        async connection =>
        {
            // What was there when the topic was first found is no change.
            var first = await ListAsync(
                connection, $"select {RevisionRow.Columns} from revisions where topic = @topic order by at, number limit 1", new { topic }, cancellationToken);
            var from = first is [{ Way: Way.Start, At: var found }] && found > since ? found : since;
            var parameters = new { topic, From = from.ToUnixTimeMilliseconds() };
            var newest = await ListAsync(
                connection,
                $"""
                select {RevisionRow.Columns} from revisions revised where topic = @topic and at > @From and not exists
                    (select 1 from revisions later where later.topic = @topic and later.section = revised.section and later.number = revised.number + 1)
                order by at desc, section
                """,
                parameters,
                cancellationToken);
            var before = newest.IsEmpty ? [] : await ListAsync(
                connection,
                $"""
                select {RevisionRow.Columns} from revisions earlier where topic = @topic and at <= @From and not exists
                    (select 1 from revisions later where later.topic = @topic and later.section = earlier.section and later.number > earlier.number and later.at <= @From)
                """,
                parameters,
                cancellationToken);
            var bySection = before.ToDictionary(revision => revision.Section, StringComparer.Ordinal);
            return new TopicChanges(from, [.. newest.Select(revision => new RevisedSection(revision, bySection.GetValueOrDefault(revision.Section)))]);
        },
        cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> NewestAsync(CancellationToken cancellationToken) => state.ReadAsync(
        async connection =>
        {
            var newest = new Dictionary<string, string>(StringComparer.Ordinal);
            await foreach (var (topic, section, id) in connection.QueryUnbufferedAsync<(string, string, string)>(
                """
                select topic, section, id from revisions newest where not exists
                    (select 1 from revisions later where later.topic = newest.topic and later.section = newest.section and later.number = newest.number + 1)
                """).WithCancellation(cancellationToken))
            {
                newest.Add($"{topic}/{section}", id);
            }

            return (IReadOnlyDictionary<string, string>)newest;
        },
        cancellationToken);

    private static async Task<ImmutableArray<Revision>> ListAsync(DbConnection connection, string sql, object parameters, CancellationToken cancellationToken) =>
    [
        .. (await connection.QueryAsync<RevisionRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).Select(row => row.ToRevision()),
    ];
}
