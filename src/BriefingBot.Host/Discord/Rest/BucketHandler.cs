using System.Net;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>
/// Keeps each bucket's limit (Discord R88, R89). An interaction's first answer has none that could be kept: its token is
/// used once.
/// </summary>
internal sealed partial class BucketHandler(BucketTable table, DeadWebhooks dead, ILogger<BucketHandler> logger) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var message = (RestMessage)request;
        return message.Kind is RouteKind.Callback ? base.SendAsync(message, cancellationToken) : SendInLaneAsync(message, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendInLaneAsync(RestMessage message, CancellationToken cancellationToken)
    {
        if (table.Rent(message.Method, message.Request.Route) is not { } lane)
        {
            Log.TooMany(logger);
            return message.GiveUp();
        }

        try
        {
            if (message.Kind is RouteKind.Webhook && dead.Contains(lane.Resource))
            {
                return message.Refuse(HttpStatusCode.NotFound, ErrorCode.UnknownWebhook);
            }

            Bucket? bucket = null;
            if (!await lane.Line.PassAsync(message, () => table.TryTake(lane, out bucket), cancellationToken))
            {
                Log.TooLate(logger, message.Method, message.SafeName);
                return message.GiveUp();
            }

            HttpResponseMessage? response = null;
            try
            {
                response = await base.SendAsync(message, cancellationToken);
            }
            finally
            {
                table.Learn(lane, bucket!, response, response is not null && message.Limited is { IsGlobal: false } limited ? limited : null);
            }

            if (message.Kind is RouteKind.Webhook && DeadWebhooks.IsSaidBy(response, message.Answer.Span))
            {
                dead.Add(lane.Resource);
            }

            return response;
        }
        finally
        {
            table.Return(lane);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Route} is not sent: its limit lasts longer than it can wait")]
        public static partial void TooLate(ILogger logger, HttpMethod method, string route);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Too many routes wait for Discord at once")]
        public static partial void TooMany(ILogger logger);
    }
}
