using BriefingBot.Chat;
using BriefingBot.Host.Content;
using BriefingBot.Host.Storage;
using Dapper;
using CommandDefinition = Dapper.CommandDefinition;

namespace BriefingBot.Host.Replicas;

/// <summary>
/// Tells the other replicas what this one serves from now on. Nobody waits for it; while the database is not there it
/// keeps what it has to tell.
/// </summary>
internal sealed partial class ReplicaAnnouncer(
    ReplicaId id, LiveBriefings live, ToldFiles told, ReplicaFollower follower, StateStore state, TimeProvider time, ILogger<ReplicaAnnouncer> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Announcements announcements = new(id.Value);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        live.Exchanged = Note;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await announcements.WaitAsync(stoppingToken);
                await TellAsync(announcements.Take(), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The bot stops.
        }
    }

    private void Note(AcceptedFiles accepted)
    {
        var sections = accepted.Sections.Select(section => new BriefingFile(section.Topic, section.Section + BriefingsOnDisk.SectionExtension)).ToHashSet();
        var news = new List<ServedFile>();
        foreach (var change in accepted.Files)
        {
            // Which of the other files say something new is not known, and they are few.
            var file = new BriefingFile(change.Topic, change.Name);
            if (!BriefingsOnDisk.MayBeFile(file) || (file.Name.EndsWith(BriefingsOnDisk.SectionExtension, StringComparison.Ordinal) && !sections.Contains(file)))
            {
                continue;
            }

            follower.NoteServed(file);
            if ((change.Found is null ? string.Empty : BriefingsOnDisk.RevisionOf(change.Found)) is { } revision && told.Learn(new(file, revision)))
            {
                news.Add(new(file, revision));
            }
        }

        var letThrough = accepted.LetThrough?.Key;
        if (news.Count > 0 || letThrough is not null)
        {
            announcements.Add(news, letThrough == told.BeingLetThrough ? null : letThrough);
        }
    }

    private async Task TellAsync(IReadOnlyCollection<ReplicaNotice> notices, CancellationToken cancellationToken)
    {
        if (notices.Count > 0)
        {
            for (var wait = TimeSpan.FromSeconds(1); !await TryAsync(notices, cancellationToken); wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    // False while the database cannot be reached; whoever listens says so.
    private async Task<bool> TryAsync(IReadOnlyCollection<ReplicaNotice> notices, CancellationToken cancellationToken)
    {
        try
        {
            return await state.WriteAsync(
                async transaction =>
                {
                    foreach (var notice in notices)
                    {
                        if (notice.LetThrough is { } key)
                        {
                            await LetThrough.AddAsync(key, transaction, cancellationToken);
                        }

                        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                            "select pg_notify(@Channel, @payload)", new { ReplicaNotice.Channel, payload = notice.Write() }, transaction, cancellationToken: cancellationToken));
                    }

                    return true;
                },
                cancellationToken);
        }
        catch (StateUnavailableException)
        {
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Tried again it would fail again; the others find what changed by looking.
            Log.Failed(logger, Incident.New(), failure);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Other replicas could not be told of changed briefings, incident {Incident}; they find them by looking, later")]
        public static partial void Failed(ILogger logger, string incident, Exception failure);
    }
}
