using BriefingBot.Host.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BriefingBot.Host.Replicas;

/// <summary>
/// Listens to what other replicas tell, on a connection of its own that it makes again whenever it is lost. What was told
/// meanwhile is lost too, so that everything is looked at once after each connection.
/// </summary>
internal sealed partial class ReplicaListener(
    IOptions<StateOptions> options, StateStore state, ReplicaFollower follower, TimeProvider time, ILogger<ReplicaListener> logger) : BackgroundService
{
    // A connection that a firewall has forgotten would be listened to for ever.
    private const int KeepAliveSeconds = 30;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly string connectionString = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { Pooling = false, KeepAlive = KeepAliveSeconds }.ConnectionString;
    private TimeSpan wait;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await state.ReadyAsync(stoppingToken);
            while (true)
            {
                await TryAsync(stoppingToken);
                await Task.Delay(wait, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The bot stops.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ListenAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, briefings are served and followed without it.
            if (wait == TimeSpan.Zero)
            {
                Log.Lost(logger, failure.GetType().Name, (failure as NpgsqlException)?.SqlState);
            }

            wait = wait == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        connection.Notification += (_, told) => follower.Hear(told.Payload);
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"listen {ReplicaNotice.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        wait = TimeSpan.Zero;
        Log.Listening(logger);
        follower.LookAtEverything();
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Other replicas tell this one of changed briefings from now on")]
        public static partial void Listening(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL cannot be listened to ({Failure} {SqlState}), so what other replicas change is found by looking, later; trying on, at least every 30 s")]
        public static partial void Lost(ILogger logger, string failure, string? sqlState);
    }
}
