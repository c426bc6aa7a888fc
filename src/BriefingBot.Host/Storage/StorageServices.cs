using BriefingBot.Curating.Records;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Storage;

/// <summary>What keeps the bot's state; nothing of it is touched before it is needed.</summary>
internal static class StorageServices
{
    /// <summary>The settings, which are looked at by every verb.</summary>
    public static void AddSettings(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<StateOptions>(configuration.GetSection(StateOptions.Section));
        services.AddSingleton<IValidateOptions<StateOptions>, StateOptionsValidator>();
    }

    /// <summary>Whether several processes can share the state, which the settings say before anything is made of them.</summary>
    public static bool IsShared(IConfiguration configuration) =>
        StateDatabase.Of(configuration[$"{StateOptions.Section}:{nameof(StateOptions.ConnectionString)}"] ?? string.Empty) is StateDatabase.Postgres;

    /// <summary>For the bot that runs.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<StateStore>();
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<ISubscriptions>(provider => provider.GetRequiredService<Subscriptions>());
        services.AddSingleton<IDeliveryLedger, DeliveryLedger>();
        services.AddSingleton<IRevisions, Revisions>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<IFlags, Flags>();
        services.AddHostedService<StateOpening>();
    }
}
