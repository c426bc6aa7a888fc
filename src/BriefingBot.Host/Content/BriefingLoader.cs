using BriefingBot.Authoring;
using BriefingBot.Documents;
using BriefingBot.Host.Search;

namespace BriefingBot.Host.Content;

/// <summary>
/// Loads the briefings while the port is already open: what is asked meanwhile waits for them. Nothing to serve at
/// the start is fatal. From then on it follows what changes on disk.
/// </summary>
internal sealed partial class BriefingLoader(
    BriefingContent content, LiveBriefings live, BriefingReloader reloader, SectionIndex index, IHostApplicationLifetime lifetime, ILogger<BriefingLoader> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's other services, the port among them, start while this runs.
        await Task.Yield();
        try
        {
            reloader.NoteWhatIsThere();
            var set = content.Load();
            var problems = content.Problems(set);
            foreach (var problem in problems)
            {
                Log.Problem(logger, problem.Severity is Severity.Error ? LogLevel.Error : LogLevel.Warning, problem.ToString());
            }

            var topics = set.Catalogue.Topics.ToList();
            if (topics.Count == 0)
            {
                Log.NothingToServe(logger, content.Directory, Quantity.Of(problems.Count, "problem"));
                Stop();
                return;
            }

            live.Start(set);
            Log.Loaded(
                logger, Quantity.Of(topics.Count, "topic"), Quantity.Of(topics.Sum(topic => topic.Offered.Count()), "section"), Quantity.Of(problems.Count, "problem"));
            index.Build(set.Catalogue);

            // Reading leaves behind several times what is kept, and no collection may come for long after it.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await reloader.RunAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.CannotRead(logger, failure);
            Stop();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.CannotServe(logger, failure);
            Stop();
        }
    }

    private void Stop()
    {
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private static partial class Log
    {
        [LoggerMessage(Message = "{Problem}")]
        public static partial void Problem(ILogger logger, LogLevel level, string problem);

        [LoggerMessage(Level = LogLevel.Information, Message = "Serving {Topics} with {Sections}; {Problems} found")]
        public static partial void Loaded(ILogger logger, string topics, string sections, string problems);

        [LoggerMessage(Level = LogLevel.Critical, Message = "There is nothing to serve in {Directory}: {Problems} found. Mend what is listed above, or set Briefings:Directory to another folder")]
        public static partial void NothingToServe(ILogger logger, string directory, string problems);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The bot cannot serve its briefings on this machine; “doctor” says what is missing")]
        public static partial void CannotServe(ILogger logger, Exception failure);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The briefings or sources cannot be read; check the folders' permissions and disk")]
        public static partial void CannotRead(ILogger logger, Exception failure);
    }
}
