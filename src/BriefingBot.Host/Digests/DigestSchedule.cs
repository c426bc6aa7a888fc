using System.Data.Common;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Host.Storage;
using Quartz;

namespace BriefingBot.Host.Digests;

/// <summary>
/// Quartz's schedule in the bot's own database, one trigger for each active subscription. It is made when it is first
/// needed, and fires once it is started.
/// </summary>
internal sealed class DigestSchedule(StateStore state, TimeProvider time, ILoggerFactory loggers, IServiceProvider services) : IAsyncDisposable
{
    private static readonly TriggerKey Sweep = new("sweep", "sweep");

    private readonly SemaphoreSlim making = new(1);
    private readonly TaskCompletionSource isNeeded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StandaloneSchedulerFactory? factory;
    private IScheduler? scheduler;

    /// <summary>Comes back once somebody has needed the scheduler.</summary>
    public Task NeededAsync(CancellationToken cancellationToken) => isNeeded.Task.WaitAsync(cancellationToken);

    /// <summary>The scheduler, which is made by the first who needs it.</summary>
    /// <exception cref="StateUnavailableException">The database cannot be reached or does not answer.</exception>
    public async ValueTask<IScheduler> SchedulerAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref scheduler) is { } made)
        {
            return made;
        }

        await making.WaitAsync(cancellationToken);
        try
        {
            scheduler ??= await MakeAsync(cancellationToken);
            isNeeded.TrySetResult();
            return scheduler;
        }
        catch (Exception unavailable) when (StateOutage.Is(unavailable))
        {
            throw StateOutage.Of(unavailable);
        }
        finally
        {
            making.Release();
        }
    }

    /// <summary>Writes what a subscription's schedule is now, in the transaction that was enlisted.</summary>
    public async Task SetAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var quartz = await SchedulerAsync(cancellationToken);
        if (DigestTrigger.IsDue(subscription))
        {
            await quartz.ScheduleJob(DigestTrigger.Of(subscription, time), ScheduleJobOptions.Replacing, cancellationToken);
        }
        else
        {
            await quartz.UnscheduleJob(DigestTrigger.Key(subscription.Id), cancellationToken);
        }
    }

    /// <summary>Takes a subscription out of the schedule, in the transaction that was enlisted.</summary>
    public async Task RemoveAsync(string subscription, CancellationToken cancellationToken) =>
        await (await SchedulerAsync(cancellationToken)).UnscheduleJob(DigestTrigger.Key(subscription), cancellationToken);

    /// <summary>Writes to the schedule and then to the database in one transaction, which is kept where it comes back with true.</summary>
    /// <param name="write">Writes to the schedule first, once at the most.</param>
    /// <exception cref="StateUnavailableException">The database cannot be reached or does not answer.</exception>
    public async Task<bool> WriteAsync(Func<DbTransaction, Task<bool>> write, CancellationToken cancellationToken)
    {
        await state.ReadAsync(_ => Task.FromResult(true), cancellationToken);
        return await state.WriteAsync((await SchedulerAsync(cancellationToken)).EnlistTransaction, write, cancellationToken);
    }

    /// <summary>Lets it fire from now on.</summary>
    /// <exception cref="StateUnavailableException">The database cannot be reached or does not answer.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var quartz = await SchedulerAsync(cancellationToken);
        try
        {
            await quartz.Start(cancellationToken);
        }
        catch (Exception unavailable) when (StateOutage.Is(unavailable))
        {
            throw StateOutage.Of(unavailable);
        }
    }

    /// <summary>Asks what runs to stop, and waits for it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (scheduler is not null)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken).AsTask().WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (factory is not null)
        {
            await factory.DisposeAsync();
        }

        making.Dispose();
    }

    private async Task<IScheduler> MakeAsync(CancellationToken cancellationToken)
    {
        if (factory is not null)
        {
            // What is left of a try that failed.
            await factory.DisposeAsync();
        }

        factory = DigestQuartz.Create(state, time, loggers, services).Build();
        if (!state.IsPostgres)
        {
            return await PrepareAsync(factory, cancellationToken);
        }

        // Processes that start together would each make Quartz's tables.
        await using var connection = await state.Source.OpenConnectionAsync(cancellationToken);
        await using var alone = await StateMigrations.LockAsync(connection, cancellationToken);
        return await PrepareAsync(factory, cancellationToken);
    }

    private async Task<IScheduler> PrepareAsync(StandaloneSchedulerFactory factory, CancellationToken cancellationToken)
    {
        var quartz = await factory.GetScheduler(cancellationToken);
        await quartz.AddJob(
            JobBuilder.Create<DigestJob>().WithIdentity(DigestTrigger.Job).StoreDurably().RequestRecovery().Build(), AddJobOptions.Replacing, cancellationToken);
        if (await quartz.GetTrigger(Sweep, cancellationToken) is null)
        {
            var everyMinute = TriggerBuilder.Create(time)
                .WithIdentity(Sweep)
                .WithMisfireThreshold(TimeSpan.FromSeconds(30))
                .WithSimpleSchedule(simple => simple.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))
                .Build();
            await quartz.ScheduleJob(
                JobBuilder.Create<SweepJob>().WithIdentity(Sweep.Name, Sweep.Group).Build(), everyMinute, ScheduleJobOptions.Replacing, cancellationToken);
        }

        return quartz;
    }
}
