using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Asks Discord where its gateway is and how many sessions may be started there (Discord R100).</summary>
/// <param name="ask">Sends <c>GET gateway/bot</c>.</param>
internal sealed partial class GatewayAddress(
    Func<CancellationToken, Task<RestResult>> ask,
    IOptions<DiscordOptions> options,
    DiscordStatus status,
    TimeProvider time,
    Random random,
    ILogger<GatewayAddress> logger)
{
    /// <summary>Asks until there is an answer; null when there is none to be had with this token, which is reported then.</summary>
    public async Task<GatewayInfo?> FindAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            var result = await ask(cancellationToken);
            if (result.IsOk && GatewayInfo.Read(result.Body, options.Value.ApiBase) is { } info)
            {
                return info;
            }

            if (result.Status == StatusCodes.Status401Unauthorized)
            {
                var sentence = CloseCode.Sentence(CloseCode.AuthenticationFailed);
                if (status.Fail(sentence))
                {
                    Log.Refused(logger, sentence);
                }

                return null;
            }

            if (status.Failure is not null)
            {
                // Another request met the refusal first, and this one was not even sent.
                return null;
            }

            var delay = Backoff.Delay(failures, random);
            Log.NotFound(logger, result.Outcome, result.Status, delay.TotalSeconds);
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    /// <summary>Asks once; null when that brings nothing.</summary>
    public async Task<GatewayInfo?> TryFindAsync(CancellationToken cancellationToken)
    {
        var result = await ask(cancellationToken);
        return result.IsOk ? GatewayInfo.Read(result.Body, options.Value.ApiBase) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "{Sentence}")]
        public static partial void Refused(ILogger logger, string sentence);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord did not say where its gateway is ({Outcome}, status {Status}); asking again in {Seconds:0.0} s")]
        public static partial void NotFound(ILogger logger, RestOutcome outcome, int status, double seconds);
    }
}
