using BriefingBot.Host.Storage;
using Quartz;

namespace BriefingBot.Host.Digests;

/// <summary>How Quartz is set up.</summary>
internal static class DigestQuartz
{
    // Most of what runs at once waits for a platform.
    private const int MostAtOnce = 256;

    // Later than this a trigger fires once for all that it missed; the runner decides whether that is too late.
    public static readonly TimeSpan Late = TimeSpan.FromHours(2);

    public static QuartzSchedulerBuilder Create(StateStore state, TimeProvider time, ILoggerFactory loggers, IServiceProvider services) => QuartzSchedulerBuilder.Create(quartz =>
    {
        quartz.Services.AddSingleton(loggers);
        quartz.Services.AddTransient(_ => new DigestJob(services.GetRequiredService<RunDigest>(), time, loggers.CreateLogger<DigestJob>()));
        quartz.Services.AddTransient(_ => new SweepJob(services.GetRequiredService<SweepDigests>(), loggers.CreateLogger<SweepJob>()));
        quartz.UseTimeProvider(time);
        quartz.UseDefaultThreadPool(MostAtOnce);
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "briefingbot";
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            scheduler.PropagateTraceContext = false;
        });
        quartz.UsePersistentStore(store =>
        {
            if (state.IsPostgres)
            {
                store.UsePostgres(source => source.DataSourceFactory = _ => state.Source);
                store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(5));
            }
            else
            {
                store.UseSqlite(source => source.DataSourceFactory = _ => state.Source);
            }

            store.UseSystemTextJsonSerializer();
            store.ProvisionSchema();
            store.ConfigureStore(options =>
            {
                options.AcceptEnlistedTransactions = true;
                options.MisfireThreshold = Late;
                options.MisfireHandlerFrequency = TimeSpan.FromMinutes(1);
                options.RecoverFiringsCancelledByShutdown = true;
                options.DbRetryInterval = TimeSpan.FromSeconds(5);

                // A trigger that is set aside as faulty would never fire again.
                options.MaxConsecutiveFireFailures = 0;
            });
        });
    });
}
