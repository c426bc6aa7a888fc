using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Digests;
using BriefingBot.Host.Content;
using BriefingBot.Host.Curating;
using BriefingBot.Host.Digests;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Search;
using BriefingBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host;

/// <summary>What the running bot and the terminal's verbs are both made of.</summary>
internal static class BotServices
{
    /// <summary>The sentence for settings of which not even the form is right.</summary>
    public const string UnreadableSettings =
        "The settings cannot be read. Check that appsettings.json is valid JSON, and that Serilog:MinimumLevel names levels such as Information.";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<BriefingsOptions>(configuration.GetSection(BriefingsOptions.Section));
        services.Configure<SourcesOptions>(configuration.GetSection(SourcesOptions.Section));
        services.Configure<ChatOptions>(configuration.GetSection(ChatOptions.Section));
        services.AddSingleton<IValidateOptions<BriefingsOptions>, BriefingsOptionsValidator>();
        services.AddSingleton<IValidateOptions<SourcesOptions>, SourcesOptionsValidator>();
        services.AddSingleton<IValidateOptions<ChatOptions>, ChatOptionsValidator>();

        services.AddOptions<CuratorsOptions>().Configure(options => options.Read(configuration.GetSection(CuratorsOptions.Section)));
        services.AddSingleton<IValidateOptions<CuratorsOptions>, CuratorsOptionsValidator>();

        StorageServices.AddSettings(services, configuration);
        DigestHosting.AddSettings(services, configuration);
        DiscordServices.AddSettings(services, configuration);

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<BriefingLibrary>();
        services.AddSingleton<BriefingContent>();
        services.AddSingleton<SectionIndex>();
        services.AddSingleton<ISectionSearch>(provider => provider.GetRequiredService<SectionIndex>());
        services.AddSingleton(Router);
    }

    private static ChatRouter Router(IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var curators = services.GetService<CuratorServices>();
        return new(
            BotCommands.All(services.GetRequiredService<ISectionSearch>(), time, services.GetService<DigestServices>(), services.GetService<ReaderServices>(), curators),
            services.GetRequiredService<BriefingLibrary>(),
            services.GetRequiredService<IOptions<ChatOptions>>().Value.Audience,
            services.GetRequiredService<ILogger<ChatRouter>>(),
            services.GetService<CuratorGate>());
    }

    /// <summary>What is wrong with the settings; all of it, one sentence each.</summary>
    public static IReadOnlyList<string> InvalidSettings(IServiceProvider services) =>
    [
        .. Failures<BriefingsOptions>(services),
        .. Failures<SourcesOptions>(services),
        .. Failures<ChatOptions>(services),
        .. Failures<CuratorsOptions>(services),
        .. Failures<WebChat.WebChatOptions>(services),
        .. Failures<StateOptions>(services),
        .. Failures<DigestsOptions>(services),
        .. Failures<DiscordOptions>(services),
    ];

    private static IEnumerable<string> Failures<TOptions>(IServiceProvider services)
        where TOptions : class
    {
        try
        {
            _ = services.GetRequiredService<IOptions<TOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return invalid.Failures;
        }
    }
}
