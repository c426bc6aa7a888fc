using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>Says who asks (Discord R1), and shows the bot's token where it is the credential and nowhere else (Discord R3, R4).</summary>
internal sealed class HeadersHandler(IOptions<DiscordOptions> options) : DelegatingHandler
{
    private static readonly string UserAgent =
        $"DiscordBot (https://briefingbot.example, {typeof(HeadersHandler).Assembly.GetName().Version!.ToString(3)})";

    private readonly string authorization = $"Bot {options.Value.Token}";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (((RestMessage)request).Kind is RouteKind.Bot)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
