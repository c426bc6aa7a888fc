using BriefingBot.Briefings;
using BriefingBot.Chat;

namespace BriefingBot.Host.Storage;

/// <summary>
/// Opens the state store when the port is open and the briefings are loaded, so that no reader waits for it; what holds the
/// file is found at the start. Tries again for as long as the database is not there.
/// </summary>
internal sealed partial class StateOpening(
    StateStore state, BriefingLibrary library, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<StateOpening> logger) : BackgroundService
{
    // Opening it compiles much code, which the first answer would otherwise share its processors with.
    private static readonly TimeSpan FirstAnswers = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <exception cref="StateRefusedException">The file of the state cannot be had.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        state.Hold();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await library.CurrentAsync(stoppingToken);
            await Task.Delay(FirstAnswers, time, stoppingToken);
            var wait = TimeSpan.FromSeconds(1);
            for (var tries = 1; !await TryAsync(tries, stoppingToken); tries++)
            {
                await Task.Delay(wait, time, stoppingToken);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Before it was opened.
        }
        catch (StateRefusedException refused)
        {
            Log.Refused(logger, refused.Message);
            Stop();
        }
        catch (Exception failure)
        {
            Log.Failed(logger, failure);
            Stop();
        }
    }

    private async Task<bool> TryAsync(int tries, CancellationToken cancellationToken)
    {
        try
        {
            await state.OpenAsync(cancellationToken);
            if (tries > 1)
            {
                Log.Opened(logger, tries);
            }

            return true;
        }
        catch (StateUnavailableException unavailable)
        {
            if (tries == 1)
            {
                Log.Unavailable(logger, unavailable.Kind);
            }

            return false;
        }
    }

    private void Stop()
    {
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The state store cannot be reached, so there are no digests until it can; trying on, at least every 30 s ({Failure})")]
        public static partial void Unavailable(ILogger logger, string failure);

        [LoggerMessage(Level = LogLevel.Information, Message = "The state store is there, at try {Tries}")]
        public static partial void Opened(ILogger logger, int tries);

        [LoggerMessage(Level = LogLevel.Critical, Message = "{Sentence}")]
        public static partial void Refused(ILogger logger, string sentence);

        [LoggerMessage(Level = LogLevel.Critical, Message = "The state store's tables cannot be brought up to date")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
