using System.Net.Security;
using System.Security.Authentication;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>
/// Registers <see cref="DiscordRest"/> and the handlers between it and the network. Needs the options, the clock,
/// <see cref="DiscordStatus"/> and logging to be registered elsewhere.
/// </summary>
internal static class RestServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<DiscordRest>();
        services.AddSingleton<WaitingCount>();
        services.AddSingleton<GlobalLimit>();
        services.AddSingleton<BucketTable>();
        services.AddSingleton<DeadWebhooks>();
        services.AddSingleton<Breaker>();
        services.AddTransient<HeadersHandler>();
        services.AddTransient<RetryHandler>();
        services.AddTransient<BreakerHandler>();
        services.AddTransient<BucketHandler>();
        services.AddTransient<GlobalLimitHandler>();
        services.AddTransient<AttemptHandler>();

        services.AddHttpClient(DiscordRest.ClientName)
            // The default ones log addresses, which hold interactions' tokens.
            .RemoveAllLoggers()
            // One chain for the life of the bot, which holds its limits; what would grow old in it is renewed below.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(NewSocketsHandler)
            .AddHttpMessageHandler<HeadersHandler>()
            .AddHttpMessageHandler<RetryHandler>()
            .AddHttpMessageHandler<BreakerHandler>()
            .AddHttpMessageHandler<BucketHandler>()
            .AddHttpMessageHandler<GlobalLimitHandler>()
            .AddHttpMessageHandler<AttemptHandler>();
    }

    // Discord R8, R95.
    private static SocketsHttpHandler NewSocketsHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(4),
        EnableMultipleHttp2Connections = true,
        SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },

        // Traces would carry whole addresses, tokens included, and Discord has no use for their headers.
        ActivityHeadersPropagator = null,
    };
}
