using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Documents;
using Microsoft.Data.Sqlite;

namespace BriefingBot.Host.Search;

/// <summary>
/// Full-text search by SQLite's FTS5, in memory. Topics for everybody share one table; topics for some share one with
/// those for the same, so that the statistics that rank a reader's hits are of what he may see. Searches run on threads
/// of their own, because the commonest word of a large corpus takes tens of milliseconds; requests only wait. A changed
/// section costs one row.
/// </summary>
internal sealed class SectionIndex : ISectionSearch, IDisposable
{
    private static int instances;

    private readonly string connectionString =
        $"Data Source=file:/sections-{Interlocked.Increment(ref instances)}?vfs=memdb;Pooling=False;Default Timeout=30";

    private readonly SearchQueue queue = new();
    private readonly TaskCompletionSource built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<(string Topic, string Section), (SearchTable Table, long Row)> rows = [];
    private readonly Lock writing = new();
    private ImmutableArray<SearchTable> tables = [];
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
                Write([], catalogue.Topics.SelectMany(Entries));
                foreach (var table in tables)
                {
                    using var optimize = writer.CreateCommand();
                    optimize.CommandText = $"insert into {table.Name}({table.Name}) values ('optimize')";
                    optimize.ExecuteNonQuery();
                }
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
    public void Replace(Topic? before, Topic? after) => Replace([(before, after)]);

    /// <summary>Takes over what changed in these topics, all at once: a search finds everything as it was, or as it is.</summary>
    public void Replace(IReadOnlyCollection<(Topic? Before, Topic? After)> topics)
    {
        var (old, now) = (topics.SelectMany(topic => Entries(topic.Before)).ToList(), topics.SelectMany(topic => Entries(topic.After)).ToList());
        lock (writing)
        {
            if (writer is not null)
            {
                Write(old.ExceptBy(now.Select(entry => entry.Id), entry => entry.Id), now.ExceptBy(old.Select(entry => entry.Id), entry => entry.Id));
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<SearchHit>> FindAsync(
        string words, string? topicKey, Reader reader, int limit, CancellationToken cancellationToken)
    {
        await built.Task.WaitAsync(cancellationToken);
        if (SearchQuery.Of(words) is not { } query)
        {
            return [];
        }

        ImmutableArray<SearchTable> visible = [.. tables.Where(table => reader.MaySee(table.VisibleTo))];
        return await queue.FindAsync(query, topicKey, visible, limit, cancellationToken);
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

    private static IEnumerable<Entry> Entries(Topic? topic) => topic?.Offered.Select(section => new Entry(section, topic.VisibleTo)) ?? [];

    private void Write(IEnumerable<Entry> removed, IEnumerable<Entry> added)
    {
        using var transaction = writer!.BeginTransaction();
        foreach (var entry in removed)
        {
            if (rows.Remove((entry.Section.TopicKey, entry.Section.Key), out var place))
            {
                using var delete = writer.CreateCommand();
                delete.CommandText = $"delete from {place.Table.Name} where rowid = $row";
                delete.Parameters.AddWithValue("$row", place.Row);
                delete.ExecuteNonQuery();
            }
        }

        foreach (var group in added.GroupBy(entry => string.Join(' ', entry.VisibleTo.Order(StringComparer.Ordinal)), StringComparer.Ordinal))
        {
            Insert(TableFor(group.Key, group.First().VisibleTo), group.Select(entry => entry.Section));
        }

        transaction.Commit();
    }

    private void Insert(SearchTable table, IEnumerable<Section> sections)
    {
        using var insert = writer!.CreateCommand();
        insert.CommandText = $"insert into {table.Name}(rowid, names, text, topic, section) values ($row, $names, $text, $topic, $section)";
        var row = insert.Parameters.Add("$row", SqliteType.Integer);
        var names = insert.Parameters.Add("$names", SqliteType.Text);
        var text = insert.Parameters.Add("$text", SqliteType.Text);
        var topic = insert.Parameters.Add("$topic", SqliteType.Text);
        var key = insert.Parameters.Add("$section", SqliteType.Text);
        foreach (var section in sections)
        {
            if (Volatile.Read(ref isDisposed))
            {
                // Nobody will search any more: do not keep the process from ending.
                return;
            }

            row.Value = ++lastRow;
            names.Value = $"{section.Title} · {section.Key} {string.Join(' ', section.Aliases)}";
            text.Value = OneLine($"{section.Summary} {PlainText.Words(section.Body)}");
            topic.Value = section.TopicKey;
            key.Value = section.Key;
            insert.ExecuteNonQuery();
            rows[(section.TopicKey, section.Key)] = (table, lastRow);
        }
    }

    private SearchTable TableFor(string audience, ImmutableArray<string> visibleTo)
    {
        if (tables.FirstOrDefault(table => table.Audience == audience) is { } known)
        {
            return known;
        }

        var table = new SearchTable($"sections_{tables.Length}", audience, visibleTo);
        using var create = writer!.CreateCommand();
        create.CommandText =
            $"""
            create virtual table {table.Name} using fts5(
                names, text, topic unindexed, section unindexed, tokenize = 'porter unicode61 remove_diacritics 2');
            insert into {table.Name}({table.Name}, rank) values ('rank', 'bm25(8.0, 1.0)');
            """;
        create.ExecuteNonQuery();
        tables = tables.Add(table);
        return table;
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

    private sealed record Entry(Section Section, ImmutableArray<string> VisibleTo)
    {
        /// <summary>Changes when anything changes that the index holds.</summary>
        public string Id => $"{Section.Id} {Section.Status} {string.Join(' ', VisibleTo)}";
    }
}

/// <param name="Audience">The communities in order, as one text; empty for everybody.</param>
internal sealed record SearchTable(string Name, string Audience, ImmutableArray<string> VisibleTo);
