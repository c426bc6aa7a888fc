namespace BriefingBot.Host.Digests;

/// <summary>What runs digests at their time.</summary>
internal static class DigestServices
{
    /// <param name="run">Called when a subscription's time has come; it is asked for only then, so that it may need everything else.</param>
    /// <param name="sweep">Called once a minute in one of the processes.</param>
    public static void Add(IServiceCollection services, Func<IServiceProvider, RunDigest> run, Func<IServiceProvider, SweepDigests> sweep)
    {
        services.AddSingleton(run);
        services.AddSingleton(sweep);
        services.AddSingleton<DigestSchedule>();
        services.AddSingleton<DigestReconciliation>();
        services.AddHostedService<DigestScheduling>();
    }
}
