using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;

namespace BriefingBot.Tests.Curating;

/// <summary>Revisions, audit log and flags in memory, by the rules that the databases keep; can be made unreachable.</summary>
internal sealed class MemoryCurating : IRevisions, IAuditLog, IFlags
{
    private readonly Lock gate = new();
    private readonly List<Revision> revisions = [];
    private readonly List<AuditEntry> audit = [];
    private readonly List<Flag> flags = [];

    /// <summary>Whether every call fails, as when the database is gone.</summary>
    public bool IsUnavailable { get; set; }

    /// <summary>Whether the audit log alone fails so.</summary>
    public bool IsAuditAway { get; set; }

    /// <summary>Is called, and waited for, before a flag is exchanged.</summary>
    public Func<Task>? Replacing { get; set; }

    /// <summary>Revisions that are taken for a bug of the database: each batch fails that holds one.</summary>
    public Func<Revision, bool> IsPoison { get; set; } = _ => false;

    /// <summary>All revisions with their texts, oldest first.</summary>
    public ImmutableArray<Revision> All => Locked<ImmutableArray<Revision>>(() => [.. revisions]);

    /// <summary>All that was taken down, oldest first.</summary>
    public ImmutableArray<AuditEntry> Audit => Locked<ImmutableArray<AuditEntry>>(() => [.. audit]);

    /// <summary>All flags, oldest first.</summary>
    public ImmutableArray<Flag> Flags => Locked<ImmutableArray<Flag>>(() => [.. flags]);

    /// <summary>How often revisions were added, empty batches and refused ones included.</summary>
    public int Batches { get; private set; }

    Task IRevisions.AddAsync(IReadOnlyCollection<Revision> revisions, CancellationToken cancellationToken)
    {
        Batches++;
        return revisions.Any(IsPoison) ? Task.FromException(new InvalidOperationException("A bug.")) : Do(() =>
        {
            foreach (var revision in revisions)
            {
                Add(revision);
            }

            return true;
        });
    }

    public Task<ImmutableArray<Revision>> LogAsync(string topic, string section, int count, CancellationToken cancellationToken) =>
        Do<ImmutableArray<Revision>>(() => [.. Of(topic, section).Reverse().Take(count).Select(WithoutText)]);

    public Task<Revision?> FindAsync(string topic, string section, string id, CancellationToken cancellationToken) =>
        Do(() => Of(topic, section).LastOrDefault(revision => revision.Id == id));

    public Task<TopicChanges> SinceAsync(string topic, DateTimeOffset since, CancellationToken cancellationToken) => Do(() =>
    {
        var ofTopic = revisions.Where(revision => revision.Topic == topic).ToList();
        var from = ofTopic.MinBy(revision => revision.At) is { Way: Way.Start, At: var found } && found > since ? found : since;
        return new TopicChanges(
            from,
            [
                .. from section in ofTopic.GroupBy(revision => revision.Section)
                   let newest = section.Last()
                   where newest.At > @from
                   orderby newest.At descending, newest.Section
                   select new RevisedSection(WithoutText(newest), section.LastOrDefault(revision => revision.At <= @from) is { } before ? WithoutText(before) : null),
            ]);
    });

    public Task<IReadOnlyDictionary<string, string>> NewestAsync(CancellationToken cancellationToken) => Do<IReadOnlyDictionary<string, string>>(() =>
        revisions.GroupBy(revision => $"{revision.Topic}/{revision.Section}", StringComparer.Ordinal).ToDictionary(section => section.Key, section => section.Last().Id, StringComparer.Ordinal));

    Task IAuditLog.AddAsync(AuditEntry entry, CancellationToken cancellationToken) => Do(() =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsAuditAway)
        {
            throw new StateUnavailableException(new IOException("The database is gone."));
        }

        audit.Add(entry);
        return true;
    });

    public Task<ImmutableArray<AuditEntry>> ReadAsync(AuditFilter filter, int count, CancellationToken cancellationToken) => Do<ImmutableArray<AuditEntry>>(() =>
    [
        .. Enumerable.Reverse(audit).Where(entry =>
            (filter.Who is null || filter.Who == entry.Who.Person.Id || filter.Who == entry.Who.Person.Name || filter.Who == entry.Who.Community)
            && (filter.Act is null || (entry.Act + " ").StartsWith(filter.Act + " ", StringComparison.Ordinal))
            && (filter.Target is null || entry.Target == filter.Target || (entry.Target.StartsWith(filter.Target, StringComparison.Ordinal) && entry.Target[filter.Target.Length] is '/' or '@'))
            && (filter.Since is null || entry.At >= filter.Since)).Take(count),
    ]);

    Task<bool> IFlags.AddAsync(Flag flag, int most, DateTimeOffset since, CancellationToken cancellationToken) => Do(() =>
    {
        Assert.DoesNotContain(flags, other => other.Id == flag.Id);
        if (flags.Count(other => other.Reader.Community == flag.Reader.Community && other.Reader.Person.Id == flag.Reader.Person.Id && other.At > since) >= most)
        {
            return false;
        }

        flags.Add(flag);
        return true;
    });

    public Task<ImmutableArray<string>> OpenTopicsAsync(CancellationToken cancellationToken) => Do<ImmutableArray<string>>(() =>
        [.. flags.Where(flag => flag.State is not FlagState.Closed).Select(flag => flag.Topic).Distinct(StringComparer.Ordinal)]);

    public Task<ImmutableArray<Flag>> OpenAsync(FlagFilter filter, int count, CancellationToken cancellationToken) => Do<ImmutableArray<Flag>>(() =>
        [.. Open(filter).OrderBy(flag => flag.At).Take(count)]);

    public Task<int> CountOpenAsync(FlagFilter filter, CancellationToken cancellationToken) => Do(() => Open(filter).Count());

    public Task<Flag?> FindAsync(string id, CancellationToken cancellationToken) => Do(() => flags.Find(flag => flag.Id == id));

    public async Task<bool> ReplaceAsync(Flag before, Flag after, CancellationToken cancellationToken)
    {
        await (Replacing?.Invoke() ?? Task.CompletedTask);
        return await Do(() =>
        {
            var index = flags.IndexOf(before);
            if (index >= 0)
            {
                flags[index] = after;
            }

            return index >= 0;
        });
    }

    private IEnumerable<Flag> Open(FlagFilter filter) => flags.Where(flag => flag.State is not FlagState.Closed
        && (filter.Topics.Contains(flag.Topic) || (filter.Gone.Contains(flag.Topic) && flag.Reader.Community == filter.Community)));

    private void Add(Revision revision)
    {
        var newest = revisions.FindLastIndex(other => other.Topic == revision.Topic && other.Section == revision.Section);
        if (newest < 0 ? revision.IsRemoval : revisions[newest].Id == revision.Id)
        {
            if (newest >= 0 && revisions[newest].Author is null && revision.Author is not null)
            {
                revisions[newest] = revisions[newest] with { Author = revision.Author, Way = revision.Way, Note = revision.Note };
            }

            return;
        }

        revisions.Add(revision);
    }

    private IEnumerable<Revision> Of(string topic, string section) => revisions.Where(revision => revision.Topic == topic && revision.Section == section);

    private static Revision WithoutText(Revision revision) => revision with { Text = null };

    private Task<T> Do<T>(Func<T> action) => Locked(() =>
    {
        try
        {
            return IsUnavailable ? throw new StateUnavailableException(new IOException("The database is gone.")) : Task.FromResult(action());
        }
        catch (Exception failure) when (failure is StateUnavailableException or OperationCanceledException)
        {
            return Task.FromException<T>(failure);
        }
    });

    private T Locked<T>(Func<T> action)
    {
        lock (gate)
        {
            return action();
        }
    }
}
