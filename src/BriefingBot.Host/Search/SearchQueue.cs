using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data;
using BriefingBot.Briefings;
using Microsoft.Data.Sqlite;

namespace BriefingBot.Host.Search;

/// <summary>Searches that wait, and the threads that run them, each with a connection of its own.</summary>
internal sealed class SearchQueue : IDisposable
{
    private const int MostWaiting = 256;

    private readonly BlockingCollection<Job> jobs = new(MostWaiting);
    private readonly CancellationTokenSource stopping = new();
    private ImmutableArray<Thread> threads = [];

    /// <summary>Starts the threads; what was queued before is run then.</summary>
    public void Start(Func<SqliteConnection> open)
    {
        threads = [.. Enumerable.Range(1, Math.Max(2, Environment.ProcessorCount / 2)).Select(number =>
            new Thread(() => Work(open)) { IsBackground = true, Name = $"search {number}" })];
        foreach (var thread in threads)
        {
            thread.Start();
        }
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
    }

    private void Work(Func<SqliteConnection> open)
    {
        using var connection = open();
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            if (job.CancellationToken.IsCancellationRequested)
            {
                continue;
            }

            try
            {
                var hits = Find(connection, job, job.Query.All);
                job.Result.SetResult(hits.IsEmpty && job.Query.Any is { } any ? Find(connection, job, any) : hits);
            }
            catch (Exception failure)
            {
                // Whoever asked gets it; the thread goes on to the next.
                job.Result.SetException(failure);
            }
        }
    }

    // Ranks of different tables are compared as they are: each is fair within its own.
    private static ImmutableArray<SearchHit> Find(SqliteConnection connection, Job job, string query) =>
    [
        .. job.Tables.SelectMany(table => Find(connection, job, query, table.Name))
            .OrderBy(hit => hit.Rank)
            .Take(job.Limit)
            .Select(hit => hit.Hit),
    ];

    private static List<(double Rank, SearchHit Hit)> Find(SqliteConnection connection, Job job, string query, string table)
    {
        using var select = connection.CreateCommand();
        select.CommandText =
            $"""
            select rank, topic, section, snippet({table}, 1, char(1), char(2), '…', 24), snippet({table}, 0, char(1), char(2), '…', 24)
            from {table}
            where {table} match $query and ($topic is null or topic = $topic)
            order by rank
            limit $limit
            """;
        select.Parameters.AddWithValue("$query", query);
        select.Parameters.AddWithValue("$topic", (object?)job.TopicKey ?? DBNull.Value);
        select.Parameters.AddWithValue("$limit", job.Limit);
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
