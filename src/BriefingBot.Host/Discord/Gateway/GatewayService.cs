using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Keeps the gateway's connections, one a shard, from the start of the bot to its end (Discord R100 to R120).</summary>
internal sealed class GatewayService(
    GatewayAddress address,
    SessionStore store,
    InteractionReceived onInteraction,
    IOptions<DiscordOptions> options,
    DiscordStatus status,
    TimeProvider time,
    Random random,
    ILoggerFactory loggers) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await address.FindAsync(stoppingToken) is { } info)
            {
                await RunAsync(info, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Before there was anything to close.
        }
    }

    private async Task RunAsync(GatewayInfo info, CancellationToken stoppingToken)
    {
        status.SessionStartsRemaining = info.StartsLeft;
        var count = options.Value.Shards ?? info.Shards;
        var gate = new IdentifyGate(address, info, status, time, loggers.CreateLogger<IdentifyGate>());
        var parts = new GatewayParts(options.Value, count, gate, store, onInteraction, status, time, random, loggers.CreateLogger<GatewayShard>());
        var saved = store.Take(count);
        status.Shards = [.. (options.Value.Shard is { } only ? [only] : Enumerable.Range(0, count)).Select(id => new ShardStatus(id))];

        // What Discord refuses one shard for good, it refuses all.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAll(status.Shards.Select(async shard =>
        {
            await new GatewayShard(parts, shard, saved.GetValueOrDefault(shard.Id)).RunAsync(either.Token);
            await either.CancelAsync();
        }));
    }
}
