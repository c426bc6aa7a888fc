using BriefingBot.Chat;
using BriefingBot.Host.Discord.Registration;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord;

/// <summary>
/// What is done once at the start, beside everything else: asks whether the settings fit the application, and registers the
/// commands where they differ. Goes on until Discord has answered both; whatever it answers, the bot runs on.
/// </summary>
internal sealed partial class DiscordStart(
    ApplicationLookup applications,
    CommandRegistration registration,
    IOptions<DiscordOptions> options,
    DiscordStatus status,
    TimeProvider time,
    ILogger<DiscordStart> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var wait = TimeSpan.FromSeconds(1); !await TryAsync(stoppingToken) && status.Failure is null; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                Log.TryingAgain(logger, wait.TotalSeconds);
                await Task.Delay(wait, time, stoppingToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // Out of here it would end the whole bot, which answers just as well with the commands that Discord knows already.
            Log.Failed(logger, Incident.New(), failure);
        }
    }

    // False while Discord cannot be reached.
    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        var application = await applications.FindAsync(RestRequest.DefaultDeadline, cancellationToken);
        switch (application.Result)
        {
            case { Outcome: RestOutcome.NotSent or RestOutcome.Unknown }:
                return false;
            case { Status: StatusCodes.Status401Unauthorized }:
                // Said where the answer came in, and nothing more is sent with that token.
                return true;
            case { IsOk: false } refused:
                Log.NotDescribed(logger, refused.Status, refused.Code);
                break;
            default:
                if (ApplicationFit.MissingEndpoint(options.Value, application) is { } step)
                {
                    Log.StepLeft(logger, step);
                }

                break;
        }

        status.User = application.User;
        var contradictions = ApplicationFit.Contradictions(options.Value, application).ToList();
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
            case RegistrationOutcome.Failed { MayPass: false } failed:
                Log.NotRegistered(logger, failed.Sentence);
                return true;
            default:
                return false;
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

        [LoggerMessage(Level = LogLevel.Critical, Message = "{Contradiction} Then start the bot again")]
        public static partial void Contradiction(ILogger logger, string contradiction);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Step}")]
        public static partial void StepLeft(ILogger logger, string step);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord does not describe the bot's application (status {Status}, code {Code}), so nobody knows whether the settings fit it; “doctor” says more")]
        public static partial void NotDescribed(ILogger logger, int status, int code);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord could not be reached, or has no time for the bot: the settings are not compared and the commands not registered yet; trying again in {Seconds} s")]
        public static partial void TryingAgain(ILogger logger, double seconds);

        [LoggerMessage(Level = LogLevel.Error, Message = "Registering the commands with Discord failed, incident {Incident}; the bot runs on, and “discord register” tries again")]
        public static partial void Failed(ILogger logger, string incident, Exception failure);
    }
}
