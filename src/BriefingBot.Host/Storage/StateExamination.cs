using BriefingBot.Documents;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BriefingBot.Host.Storage;

/// <summary>Looks whether the state can be kept where the settings say, and leaves nothing there.</summary>
internal static class StateExamination
{
    private const int MostSeconds = 5;

    /// <returns>Whether it can, and a sentence with what is there or what to do.</returns>
    public static Task<(bool IsThere, string Sentence)> ExamineAsync(StateDatabase database, CancellationToken cancellationToken) => database switch
    {
        StateDatabase.Sqlite sqlite => Task.FromResult(File(sqlite.Settings)),
        StateDatabase.Postgres postgres => ServerAsync(postgres.ConnectionString, cancellationToken),
        _ => throw new NotSupportedException(),
    };

    private static (bool IsThere, string Sentence) File(SqliteConnectionStringBuilder settings)
    {
        var path = SafeText.Echo(settings.DataSource, 200);
        try
        {
            var isThere = System.IO.File.Exists(settings.DataSource) || Directory.Exists(settings.DataSource);
            if (isThere)
            {
                System.IO.File.Open(settings.DataSource, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            }

            // SQLite puts files beside it; and the folder may be made by the first start, too.
            var folder = Path.GetDirectoryName(settings.DataSource)!;
            while (!Directory.Exists(folder))
            {
                folder = Path.GetDirectoryName(folder)!;
            }

            new FileStream(Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
            return (true, isThere ? $"the file “{path}”" : $"the file “{path}”, which the first start makes");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (false, $"the file “{path}” cannot be written; give the bot the right to, or name another one by State:ConnectionString");
        }
    }

    private static async Task<(bool IsThere, string Sentence)> ServerAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Timeout = MostSeconds, Pooling = false };
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return (true, $"PostgreSQL {connection.ServerVersion}");
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            // What the server says may hold the user's name.
            return (false, "PostgreSQL does not let the bot in; check that it runs, and host, database, user and password in State:ConnectionString");
        }
    }
}
