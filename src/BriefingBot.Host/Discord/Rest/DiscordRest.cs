using System.Net;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>
/// Discord's REST interface: waits for its limits, repeats what may be repeated, and says what became of a request
/// (Discord R88 to R96). Never throws for what Discord or the network does.
/// </summary>
internal sealed partial class DiscordRest(
    IHttpMessageHandlerFactory handlers, IOptions<DiscordOptions> options, TimeProvider time, WaitingCount waiting, ILogger<DiscordRest> logger)
    : IDisposable
{
    public const string ClientName = "Discord";

    private readonly string baseAddress = options.Value.ApiBase.AbsoluteUri;

    // No HttpClient: it would add a time limit and a buffer of its own to each request. The factory owns the handlers.
    private readonly HttpMessageInvoker http = new(handlers.CreateHandler(ClientName), disposeHandler: false);

    /// <summary>How many requests wait for a limit (Discord R120).</summary>
    public int Waiting => waiting.Value;

    /// <summary>Sends a request and waits for what becomes of it; only the caller's own cancellation throws.</summary>
    public async Task<RestResult> SendAsync(RestRequest request, CancellationToken cancellationToken)
    {
        using var message = new RestMessage(request, baseAddress, time);
        using var response = await http.SendAsync(message, cancellationToken);
        var result = ResultOf(message, response);
        if (!result.IsOk || logger.IsEnabled(LogLevel.Trace))
        {
            Report(message, result);
        }

        return result;
    }

    public void Dispose() => http.Dispose();

    private static RestResult ResultOf(RestMessage message, HttpResponseMessage response)
    {
        var status = (int)(message.NoAnswer is null ? response.StatusCode : message.LastStatus);
        if (response.IsSuccessStatusCode)
        {
            return new(RestOutcome.Ok, status, 0, message.Answer);
        }

        var code = message.KnownCode != 0 ? message.KnownCode : RestError.CodeOf(message.Answer.Span);
        var outcome = message.NoAnswer ?? response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway => RestOutcome.NotSent,
            >= HttpStatusCode.InternalServerError => RestOutcome.Unknown,
            _ => code == ErrorCode.AlreadyAnswered && message.Attempts > 1 ? RestOutcome.Ok : RestOutcome.Refused,
        };

        // An earlier attempt may have been carried out, even if the last one surely was not.
        return new(outcome is RestOutcome.NotSent && message.MayBeDone ? RestOutcome.Unknown : outcome, status, code, message.Answer);
    }

    private void Report(RestMessage message, RestResult result)
    {
        switch (result)
        {
            case { IsOk: true }:
                Log.Done(logger, message.Method, message.SafeName, result.Status, message.Attempts);
                break;
            case { Outcome: RestOutcome.Refused, Status: 400 or 405 or 413 or 415, Code: not ErrorCode.AlreadyAnswered }:
                Log.Mistaken(logger, message.Method, message.SafeName, result.Status, result.Code, RestError.PlacesOf(result.Body));
                break;
            case { Outcome: RestOutcome.NotSent }:
                Log.NotSent(logger, message.Method, message.SafeName, result.Status, message.Attempts);
                break;
            default:
                Log.NotDone(logger, message.Method, message.SafeName, result.Outcome, result.Status, result.Code, message.Attempts);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Trace, Message = "{Method} {Route}: {Status} after {Attempts} attempts")]
        public static partial void Done(ILogger logger, HttpMethod method, string route, int status, int attempts);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord finds fault with {Method} {Route} ({Status}, code {Code}) at {Places}")]
        public static partial void Mistaken(ILogger logger, HttpMethod method, string route, int status, int code, string places);

        [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Route} could not be sent in time ({Status}) in {Attempts} attempts")]
        public static partial void NotSent(ILogger logger, HttpMethod method, string route, int status, int attempts);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} ended as {Outcome} ({Status}, code {Code}) after {Attempts} attempts")]
        public static partial void NotDone(ILogger logger, HttpMethod method, string route, RestOutcome outcome, int status, int code, int attempts);
    }
}
