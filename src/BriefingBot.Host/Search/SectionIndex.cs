using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data;
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
    private const int MostWaiting = 256;

    private static int instances;

    private readonly string connectionString =
        $"Data Source=file:/sections-{Interlocked.Increment(ref instances)}?vfs=memdb;Pooling=False;Default Timeout=30";

    private readonly BlockingCollection<Job> jobs = new(MostWaiting);
    private readonly TaskCompletionSource built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<(string Topic, string Section), long> rows = [];
    private readonly Lock writing = new();
    private readonly List<Thread> threads = [];
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

            for (var i = 0; i < Math.Max(2, Environment.ProcessorCount / 2); i++)
            {
                var thread = new Thread(Work) { IsBackground = true, Name = $"search {i + 1}" };
                thread.Start();
                threads.Add(thread);
            }

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
            Write(now.ExceptBy(old.Select(section => section.Id), section => section.Id), old.ExceptBy(now.Select(section => section.Id), section => section.Id));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<SearchHit>> FindAsync(string words, string? topicKey, int limit, CancellationToken cancellationToken)
    {
        await built.Task.WaitAsync(cancellationToken);
        if (SearchQuery.Of(words) is not { } query)
        {
            return [];
        }

        var job = new Job(query, topicKey, limit, cancellationToken);
        return jobs.TryAdd(job, 0, CancellationToken.None)
            ? await job.Result.Task.WaitAsync(cancellationToken)
            : throw new SearchBusyException();
    }

    public void Dispose()
    {
        // The container hands the one index out under two names, and disposes both.
        if (Interlocked.Exchange(ref isDisposed, true))
        {
            return;
        }

        jobs.CompleteAdding();
        foreach (var thread in threads)
        {
            thread.Join();
        }

        writer?.Dispose();
        jobs.Dispose();
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
            names.Value = $"{section.Title} · {section.Key} {string.Join(' ', section.Aliases)}";
            text.Value = OneLine($"{section.Summary} {PlainText.Words(section.Body)}");
            topic.Value = section.TopicKey;
            key.Value = section.Key;
            row.Value = rows[(section.TopicKey, section.Key)] = ++lastRow;
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private void Work()
    {
        using var connection = Open();
        using var select = connection.CreateCommand();
        select.CommandText =
            """
            select topic, section,
                snippet(sections, 1, char(1), char(2), '…', 24), snippet(sections, 0, char(1), char(2), '…', 24)
            from sections
            where sections match $query and ($topic is null or topic = $topic)
            order by rank
            limit $limit
            """;
        select.Parameters.Add("$query", SqliteType.Text);
        select.Parameters.Add("$topic", SqliteType.Text);
        select.Parameters.Add("$limit", SqliteType.Integer);
        select.Prepare();
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            if (job.CancellationToken.IsCancellationRequested)
            {
                continue;
            }

            try
            {
                job.Result.SetResult(Find(select, job));
            }
            catch (SqliteException failure)
            {
                job.Result.SetException(failure);
            }
        }
    }

    private static ImmutableArray<SearchHit> Find(SqliteCommand select, Job job)
    {
        var hits = Find(select, job, job.Query.All);
        return hits.IsEmpty && job.Query.Any is { } any ? Find(select, job, any) : hits;
    }

    private static ImmutableArray<SearchHit> Find(SqliteCommand select, Job job, string query)
    {
        select.Parameters["$query"].Value = query;
        select.Parameters["$topic"].Value = (object?)job.TopicKey ?? DBNull.Value;
        select.Parameters["$limit"].Value = job.Limit;
        var hits = ImmutableArray.CreateBuilder<SearchHit>();
        using var reader = select.ExecuteReader(CommandBehavior.SingleResult);
        while (reader.Read())
        {
            var inText = reader.GetString(2);
            var excerpt = inText.Contains('\u0001', StringComparison.Ordinal) ? inText : reader.GetString(3);
            hits.Add(new(reader.GetString(0), reader.GetString(1), Runs(excerpt)));
        }

        return hits.ToImmutable();
    }

    // Briefings hold no control characters, so these two can only be the marks we asked for.
    private static ImmutableArray<ExcerptRun> Runs(string excerpt) =>
    [
        .. excerpt.Split('\u0002').SelectMany(part =>
        {
            var mark = part.IndexOf('\u0001', StringComparison.Ordinal);
            return mark < 0
                ? [new ExcerptRun(part, Matched: false)]
                : new[] { new ExcerptRun(part[..mark], Matched: false), new ExcerptRun(part[(mark + 1)..], Matched: true) };
        }).Where(run => run.Text.Length > 0),
    ];

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

    private sealed record Job(SearchQuery Query, string? TopicKey, int Limit, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<ImmutableArray<SearchHit>> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
