using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BriefingBot.Host.Storage;

/// <summary>Which of the two databases, with what is needed to connect.</summary>
internal abstract record StateDatabase
{
    private StateDatabase()
    {
    }

    /// <summary>Null where a connection string names neither, or cannot be read.</summary>
    public static StateDatabase? Of(string connectionString)
    {
        try
        {
            var keys = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return keys.ContainsKey("Host") || keys.ContainsKey("Server") ? ReadPostgres(connectionString) : ReadSqlite(connectionString);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    // Memory, and what SQLite would look up by itself, is no file that a process can have for itself.
    private static Sqlite? ReadSqlite(string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        if (settings.DataSource.Length == 0 || settings.DataSource[0] is ':' or '|' || settings.DataSource.Contains('\0', StringComparison.Ordinal)
            || settings.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            || settings.Mode is SqliteOpenMode.Memory or SqliteOpenMode.ReadOnly)
        {
            return null;
        }

        settings.DataSource = Path.GetFullPath(settings.DataSource);
        return new(settings);
    }

    // A method of its own, so that Npgsql is not loaded where it is not used.
    private static Postgres? ReadPostgres(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) is { Host.Length: > 0 } ? new(connectionString) : null;

    /// <param name="Settings">The file is named by its full path.</param>
    public sealed record Sqlite(SqliteConnectionStringBuilder Settings) : StateDatabase;

    public sealed record Postgres(string ConnectionString) : StateDatabase;
}
