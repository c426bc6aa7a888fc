using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Documents;
using Microsoft.Data.Sqlite;

namespace BriefingBot.Host.Search;

/// <summary>
/// Full-text search by SQLite's FTS5, in memory. Searches run on threads of their own, because the commonest word of
/// a large corpus takes tens of milliseconds; requests only wait. A changed section costs one row.
/// </summary>
internal sealed class SectionIndex : ISectionSearch, IDisposable
{
    private static int instances;

    private readonly string connectionString =
        $"Data Source=file:/sections-{Interlocked.Increment(ref instances)}?vfs=memdb;Pooling=False;Default Timeout=30";

    private readonly SearchQueue queue = new();
    private readonly TaskCompletionSource built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<(string Topic, string Section), long> rows = [];
    private readonly Lock writing = new();
    private SqliteConnection? writer;
    private long lastRow;
    private bool isDisposed;

    /// <summary>Takes in all sections of the first catalogue. Searches wait until it is done.</summary>
    public void Build(Catalogue catalogue)
    {
        try
        {
            lock (writing)
            {
                if (isDisposed)
                {
                    return;
                }

                writer = Open();
                Execute(
                    """
                    create virtual table sections using fts5(
                        names, text, topic unindexed, section unindexed, tokenize = 'porter unicode61 remove_diacritics 2');
                    insert into sections(sections, rank) values ('rank', 'bm25(8.0, 1.0)');
                    """);
                Write(catalogue.Topics.SelectMany(Searchable), []);
                Execute("insert into sections(sections) values ('optimize')");
            }

            queue.Start(Open);
            built.TrySetResult();
        }
        catch (Exception failure)
        {
            built.TrySetException(failure);
            throw;
        }
    }

    /// <summary>Takes over what changed in one topic; sections that stayed the same cost nothing.</summary>
    public void Replace(Topic? before, Topic? after)
    {
        var (old, now) = (Searchable(before).ToList(), Searchable(after).ToList());
        lock (writing)
        {
            if (writer is null)
            {
                return;
            }

            Write(now.ExceptBy(old.Select(section => section.Id), section => section.Id), old.ExceptBy(now.Select(section => section.Id), section => section.Id));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<SearchHit>> FindAsync(string words, string? topicKey, int limit, CancellationToken cancellationToken)
    {
        await built.Task.WaitAsync(cancellationToken);
        return SearchQuery.Of(words) is { } query ? await queue.FindAsync(query, topicKey, limit, cancellationToken) : [];
    }

    public void Dispose()
    {
        // The container hands the one index out under two names, and disposes both.
        if (Interlocked.Exchange(ref isDisposed, true))
        {
            return;
        }

        queue.Dispose();
        lock (writing)
        {
            writer?.Dispose();
            writer = null;
        }
    }

    private static IEnumerable<Section> Searchable(Topic? topic) => topic?.Offered ?? [];

    private void Write(IEnumerable<Section> added, IEnumerable<Section> removed)
    {
        using var transaction = writer!.BeginTransaction();
        using var delete = writer.CreateCommand();
        delete.CommandText = "delete from sections where rowid = $row";
        var deletedRow = delete.Parameters.Add("$row", SqliteType.Integer);
        foreach (var section in removed)
        {
            if (rows.Remove((section.TopicKey, section.Key), out var deleted))
            {
                deletedRow.Value = deleted;
                delete.ExecuteNonQuery();
            }
        }

        using var insert = writer.CreateCommand();
        insert.CommandText = "insert into sections(rowid, names, text, topic, section) values ($row, $names, $text, $topic, $section)";
        var row = insert.Parameters.Add("$row", SqliteType.Integer);
        var names = insert.Parameters.Add("$names", SqliteType.Text);
        var text = insert.Parameters.Add("$text", SqliteType.Text);
        var topic = insert.Parameters.Add("$topic", SqliteType.Text);
        var key = insert.Parameters.Add("$section", SqliteType.Text);
        foreach (var section in added)
        {
            if (Volatile.Read(ref isDisposed))
            {
                // Nobody will search any more: do not keep the process from ending.
                return;
            }

            names.Value = $"{section.Title} · {section.Key} {string.Join(' ', section.Aliases)}";
            text.Value = OneLine($"{section.Summary} {PlainText.Words(section.Body)}");
            topic.Value = section.TopicKey;
            key.Value = section.Key;
            row.Value = rows[(section.TopicKey, section.Key)] = ++lastRow;
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var wait = connection.CreateCommand();
        wait.CommandText = "pragma busy_timeout = 30000";
        wait.ExecuteNonQuery();
        return connection;
    }

    private void Execute(string sql)
    {
        using var command = writer!.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
