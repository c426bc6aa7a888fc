using System.Net;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>
/// One attempt: sends, reads the whole answer into memory, and turns everything that can go wrong on the way into an
/// outcome, so that the other handlers see no exceptions but the caller's cancellation (Discord R93, R95).
/// </summary>
internal sealed partial class AttemptHandler(TimeProvider time, ILogger<AttemptHandler> logger) : DelegatingHandler
{
    private const int LongestAnswer = 8 * 1024 * 1024;

    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(10);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var message = (RestMessage)request;
        var remaining = message.Remaining;
        if (remaining <= TimeSpan.Zero)
        {
            return message.GiveUp();
        }

        message.Begin();
        message.Attempts++;
        using var attempt = new CancellationTokenSource(remaining < LongestAttempt ? remaining : LongestAttempt, time);
        await using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), attempt);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(message, attempt.Token);
            message.Answer = await ReadAsync(message, response, attempt.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            response?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();

            // The exception's own text names the address, which may hold a token.
            Log.Failed(logger, message.Method, message.SafeName, failure.GetType().Name, (failure as HttpRequestException)?.HttpRequestError);
            return message.End(IsNotCarriedOut(message, failure) ? RestOutcome.NotSent : RestOutcome.Unknown);
        }

        message.LastStatus = response.StatusCode;
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            message.Limited = RateLimited.Read(response, message.Answer.Span);
        }
        else if (response.StatusCode >= HttpStatusCode.InternalServerError && response.StatusCode is not HttpStatusCode.BadGateway)
        {
            message.MayBeDone = true;
        }

        return response;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(RestMessage message, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.NoContent || response.Content.Headers.ContentLength is 0)
        {
            return default;
        }

        try
        {
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException tooLong) when (tooLong.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            // The status still says what became of the request.
            Log.TooLong(logger, message.Method, message.SafeName, (int)response.StatusCode);
            return default;
        }
    }

    private static bool IsNotCarriedOut(RestMessage message, Exception failure) =>
        message.Content is RestContent { WasSent: false }
        || failure is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        }
        || failure is OperationCanceledException { InnerException: TimeoutException };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Route} had no answer: {Failure} {Reason}")]
        public static partial void Failed(ILogger logger, HttpMethod method, string route, string failure, HttpRequestError? reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to {Method} {Route} ({Status}) is longer than the bot reads")]
        public static partial void TooLong(ILogger logger, HttpMethod method, string route, int status);
    }
}
