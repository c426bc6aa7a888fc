using System.Data.Common;
using System.Net.Sockets;
using BriefingBot.Chat;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BriefingBot.Host.Storage;

/// <summary>
/// Tells outages, which pass without us (the connection, the server, a lock, the disk, time), from faults of ours, such as a
/// statement or a value that the database does not take.
/// </summary>
internal static class StateOutage
{
    // https://www.sqlite.org/rescode.html: permission, busy, locked, out of memory, read-only, input or output, corrupt, full,
    // cannot open, locking protocol, not a database.
    private static readonly HashSet<int> OfSqlite = [3, 5, 6, 7, 8, 10, 11, 13, 14, 15, 26];

    // https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, log-in, no such database, conflict with others,
    // too few resources, not in the right state (locks; a server that takes nobody), the operator's doing, the system.
    private static readonly HashSet<string> ClassesOfPostgres = ["08", "28", "3D", "40", "53", "55", "57", "58"];

    // A server that is only read from, as one is that was the first until a moment ago.
    private const string ReadOnly = "25006";

    public static bool Is(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case StateUnavailableException:
                    return false;
                case SqliteException sqlite:
                    return OfSqlite.Contains(sqlite.SqliteErrorCode);
                case DbException { SqlState: { Length: 5 } code }:
                    return code == ReadOnly || ClassesOfPostgres.Contains(code[..2]);
                case NpgsqlException or IOException or SocketException or TimeoutException or UnauthorizedAccessException:
                    return true;
            }
        }

        return false;
    }

    /// <summary>An outage for those who read or write, with its kind and codes for the log.</summary>
    public static StateUnavailableException Of(Exception failure)
    {
        var kinds = new List<string>();
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            kinds.Add(cause switch
            {
                SqliteException sqlite => $"{nameof(SqliteException)} {sqlite.SqliteErrorCode}",
                DbException { SqlState: { } code } => $"{cause.GetType().Name} {code}",
                SocketException socket => $"{nameof(SocketException)} {socket.SocketErrorCode}",
                _ => cause.GetType().Name,
            });
        }

        return new(failure, string.Join(": ", kinds));
    }
}
