using System.Data.Common;
using BriefingBot.Chat;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using CommandDefinition = Dapper.CommandDefinition;

namespace BriefingBot.Host.Storage;

/// <summary>
/// The database that keeps what must survive a restart. Everything that reads or writes it does so here, so that one place
/// turns what a database, a disk or a network does into <see cref="StateUnavailableException"/>.
/// </summary>
internal sealed class StateStore(IOptions<StateOptions> options) : IAsyncDisposable
{
    private readonly StateDatabase database = StateDatabase.Of(options.Value.ConnectionString) ?? throw new InvalidOperationException("The settings were not looked at.");

    // SQLite has one writer at a time, and whoever waits for it there blocks a thread; here nobody does.
    private readonly SemaphoreSlim writing = new(1);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource delayed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? failure;
    private StateFile? file;
    private DbDataSource? source;

    public bool IsPostgres => database is StateDatabase.Postgres;

    /// <summary>Whether it was opened.</summary>
    public bool IsReady => ready.Task.IsCompletedSuccessfully;

    /// <summary>Gives connections; whoever takes one there has to expect the database's own exceptions.</summary>
    public DbDataSource Source => LazyInitializer.EnsureInitialized(ref source, Connect);

    /// <summary>Takes SQLite's file for this process alone; nothing for PostgreSQL.</summary>
    /// <exception cref="StateRefusedException">It cannot be had.</exception>
    public void Hold()
    {
        if (database is StateDatabase.Sqlite sqlite)
        {
            file ??= StateFile.Hold(sqlite.Settings.DataSource);
        }
    }

    /// <summary>Waits until the database is there and its tables are.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => ready.Task.WaitAsync(cancellationToken);

    /// <summary>Brings the tables up to date; from then on the store is ready.</summary>
    /// <exception cref="StateUnavailableException">It cannot be reached just now; until it can, all who read or write are told so.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StateMigrations.ApplyAsync(Source, IsPostgres, cancellationToken);
            if (file is not null)
            {
                await FreeAsync(cancellationToken);
            }

            ready.TrySetResult();
        }
        catch (Exception unavailable) when (StateOutage.Is(unavailable))
        {
            failure = unavailable;
            delayed.TrySetResult();
            throw StateOutage.Of(unavailable);
        }
    }

    /// <summary>Reads what another process brings up to date; nothing is made or changed.</summary>
    public void Attach() => ready.TrySetResult();

    /// <exception cref="StateUnavailableException">The database cannot be reached or does not answer.</exception>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        await OpenedAsync(cancellationToken);
        try
        {
            await using var connection = await Source.OpenConnectionAsync(cancellationToken);
            return await read(connection);
        }
        catch (Exception unavailable) when (StateOutage.Is(unavailable))
        {
            throw StateOutage.Of(unavailable);
        }
    }

    /// <summary>Writes in one transaction, which is kept unless <paramref name="write"/> throws.</summary>
    /// <exception cref="StateUnavailableException">The database cannot be reached or does not answer. What was written may be kept where that happened at the very end.</exception>
    public Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> write, CancellationToken cancellationToken) => WriteAsync(
        // SQLite's is an immediate one: it waits for the other writers here, and not half-way.
        async connection => (await connection.BeginTransactionAsync(cancellationToken), null),
        write,
        isKept: _ => true,
        cancellationToken);

    /// <summary>
    /// Likewise, together with somebody else who joins the transaction and is let go of once it is kept. SQLite's begins
    /// with the first statement: whoever joins must write first, because he may have to wait for another who waits to write.
    /// </summary>
    public Task<bool> WriteAsync(Func<DbTransaction, IDisposable> join, Func<DbTransaction, Task<bool>> write, CancellationToken cancellationToken) => WriteAsync(
        async connection =>
        {
            var transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(cancellationToken);
            return (transaction, join);
        },
        write,
        isKept: written => written,
        cancellationToken);

    /// <summary>Keeps others who name the same from counting until the transaction ends, so that what was counted holds. SQLite has one writer in any case.</summary>
    public Task LockAsync(DbTransaction transaction, string name, CancellationToken cancellationToken) => IsPostgres
        ? transaction.Connection!.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtextextended(@name, 0))", new { name }, transaction, cancellationToken: cancellationToken))
        : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (source is not null)
        {
            await source.DisposeAsync();
        }

        file?.Dispose();
        writing.Dispose();
    }

    // Whoever had claimed something in a file that is held by this process alone has ended.
    private async Task FreeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        await using var free = connection.CreateCommand();
        free.CommandText = "update occurrences set lease = 0 where state = 'Running'";
        await free.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<T> WriteAsync<T>(
        Func<DbConnection, Task<(DbTransaction Transaction, Func<DbTransaction, IDisposable>? Join)>> begin,
        Func<DbTransaction, Task<T>> write,
        Func<T, bool> isKept,
        CancellationToken cancellationToken)
    {
        await OpenedAsync(cancellationToken);
        var isHeld = await EnterAsync(cancellationToken);
        try
        {
            await using var connection = await Source.OpenConnectionAsync(cancellationToken);
            var (transaction, join) = await begin(connection);
            await using (transaction)
            {
                using var joined = join?.Invoke(transaction);
                var result = await write(transaction);
                if (isKept(result))
                {
                    await transaction.CommitAsync(cancellationToken);
                }

                return result;
            }
        }
        catch (Exception unavailable) when (StateOutage.Is(unavailable))
        {
            throw StateOutage.Of(unavailable);
        }
        finally
        {
            if (isHeld)
            {
                writing.Release();
            }
        }
    }

    private async ValueTask OpenedAsync(CancellationToken cancellationToken)
    {
        if (!ready.Task.IsCompletedSuccessfully)
        {
            await Task.WhenAny(ready.Task, delayed.Task).WaitAsync(cancellationToken);
            if (!ready.Task.IsCompletedSuccessfully)
            {
                throw StateOutage.Of(failure!);
            }
        }
    }

    private async ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (database is not StateDatabase.Sqlite sqlite)
        {
            return false;
        }

        return await writing.WaitAsync(TimeSpan.FromSeconds(sqlite.Settings.DefaultTimeout), cancellationToken)
            ? true
            : throw StateOutage.Of(new TimeoutException("Others were writing for too long."));
    }

    private DbDataSource Connect() => database switch
    {
        StateDatabase.Sqlite sqlite => new SqliteSource(sqlite.Settings),
        StateDatabase.Postgres postgres => PostgresSource(postgres.ConnectionString),
        _ => throw new NotSupportedException(),
    };

    private static DbDataSource PostgresSource(string connectionString) => NpgsqlDataSource.Create(connectionString);
}
