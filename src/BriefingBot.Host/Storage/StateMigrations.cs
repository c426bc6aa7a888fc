using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace BriefingBot.Host.Storage;

/// <summary>
/// Brings the tables up to date with the numbered scripts beside this file, each once, all in one transaction. Several
/// processes may do so at once: one does it, and the others wait and find nothing left to do.
/// </summary>
internal static class StateMigrations
{
    private const string Folder = "BriefingBot.Host.Storage.Migrations.";

    // Any number that nobody else locks in the same database.
    private const long LockNumber = 0x427269656642;

    public static async Task ApplyAsync(DbDataSource source, bool isPostgres, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (!isPostgres)
        {
            await connection.ExecuteAsync("pragma journal_mode = wal");
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (isPostgres)
        {
            await LockAsync(connection, transaction, cancellationToken);
        }

        await connection.ExecuteAsync("create table if not exists migrations (number bigint not null primary key)", transaction: transaction);
        var done = (await connection.QueryAsync<long>("select number from migrations", transaction: transaction)).ToHashSet();
        var scripts = Scripts(isPostgres);
        if (done.Except(scripts.Keys).Any())
        {
            throw new StateRefusedException("The state store was written by a newer version of the bot. Run that version, or name another store by State:ConnectionString.");
        }

        foreach (var (number, name) in scripts.Where(script => !done.Contains(script.Key)))
        {
            await connection.ExecuteAsync(new CommandDefinition(Read(name), transaction: transaction, cancellationToken: cancellationToken));
            await connection.ExecuteAsync("insert into migrations (number) values (@number)", new { number }, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Keeps other processes on PostgreSQL from bringing tables up to date until it ends, which it does with its connection.</summary>
    public static async Task<DbTransaction> LockAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, transaction, cancellationToken);
        return transaction;
    }

    private static Task LockAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) => connection.ExecuteAsync(
        new CommandDefinition("select pg_advisory_xact_lock(@LockNumber)", new { LockNumber }, transaction, cancellationToken: cancellationToken));

    // 001-name.sql is for both databases, 001-name.sqlite.sql and 001-name.postgres.sql for one each.
    private static SortedDictionary<long, string> Scripts(bool isPostgres) => new(Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && !name.EndsWith(isPostgres ? ".sqlite.sql" : ".postgres.sql", StringComparison.Ordinal))
        .ToDictionary(name => long.Parse(name.AsSpan(Folder.Length, 3), CultureInfo.InvariantCulture)));

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
