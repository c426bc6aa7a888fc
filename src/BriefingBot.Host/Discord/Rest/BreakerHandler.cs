using System.Net;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>Refuses requests while the <see cref="Breaker"/> is open, and tells it of every answer that counts against the bot.</summary>
internal sealed partial class BreakerHandler(Breaker breaker, DiscordStatus status, ILogger<BreakerHandler> logger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var message = (RestMessage)request;
        if ((message.Kind is RouteKind.Bot && breaker.IsTokenRefused) || (message.Kind is not RouteKind.Callback && breaker.IsOpen))
        {
            Log.Stopped(logger, message.Method, message.SafeName);
            return message.GiveUp();
        }

        var response = await base.SendAsync(message, cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || message.Limited is { IsShared: false })
        {
            Count(message, response);
        }

        return response;
    }

    private void Count(RestMessage message, HttpResponseMessage response)
    {
        if (breaker.AddInvalid())
        {
            Log.Opened(logger, Breaker.MostInvalid);
        }

        if (message.Kind is RouteKind.Bot && response.StatusCode is HttpStatusCode.Unauthorized
            && RestError.CodeOf(message.Answer.Span) != ErrorCode.InvalidWebhookToken && breaker.RefuseToken())
        {
            status.Fail("Discord does not accept the bot's token. Set Discord:Token to the one that the Developer Portal shows under Bot, and start the bot again.");
            Log.TokenRefused(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Route} is not sent: the token is refused, or too much was invalid in the last ten minutes")]
        public static partial void Stopped(ILogger logger, HttpMethod method, string route);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Count} requests of the last ten minutes were refused by Discord; until some of them are older, only first answers are sent")]
        public static partial void Opened(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Critical, Message = "Discord does not accept the bot's token: nothing more is sent with it")]
        public static partial void TokenRefused(ILogger logger);
    }
}
