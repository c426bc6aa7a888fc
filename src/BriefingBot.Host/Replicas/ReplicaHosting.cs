using BriefingBot.Host.Storage;

namespace BriefingBot.Host.Replicas;

/// <summary>What lets replicas that share a PostgreSQL database hear of each other; nothing of it is there with SQLite.</summary>
internal static class ReplicaHosting
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        if (StateDatabase.Of(configuration[$"{StateOptions.Section}:{nameof(StateOptions.ConnectionString)}"] ?? string.Empty) is not StateDatabase.Postgres)
        {
            return;
        }

        services.AddSingleton<ReplicaId>();
        services.AddSingleton<ToldFiles>();
        services.AddSingleton<AwaitedFiles>();
        services.AddSingleton<ReplicaFollower>();
        services.AddHostedService<ReplicaAnnouncer>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddHostedService<ReplicaListener>();
    }
}
