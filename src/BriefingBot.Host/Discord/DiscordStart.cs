using BriefingBot.Host.Discord.Registration;
using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Host.Discord;

/// <summary>What is done once at the start, beside everything else: asks whether the settings fit the application, and registers the commands where they differ.</summary>
internal sealed partial class DiscordStart(
    ApplicationLookup applications, CommandRegistration registration, DiscordStatus status, TimeProvider time, ILogger<DiscordStart> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        for (var wait = TimeSpan.FromSeconds(1); !await TryAsync(stoppingToken) && status.Failure is null; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    // False while Discord cannot be reached.
    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        var application = await applications.FindAsync(cancellationToken);
        if (application.Result.Outcome is RestOutcome.NotSent or RestOutcome.Unknown)
        {
            return false;
        }

        var contradictions = applications.Contradictions(application).ToList();
        foreach (var contradiction in contradictions)
        {
            status.Fail(contradiction);
            Log.Contradiction(logger, contradiction);
        }

        return contradictions.Count > 0 || await RegisterAsync(cancellationToken);
    }

    private async Task<bool> RegisterAsync(CancellationToken cancellationToken)
    {
        switch (await registration.EnsureAsync(cancellationToken))
        {
            case RegistrationOutcome.Unchanged unchanged:
                Log.Unchanged(logger, unchanged.Count);
                return true;
            case RegistrationOutcome.Registered registered:
                Log.Registered(logger, registered.Count);
                return true;
            case RegistrationOutcome.Failed failed:
                Log.NotRegistered(logger, failed.Sentence);
                return !failed.MayPass;
            default:
                return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Discord knows all {Count} commands")]
        public static partial void Unchanged(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "Registered {Count} commands with Discord")]
        public static partial void Registered(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "The commands are not registered with Discord. {Sentence}")]
        public static partial void NotRegistered(ILogger logger, string sentence);


        [LoggerMessage(Level = LogLevel.Critical, Message = "{Contradiction}")]
        public static partial void Contradiction(ILogger logger, string contradiction);
    }
}
