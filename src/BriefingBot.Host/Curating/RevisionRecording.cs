using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Content;

namespace BriefingBot.Host.Curating;

/// <summary>
/// Records every accepted change as a revision, whatever way it came, and at the start what changed while the bot was away.
/// Readers never wait for it, and where the state store is not there it records later.
/// </summary>
internal sealed partial class RevisionRecording(
    LiveBriefings live,
    BriefingLibrary library,
    IRevisions revisions,
    RevisionComparison comparison,
    RevisionAuthors authors,
    TimeProvider time,
    ILogger<RevisionRecording> logger) : BackgroundService
{
    private const string Later = "Found when many changes were recorded at once.";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(2);

    private readonly PendingRevisions pending = new();
    private IReadOnlyCollection<Revision> current = [];
    private bool isCompared;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        live.Accepted = NoteAsync;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!isCompared)
        {
            // The store was never there; the next start begins with the same comparison.
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastWait);
        try
        {
            for (current = current.Count > 0 ? current : pending.Take(); current.Count > 0; current = pending.Take())
            {
                await revisions.AddAsync(current, limit.Token);
            }
        }
        catch (Exception failure)
        {
            Log.LeftOver(logger, failure.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await library.CurrentAsync(stoppingToken);
            await CompareAsync(live.State!.Set, Way.Start, note: null, stoppingToken);
            isCompared = true;
            while (true)
            {
                await RecordAsync(stoppingToken);
                await pending.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The bot stops.
        }
    }

    private ValueTask NoteAsync(ImmutableArray<SectionChange> changes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        pending.Add([.. changes.Where(change => change.IsRemoved || change.Text is not null).Select(change => Of(change, now))]);
        return ValueTask.CompletedTask;
    }

    private Revision Of(SectionChange change, DateTimeOffset now)
    {
        var id = change.After ?? string.Empty;
        var known = authors.Take(change.Topic, change.Section, id);
        return new(change.Topic, change.Section, id, now, known?.Author, known?.Way ?? Way.Disk, known?.Note) { Text = change.Text, IsDraft = change.IsDraft, Before = change.Before };
    }

    private async Task RecordAsync(CancellationToken cancellationToken)
    {
        if (pending.TakeIncomplete())
        {
            await CompareAsync(live.State!.Set, Way.Disk, Later, cancellationToken);
        }

        for (current = pending.Take(); current.Count > 0; current = pending.Take())
        {
            await TryAsync(() => AddAsync(current, cancellationToken), cancellationToken);
        }
    }

    // One that cannot be recorded takes no others with it.
    private async Task AddAsync(IReadOnlyCollection<Revision> some, CancellationToken cancellationToken)
    {
        try
        {
            await revisions.AddAsync(some, cancellationToken);
        }
        catch (Exception failure) when (some.Count > 1 && failure is not (StateUnavailableException or OperationCanceledException))
        {
            foreach (var one in some)
            {
                await TryAsync(() => revisions.AddAsync([one], cancellationToken), cancellationToken);
            }
        }
    }

    private async Task CompareAsync(BriefingSet set, Way way, string? note, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await TryAsync(
            async () =>
            {
                if (await comparison.RecordAsync(set, now, way, note, cancellationToken) is > 0 and var count)
                {
                    Log.Found(logger, count);
                }
            },
            cancellationToken);
    }

    private async Task TryAsync(Func<Task> record, CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromSeconds(1); !await IsDoneAsync(record, wait); wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    // False while the state store cannot be reached.
    private async Task<bool> IsDoneAsync(Func<Task> record, TimeSpan wait)
    {
        try
        {
            await record();
            return true;
        }
        catch (StateUnavailableException unavailable)
        {
            Log.Unavailable(logger, wait.TotalSeconds, unavailable.Kind);
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Tried again it would fail again, and out of here it would end the whole bot.
            Log.Failed(logger, failure);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Revisions recorded that were not yet: {Count}")]
        public static partial void Found(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The state store cannot be reached ({Cause}); what changes is served and will be recorded later, which is tried again in {Seconds:0} s")]
        public static partial void Unavailable(ILogger logger, double seconds, string cause);

        [LoggerMessage(Level = LogLevel.Error, Message = "Revisions could not be recorded; their texts are served, and the next start looks for them again")]
        public static partial void Failed(ILogger logger, Exception failure);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Changes could not be recorded before the bot stopped ({Cause}); the next start records what is there then")]
        public static partial void LeftOver(ILogger logger, string cause);
    }
}
