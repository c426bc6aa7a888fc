using System.Net;
using Polly;
using Polly.Retry;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>Repeats what was not carried out, and what may have been where that does no harm, until the deadline (Discord R93, R94).</summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private const int MostTries = 5;

    // Each is an invalid request (Discord R92), however short the wait that comes with it.
    private const int MostLimitsMet = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly ResiliencePipeline<HttpResponseMessage> retries;

    public RetryHandler(TimeProvider time) => retries = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            // Failures and limits are counted apart, below; the deadline ends both.
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = outcome => new(outcome.Outcome.Result is { RequestMessage: RestMessage message } response && IsWorthAnother(message, response)),
            DelayGenerator = outcome => new(((RestMessage)outcome.Outcome.Result!.RequestMessage!).Pause),
        })
        .Build();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var message = (RestMessage)request;
        var first = await base.SendAsync(message, cancellationToken);

        // Polly comes in only where something failed: nearly all requests are done here, and many wait for each.
        return MayRepeat(message, first)
            ? await RepeatAsync(message, first, cancellationToken)
            : first;
    }

    private async Task<HttpResponseMessage> RepeatAsync(RestMessage message, HttpResponseMessage first, CancellationToken cancellationToken)
    {
        HttpResponseMessage? known = first;
        return await retries.ExecuteAsync(
            async token =>
            {
                var response = known ?? await base.SendAsync(message, token);
                known = null;
                return response;
            },
            cancellationToken);
    }

    private static bool MayRepeat(RestMessage message, HttpResponseMessage response) => message.NoAnswer switch
    {
        RestOutcome.NotSent => !message.IsGivenUp,
        RestOutcome.Unknown => message.Request.IsRepeatable,
        _ => response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway => true,
            >= HttpStatusCode.InternalServerError => message.Request.IsRepeatable,
            _ => false,
        },
    };

    private static bool HasGate(RestMessage message, RateLimited limited) =>
        message.Kind is RouteKind.Bot || (message.Kind is RouteKind.Webhook && !limited.IsGlobal);

    private static bool IsWorthAnother(RestMessage message, HttpResponseMessage response)
    {
        if (!MayRepeat(message, response))
        {
            return false;
        }

        if (message.Limited is { } limited)
        {
            if (!limited.IsShared && ++message.LimitsMet > MostLimitsMet)
            {
                return false;
            }

            // Where there is a bucket or the global limit to wait in, that is done there, together with the others.
            message.Pause = HasGate(message, limited) ? TimeSpan.Zero : limited.Wait!.Value;
        }
        else if (++message.Failures >= MostTries)
        {
            return false;
        }
        else
        {
            var most = Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, message.Failures - 1));
            message.Pause = TimeSpan.FromSeconds(Random.Shared.NextDouble() * most);
        }

        return message.Pause < message.Remaining;
    }
}
