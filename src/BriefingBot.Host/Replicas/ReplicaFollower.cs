using System.Threading.Channels;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Content;

namespace BriefingBot.Host.Replicas;

/// <summary>
/// Does what other replicas' notices ask for: looks at the files that they name, lets through what a person let through
/// there, and says once where the folder here is another one than theirs.
/// </summary>
internal sealed partial class ReplicaFollower(
    ReplicaId id, BriefingContent content, BriefingLibrary library, BriefingReloader reloader, ToldFiles told, AwaitedFiles awaited, LetThrough letThrough,
    TimeProvider time, ILogger<ReplicaFollower> logger)
    : BackgroundService
{
    private const int MostWaiting = 1_000;

    // Null is the clock.
    private readonly Channel<ReplicaNotice?> heard = Channel.CreateBounded<ReplicaNotice?>(MostWaiting);
    private BriefingsOnDisk disk = null!;
    private bool isSaid;

    /// <summary>Takes in what was told; never waits.</summary>
    public void Hear(string payload)
    {
        var notice = ReplicaNotice.Read(payload);
        if (notice.From != id.Value && !heard.Writer.TryWrite(notice))
        {
            LookAtEverything();
        }
    }

    /// <summary>This one serves another version of a file from now on.</summary>
    public void NoteServed(BriefingFile file)
    {
        if (awaited.Forget(file))
        {
            heard.Writer.TryWrite(null);
        }
    }

    /// <summary>Looks at everything soon, since something may have been missed.</summary>
    public void LookAtEverything() => reloader.LookAtEverything();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await library.CurrentAsync(stoppingToken);
            disk = new(content.Directory);
            using var timer = time.CreateTimer(_ => heard.Writer.TryWrite(null), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            while (true)
            {
                var notice = await heard.Reader.ReadAsync(stoppingToken);
                await TryAsync(notice, stoppingToken);
                timer.Change(awaited.Coming.Count > 0 ? AwaitedFiles.BetweenLooks : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The bot stops.
        }
    }

    private async Task TryAsync(ReplicaNotice? notice, CancellationToken cancellationToken)
    {
        try
        {
            if (notice is null)
            {
                LookAgain();
            }
            else
            {
                await FollowAsync(notice, cancellationToken);
            }

            Say();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, Incident.New(), failure);
            LookAtEverything();
        }
    }

    private async Task FollowAsync(ReplicaNotice notice, CancellationToken cancellationToken)
    {
        if (notice.IsEverything)
        {
            LookAtEverything();
        }

        if (notice.LetThrough is { } key && await letThrough.IncludesAsync(key, cancellationToken))
        {
            await LetThroughAsync(key, cancellationToken);
        }

        foreach (var topic in notice.Files.Where(file => disk.Serves(file.File.Topic) && told.Learn(file)).GroupBy(file => file.File.Topic, StringComparer.Ordinal))
        {
            foreach (var file in topic)
            {
                awaited.Await(file, disk.RevisionOf(file.File));
            }

            reloader.LookAt(topic.Key);
        }
    }

    // Those who share a folder hold back the same, and its curators were asked once.
    private async Task LetThroughAsync(string key, CancellationToken cancellationToken)
    {
        told.BeingLetThrough = key;
        try
        {
            if ((await reloader.ReloadAsync(cancellationToken)).Held is { } held && held.Key == key)
            {
                await reloader.ConfirmAsync(held, cancellationToken);
            }
        }
        finally
        {
            told.BeingLetThrough = null;
        }
    }

    private void LookAgain()
    {
        foreach (var topic in awaited.Coming.GroupBy(file => file.Topic, StringComparer.Ordinal))
        {
            foreach (var file in topic)
            {
                awaited.Look(file, disk.RevisionOf(file));
            }

            reloader.LookAt(topic.Key);
        }
    }

    private void Say()
    {
        var missed = awaited.Missed;
        if (!missed.IsEmpty && !isSaid)
        {
            isSaid = true;
            Log.Missed(logger, content.Directory, SafeText.Inert(string.Join(", ", missed.Take(10).Select(file => $"{file.Topic}/{file.File}@{file.Revision}"))));
        }
        else if (missed.IsEmpty && isSaid && awaited.Coming.Count == 0)
        {
            isSaid = false;
            Log.SameAgain(logger, content.Directory);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Another replica serves files that {Directory} does not hold: {Files}. All replicas must serve the same briefings: give them one shared folder as Briefings:Directory, or bring the same files to each. “/curate status” lists what is missing here")]
        public static partial void Missed(ILogger logger, string directory, string files);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Directory} holds what the other replicas serve again")]
        public static partial void SameAgain(ILogger logger, string directory);

        [LoggerMessage(Level = LogLevel.Error, Message = "What another replica told could not be followed, incident {Incident}; everything is looked at instead")]
        public static partial void Failed(ILogger logger, string incident, Exception failure);
    }
}
