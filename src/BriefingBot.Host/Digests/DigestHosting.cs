using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Host.Discord.Publishing;
using BriefingBot.Host.WebChat;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Digests;

/// <summary>What delivers digests in the running bot.</summary>
internal static class DigestHosting
{
    /// <summary>The settings, which are looked at by every verb.</summary>
    public static void AddSettings(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<DigestsOptions>(configuration.GetSection(DigestsOptions.Section));
        services.AddSingleton<IValidateOptions<DigestsOptions>, DigestsOptionsValidator>();
    }

    /// <summary>For the bot that runs.</summary>
    public static void Add(IServiceCollection services)
    {
        AddDelivery(services);
        services.AddSingleton<DigestServices>();
        services.AddSingleton<RunDigest>(provider => provider.GetRequiredService<DigestRunner>().RunAsync);
        services.AddSingleton<SweepDigests>(provider => provider.GetRequiredService<DigestSweep>().SweepAsync);
        services.AddSingleton<DigestSchedule>();
        services.AddSingleton<DigestReconciliation>();
        services.AddHostedService<DigestScheduling>();
    }

    private static void AddDelivery(IServiceCollection services)
    {
        services.AddSingleton(provider => new DigestRules { LateLimit = provider.GetRequiredService<IOptions<DigestsOptions>>().Value.LateLimitTime!.Value });
        services.AddSingleton<IReadOnlyDictionary<string, IChatPublisher>>(Publishers);
        services.AddSingleton<StatePatience>();
        services.AddSingleton<DigestPosting>();
        services.AddSingleton<DigestNotices>();
        services.AddSingleton<DigestDelivery>();
        services.AddSingleton<DigestRunner>();
        services.AddSingleton<IDigestSender>(provider => provider.GetRequiredService<DigestRunner>());
        services.AddSingleton<DigestSweep>();
    }

    private static Dictionary<string, IChatPublisher> Publishers(IServiceProvider provider)
    {
        var publishers = new Dictionary<string, IChatPublisher>(StringComparer.Ordinal) { ["browser"] = provider.GetRequiredService<WebChannel>() };
        if (provider.GetService<DiscordPublisher>() is { } discord)
        {
            publishers.Add("discord", discord);
        }

        return publishers;
    }
}
