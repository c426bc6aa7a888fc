using System.Text;
using BriefingBot.Briefings;
using BriefingBot.Host.Content;
using BriefingBot.Host.Curating;
using BriefingBot.Host.CuratorPage;
using BriefingBot.Host.Digests;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Interactions;
using BriefingBot.Host.Health;
using BriefingBot.Host.Replicas;
using BriefingBot.Host.Storage;
using BriefingBot.Host.WebChat;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host;

/// <summary>The running bot: a generic host with Kestrel, which opens the port first and loads the briefings meanwhile.</summary>
internal static class BotHost
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Builds the host; nothing is started or validated yet.</summary>
    /// <param name="settings">Settings from the command line, which win over all others: <c>--Key:Name=value</c>.</param>
    public static WebApplicationBuilder CreateBuilder(string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // The settings' file lies beside the program, wherever it is run from; nobody edits it while it runs.
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. settings],
        });
        if (new[] { "urls", "http_ports", "https_ports" }.All(key => string.IsNullOrEmpty(builder.Configuration[key])))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Any bytes make a wrong signature (Discord R12); those that are no UTF-8 Kestrel would refuse itself, with a 400.
            kestrel.RequestHeaderEncodingSelector = name => name.StartsWith("X-Signature-", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1 : null;

            // More than anything that is asked here: an interaction's largest body is a quarter of it (Discord R17).
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;

            // As Kestrel comes, a body that stops short is waited for more than an hour.
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 32 * 1024, gracePeriod: TimeSpan.FromSeconds(5));
        });
        builder.Logging.ClearProviders();
        Logging.Use(builder.Logging, builder.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));
        builder.Services.Configure<WebChatOptions>(builder.Configuration.GetSection(WebChatOptions.Section));
        builder.Services.AddSingleton<IValidateOptions<WebChatOptions>, WebChatOptionsValidator>();
        builder.Services.AddSingleton<WebChannel>();
        builder.Services.AddSingleton<WebChatGuard>();
        builder.Services.AddSingleton<WebChatEndpoints>();
        CuratorPageServices.Add(builder.Services);
        builder.Services.AddSingleton<ReloadPace>();
        builder.Services.AddSingleton<LiveBriefings>();
        builder.Services.AddSingleton<BriefingReloader>();
        builder.Services.AddHostedService<BriefingLoader>();
        BotServices.Add(builder.Services, builder.Configuration);
        StorageServices.Add(builder.Services);
        CuratingHosting.Add(builder.Services);
        DigestHosting.Add(builder.Services);
        var isShared = StorageServices.IsShared(builder.Configuration);
        if (isShared)
        {
            ReplicaHosting.Add(builder.Services);
        }

        var discord = builder.Configuration.GetSection(DiscordOptions.Section).Get<DiscordOptions>() ?? new();
        if (discord.IsOn)
        {
            DiscordServices.AddTransport(builder.Services, discord, isShared);
        }

        return builder;
    }

    /// <summary>Puts the endpoints on a built host whose settings are valid.</summary>
    public static void Map(WebApplication app)
    {
        HealthEndpoints.Map(
            app,
            app.Services.GetRequiredService<BriefingLibrary>(),
            app.Services.GetRequiredService<IOptions<DiscordOptions>>().Value,
            app.Services.GetRequiredService<DiscordStatus>(),
            app.Lifetime);
        app.Services.GetService<InteractionEndpoint>()?.Map(app);
        if (app.Services.GetRequiredService<IOptions<WebChatOptions>>().Value.IsEnabled)
        {
            app.UseMiddleware<WebChatMiddleware>();
            app.Services.GetRequiredService<WebChatEndpoints>().Map(app);
            app.Services.GetRequiredService<CuratorPageEndpoints>().Map(app);
        }
    }
}
