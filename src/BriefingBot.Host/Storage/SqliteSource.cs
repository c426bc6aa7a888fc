using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace BriefingBot.Host.Storage;

/// <summary>Gives connections to a SQLite file, set up when they are opened.</summary>
internal sealed class SqliteSource(SqliteConnectionStringBuilder settings) : DbDataSource
{
    public override string ConnectionString => settings.ConnectionString;

    protected override DbConnection CreateDbConnection() => new Connection(ConnectionString, settings.DefaultTimeout);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Its last connection writes the log back into the file.
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }

        base.Dispose(disposing);
    }

    // Whoever opens it, Quartz included: SQLite waits for a lock in short steps, where the provider would look every 150 ms.
    private sealed class Connection(string connectionString, int timeout) : SqliteConnection(connectionString)
    {
        public override void Open()
        {
            base.Open();
            using var setUp = CreateCommand();
            setUp.CommandText = $"pragma busy_timeout = {timeout * 1000L}; pragma synchronous = normal";
            setUp.ExecuteNonQuery();
        }
    }
}
