using BriefingBot.Host.Discord.Examination;
using BriefingBot.Host.Discord.Files;
using BriefingBot.Host.Discord.Gateway;
using BriefingBot.Host.Discord.Interactions;
using BriefingBot.Host.Discord.Publishing;
using BriefingBot.Host.Discord.Registration;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;
using Serilog.Extensions.Logging;

namespace BriefingBot.Host.Discord;

/// <summary>What the bot is made of on Discord; nothing of it is there where Discord is off.</summary>
internal static class DiscordServices
{
    /// <summary>The settings, which are looked at even where Discord is off.</summary>
    public static void AddSettings(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<DiscordOptions>(configuration.GetSection(DiscordOptions.Section));
        services.Configure<DiscordOptions>(options => options.ReadCdnHosts(configuration.GetSection(DiscordOptions.Section)));
        services.Configure<DiscordOptions>(options => options.ReadUnknown(configuration.GetSection(DiscordOptions.Section)));
        services.AddSingleton<IValidateOptions<DiscordOptions>, DiscordOptionsValidator>();
        services.AddSingleton<DiscordStatus>();
    }

    /// <summary>For the terminal's verbs: they say themselves what became of their requests, so that nothing of it is logged.</summary>
    public static void AddVerbs(IServiceCollection services)
    {
        AddClient(services);
        services.AddSingleton<DiscordExamination>();
        services.AddLogging(logging => logging.AddFilter<SerilogLoggerProvider>("BriefingBot.Host.Discord", LogLevel.None));
    }

    /// <summary>What runs: one of the two transports, and what is done once at the start.</summary>
    /// <param name="isShared">Whether other processes may get the same interactions, and share the state.</param>
    public static void AddTransport(IServiceCollection services, DiscordOptions options, bool isShared)
    {
        AddClient(services);
        AttachmentDownload.Add(services);
        services.AddSingleton<KnownAnswers>();
        services.AddSingleton<InteractionHandler>();
        services.AddSingleton<InteractionAnswers>();
        services.AddSingleton<SeenInteractions>();
        if (isShared)
        {
            services.AddSingleton<SharedInteractions>();
            services.AddHostedService(provider => provider.GetRequiredService<SharedInteractions>());
        }

        services.AddSingleton<InteractionQueue>();
        services.AddSingleton<DiscordPublisher>();
        services.AddHostedService<DiscordMetrics>();

        // Stopped in the reverse order: first nothing new comes in, then what is in hand is finished.
        services.AddHostedService(provider => provider.GetRequiredService<InteractionQueue>());
        services.AddHostedService<DiscordStart>();
        if (options.IsHttp)
        {
            services.AddSingleton(_ => SignatureVerifier.Create(options.PublicKey)!);
            services.AddSingleton<InteractionEndpoint>();
        }
        else
        {
            AddGateway(services);
        }
    }

    // What talks to Discord.
    private static void AddClient(IServiceCollection services)
    {
        RestServices.Add(services);
        services.AddSingleton<ApplicationLookup>();
        services.AddSingleton<CommandRegistration>();
    }

    private static void AddGateway(IServiceCollection services)
    {
        services.AddSingleton(_ => Random.Shared);
        services.AddSingleton<InteractionIntake>();
        services.AddSingleton<InteractionReceived>(provider => provider.GetRequiredService<InteractionIntake>().TryTake);
#if DISCORD_NET
        services.AddHostedService<Gateway.DiscordNet.DiscordNetGateway>();
#else
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SessionStore>(provider, "data"));
        services.AddSingleton(provider =>
        {
            var rest = provider.GetRequiredService<DiscordRest>();
            return ActivatorUtilities.CreateInstance<GatewayAddress>(
                provider, (CancellationToken cancellationToken) => rest.SendAsync(new(HttpMethod.Get, "gateway/bot"), cancellationToken));
        });
        services.AddHostedService<GatewayService>();
#endif
    }
}
