namespace BriefingBot.Host.Replicas;

/// <summary>What lets replicas that share a PostgreSQL database hear of each other.</summary>
internal static class ReplicaHosting
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ReplicaId>();
        services.AddSingleton<ToldFiles>();
        services.AddSingleton<AwaitedFiles>();
        services.AddSingleton<LetThrough>();
        services.AddSingleton<ReplicaFollower>();
        services.AddHostedService<ReplicaAnnouncer>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddHostedService<ReplicaListener>();
    }
}
