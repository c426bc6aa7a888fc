namespace BriefingBot.Host.Discord.Rest;

/// <summary>Keeps the requests that need the bot's token below the global limit; interactions are not bound to it (Discord R91).</summary>
internal sealed partial class GlobalLimitHandler(
    GlobalLimit limit, Breaker breaker, TimeProvider time, WaitingCount waiting, ILogger<GlobalLimitHandler> logger)
    : DelegatingHandler
{
    private readonly WaitingLine line = new(time, waiting);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var message = (RestMessage)request;
        var response = await (message.Kind is RouteKind.Bot ? SendLimitedAsync(message, cancellationToken) : base.SendAsync(message, cancellationToken));
        if (message.Limited is { IsGlobal: true } limited)
        {
            var wait = limit.Block(limited);
            message.Limited = limited with { Wait = wait };
            Log.Blocked(logger, wait);
        }

        return response;
    }

    private async Task<HttpResponseMessage> SendLimitedAsync(RestMessage message, CancellationToken cancellationToken)
    {
        // Those in line go 50 a second: whoever comes too late by that alone need not wait to see it.
        var permit = 0L;
        if (TimeSpan.FromSeconds(line.Length / GlobalLimit.PerSecond) >= message.Remaining
            || !await line.PassAsync(message, () => limit.TryTake(out permit), cancellationToken))
        {
            return message.GiveUp();
        }

        // What opened it may have happened while this waited.
        if (breaker.IsOpen)
        {
            limit.Return(permit);
            return message.GiveUp();
        }

        var sent = time.GetElapsedTime(0);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(message, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                limit.Succeeded();
            }

            return response;
        }
        finally
        {
            limit.Over(permit, sent, response is not null && message.NoAnswer is null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord's global limit is hit: nothing is sent with the bot's token for {Wait}")]
        public static partial void Blocked(ILogger logger, TimeSpan wait);
    }
}
