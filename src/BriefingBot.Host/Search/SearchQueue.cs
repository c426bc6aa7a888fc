using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data;
using System.Diagnostics;
using BriefingBot.Briefings;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BriefingBot.Host.Search;

/// <summary>
/// Searches that wait, and the threads that run them, each with a connection of its own. A search that is not quick is
/// stopped and begun again on a thread for long ones: who asks for the commonest word keeps nobody else waiting.
/// </summary>
internal sealed class SearchQueue : IDisposable
{
    private const int MostWaiting = 256;

    // How many of SQLite's instructions lie between two looks at the clock.
    private const int Instructions = 1_000;

    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(10);

    private readonly BlockingCollection<Job> jobs = new(MostWaiting);
    private readonly BlockingCollection<Job> longJobs = new(MostWaiting);
    private readonly CancellationTokenSource stopping = new();
    private ImmutableArray<Thread> threads = [];
    private Thread? longThread;

    /// <summary>Starts the threads; what was queued before is run then.</summary>
    public void Start(Func<SqliteConnection> open)
    {
        threads = [.. Enumerable.Range(1, Math.Max(2, Environment.ProcessorCount / 2)).Select(number =>
            new Thread(() => Work(open, jobs, Quick)) { IsBackground = true, Name = $"search {number}" })];
        foreach (var thread in threads)
        {
            thread.Start();
        }

        longThread = new(() => Work(open, longJobs, TimeSpan.MaxValue)) { IsBackground = true, Name = "long search" };
        longThread.Start();
    }

    /// <exception cref="SearchBusyException">The queue is full.</exception>
    public async ValueTask<ImmutableArray<SearchHit>> FindAsync(
        SearchQuery query, string? topicKey, ImmutableArray<SearchTable> tables, int limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
        var job = new Job(query, topicKey, tables, limit, either.Token);
        return jobs.TryAdd(job, 0, CancellationToken.None)
            ? await job.Result.Task.WaitAsync(either.Token)
            : throw new SearchBusyException();
    }

    /// <summary>Lets the searches that run end, and those that wait go unanswered.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        jobs.CompleteAdding();
        foreach (var thread in threads)
        {
            thread.Join();
        }

        longJobs.CompleteAdding();
        longThread?.Join();
    }

    private void Work(Func<SqliteConnection> open, BlockingCollection<Job> queue, TimeSpan most)
    {
        using var connection = open();
        var selects = new Dictionary<SearchTable, SqliteCommand>();
        var start = 0L;
        Job? current = null;
        raw.sqlite3_progress_handler(connection.Handle, Instructions, _ =>
            Stopwatch.GetElapsedTime(start) > most || current!.CancellationToken.IsCancellationRequested ? 1 : 0, null);
        foreach (var job in queue.GetConsumingEnumerable())
        {
            if (job.CancellationToken.IsCancellationRequested)
            {
                continue;
            }

            (start, current) = (Stopwatch.GetTimestamp(), job);
            try
            {
                foreach (var table in job.Tables.Where(table => !selects.ContainsKey(table)))
                {
                    selects[table] = Select(connection, table.Name);
                }

                var hits = Find(selects, job, job.Query.All);
                job.Result.SetResult(hits.IsEmpty && job.Query.Any is { } any ? Find(selects, job, any) : hits);
            }
            catch (SqliteException stopped) when (stopped.SqliteErrorCode == raw.SQLITE_INTERRUPT)
            {
                // Out of time; or cancelled, and then nobody waits for what becomes of it.
                RunLong(job);
            }
            catch (Exception failure)
            {
                // Whoever asked gets it; the thread goes on to the next.
                job.Result.SetException(failure);
            }
        }
    }

    private void RunLong(Job job)
    {
        if (job.CancellationToken.IsCancellationRequested)
        {
            return;
        }

        if (!longJobs.TryAdd(job, 0, CancellationToken.None))
        {
            job.Result.SetException(new SearchBusyException());
        }
    }

    // Ranks of different tables are compared as they are: each is fair within its own.
    private static ImmutableArray<SearchHit> Find(Dictionary<SearchTable, SqliteCommand> selects, Job job, string query) =>
    [
        .. job.Tables.SelectMany(table => Find(selects[table], job, query))
            .OrderBy(hit => hit.Rank)
            .Take(job.Limit)
            .Select(hit => hit.Hit),
    ];

    // Prepared once a table and thread: the connection disposes them.
    private static SqliteCommand Select(SqliteConnection connection, string table)
    {
        var select = connection.CreateCommand();
        select.CommandText =
            $"""
            select rank, topic, section, snippet({table}, 1, char(1), char(2), '…', 24), snippet({table}, 0, char(1), char(2), '…', 24)
            from {table}
            where {table} match $query and ($topic is null or topic = $topic)
            order by rank
            limit $limit
            """;
        select.Parameters.Add("$query", SqliteType.Text);
        select.Parameters.Add("$topic", SqliteType.Text);
        select.Parameters.Add("$limit", SqliteType.Integer);
        return select;
    }

    private static List<(double Rank, SearchHit Hit)> Find(SqliteCommand select, Job job, string query)
    {
        select.Parameters["$query"].Value = query;
        select.Parameters["$topic"].Value = (object?)job.TopicKey ?? DBNull.Value;
        select.Parameters["$limit"].Value = job.Limit;
        var hits = new List<(double, SearchHit)>();
        using var reader = select.ExecuteReader(CommandBehavior.SingleResult);
        while (reader.Read())
        {
            var inText = reader.GetString(3);
            var excerpt = inText.Contains('\u0001', StringComparison.Ordinal) ? inText : reader.GetString(4);
            hits.Add((reader.GetDouble(0), new(reader.GetString(1), reader.GetString(2), Runs(excerpt))));
        }

        return hits;
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

    private sealed record Job(SearchQuery Query, string? TopicKey, ImmutableArray<SearchTable> Tables, int Limit, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<ImmutableArray<SearchHit>> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
