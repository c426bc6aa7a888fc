using System.Data;
using System.Data.Common;
using System.Globalization;
using BriefingBot.Curating.Records;
using Dapper;

namespace BriefingBot.Host.Storage;

/// <summary>Some revisions of as many sections, added by one statement: at a first start there are as many as there are sections.</summary>
internal sealed class RevisionBatch
{
    // SQLite looks parameters up by their names, one after the other: with many more a statement takes longer than several.
    private const int Most = 20;

    private static readonly string[] Columns = ["topic", "section", "id", "at", "draft", "text", "way", "note", "community", "person", "person_name"];

    private static readonly string[] Given = [.. Columns, "before"];

    private readonly Dictionary<(string Topic, string Section), RevisionRow> rows = [];

    private RevisionBatch()
    {
    }

    /// <summary>Cuts revisions into batches that are to be added one after the other, since a statement can number a section once.</summary>
    public static IEnumerable<RevisionBatch> Of(IEnumerable<Revision> revisions)
    {
        var batch = new RevisionBatch();
        foreach (var row in revisions.Select(RevisionRow.Of))
        {
            if (batch.rows.Count == Most || batch.rows.ContainsKey((row.Topic, row.Section)))
            {
                yield return batch;
                batch = new();
            }

            batch.rows.Add((row.Topic, row.Section), row);
        }

        if (batch.rows.Count > 0)
        {
            yield return batch;
        }
    }

    public async Task AddAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        for (Remove(await InsertAsync(transaction, cancellationToken)); rows.Count > 0; Remove(await InsertAsync(transaction, cancellationToken)))
        {
            // The others are there already, or another process that adds at the same moment took their numbers.
            var there = (await ThereAsync(transaction, cancellationToken)).ToList();
            foreach (var row in there.Select(section => rows[section]).Where(row => row.Community is not null))
            {
                await NameAuthorAsync(transaction, row, cancellationToken);
            }

            Remove(there);
            if (rows.Count == 0)
            {
                break;
            }
        }
    }

    private Task<IEnumerable<(string Topic, string Section)>> InsertAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Connection!.QueryAsync<(string Topic, string Section)>(new CommandDefinition(
            $"""
            with added ({string.Join(", ", Given)}) as (values {Values()})
            insert into revisions (number, {string.Join(", ", Columns)})
            select
                coalesce((select max(number) from revisions where revisions.topic = added.topic and revisions.section = added.section), 0) + 1,
                {string.Join(", ", Columns.Select(column => $"added.{column}"))}
            from added
            where not {IsThere("added")}
            on conflict (topic, section, number) do nothing
            returning topic, section
            """,
            Parameters(),
            transaction,
            cancellationToken: cancellationToken));

    private Task<IEnumerable<(string Topic, string Section)>> ThereAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Connection!.QueryAsync<(string Topic, string Section)>(new CommandDefinition(
            $"""
            with asked ({string.Join(", ", Given)}) as (values {Values()})
            select topic, section from asked where {IsThere("asked")}
            """,
            Parameters(),
            transaction,
            cancellationToken: cancellationToken));

    // It is the newest, or another process that was quicker recorded it after the same one, and others after it.
    private static string IsThere(string table) =>
        $"""
        ({table}.id = coalesce({NewestId(table)}, '') or ({table}.before is not null and {table}.before <> coalesce({NewestId(table)}, '') and exists (
            select 1 from revisions same join revisions earlier
                on earlier.topic = same.topic and earlier.section = same.section and earlier.number = same.number - 1
            where same.topic = {table}.topic and same.section = {table}.section and same.id = {table}.id and earlier.id = {table}.before)))
        """;

    private static string NewestId(string table) =>
        $"(select newest.id from revisions newest where newest.topic = {table}.topic and newest.section = {table}.section order by newest.number desc limit 1)";

    private static Task NameAuthorAsync(DbTransaction transaction, RevisionRow row, CancellationToken cancellationToken) => transaction.Connection!.ExecuteAsync(new CommandDefinition(
        """
        update revisions set way = @Way, note = @Note, community = @Community, person = @Person, person_name = @PersonName
        where topic = @Topic and section = @Section and community is null
            and number = (select max(number) from revisions where topic = @Topic and section = @Section and id = @Id)
        """,
        row,
        transaction,
        cancellationToken: cancellationToken));

    private string Values() => string.Join(", ", Enumerable.Range(0, rows.Count).Select(row => $"({string.Join(", ", Given.Select(column => $"@{NameOf(column, row)}"))})"));

    private DynamicParameters Parameters()
    {
        var (parameters, number) = (new DynamicParameters(), 0);
        foreach (var row in rows.Values)
        {
            object?[] values = [row.Topic, row.Section, row.Id, row.At, row.Draft, row.Text, row.Way, row.Note, row.Community, row.Person, row.PersonName, row.Before];
            for (var column = 0; column < Given.Length; column++)
            {
                // A null says nothing of its type, which PostgreSQL must know.
                parameters.Add(NameOf(Given[column], number), values[column], values[column] is long ? DbType.Int64 : DbType.String);
            }

            number++;
        }

        return parameters;
    }

    private void Remove(IEnumerable<(string Topic, string Section)> sections)
    {
        foreach (var section in sections.ToList())
        {
            rows.Remove(section);
        }
    }

    private static string NameOf(string column, int row) => string.Create(CultureInfo.InvariantCulture, $"{column}_{row}");
}
