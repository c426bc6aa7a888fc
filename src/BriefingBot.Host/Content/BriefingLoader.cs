using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Host.Search;

namespace BriefingBot.Host.Content;

/// <summary>
/// Loads the briefings while the port is already open: what is asked meanwhile waits for them. Nothing to serve at
/// the start is fatal.
/// </summary>
internal sealed partial class BriefingLoader(
    BriefingContent content, BriefingLibrary library, SectionIndex index, IHostApplicationLifetime lifetime, ILogger<BriefingLoader> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's other services, the port among them, start while this runs.
        await Task.Yield();
        try
        {
            var set = content.Load();
            var problems = content.Problems(set);
            foreach (var problem in problems)
            {
                Log.Problem(logger, problem.Severity is Severity.Error ? LogLevel.Error : LogLevel.Warning, problem.ToString());
            }

            var topics = set.Catalogue.Topics.ToList();
            if (topics.Count == 0)
            {
                Log.NothingToServe(logger, content.Directory, problems.Count);
                Stop();
                return;
            }

            library.Publish(set.Catalogue);
            Log.Loaded(logger, topics.Count, topics.Sum(topic => topic.Offered.Count()), problems.Count);
            index.Build(set.Catalogue);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.CannotRead(logger, failure);
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

        [LoggerMessage(Level = LogLevel.Information, Message = "Serving {Topics} topics with {Sections} sections; {Problems} problems found")]
        public static partial void Loaded(ILogger logger, int topics, int sections, int problems);

        [LoggerMessage(Level = LogLevel.Critical, Message = "There is nothing to serve in {Directory} ({Problems} problems, listed above). Mend them, or set Briefings:Directory to another folder")]
        public static partial void NothingToServe(ILogger logger, string directory, int problems);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The briefings or sources cannot be read; check the folders' permissions and disk")]
        public static partial void CannotRead(ILogger logger, Exception failure);
    }
}
