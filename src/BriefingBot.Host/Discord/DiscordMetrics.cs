using System.Diagnostics.Metrics;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord;

/// <summary>Publishes what <see cref="DiscordStatus"/> knows as the meter <c>BriefingBot.Discord</c>, while the bot runs.</summary>
internal sealed class DiscordMetrics : IHostedService, IDisposable
{
    public const string MeterName = "BriefingBot.Discord";

    public Meter Meter { get; } = new(MeterName);

    public DiscordMetrics(DiscordStatus status, WaitingCount waiting, IOptions<DiscordOptions> options)
    {
        var transport = KeyValuePair.Create("transport", (object?)(options.Value.IsHttp ? "http" : "gateway"));
        Meter.CreateObservableGauge("discord.rest.waiting", () => waiting.Value, description: "Requests that wait for a limit.");
        Meter.CreateObservableGauge("discord.interactions.deferred", () => status.Deferred, description: "Answers that were promised and are being made.");
        Meter.CreateObservableCounter("discord.interactions.lost", () => status.Lost, description: "Interactions that found the queue full.");
        Meter.CreateObservableCounter("discord.interactions.refused", () => status.Refused, description: "Requests over HTTP that were signed wrongly or not for this application.");
        Meter.CreateObservableGauge(
            "discord.failed",
            () => status.Failure is { } reason
                ? new Measurement<int>(1, transport, KeyValuePair.Create("reason", (object?)reason))
                : new Measurement<int>(0, transport),
            description: "Whether somebody must mend something, and what.");
        Meter.CreateObservableGauge(
            "discord.gateway.session_starts_remaining",
            () => status.SessionStartsRemaining is { } left ? new[] { new Measurement<int>(left) } : []);
        Meter.CreateObservableGauge("discord.gateway.connected", () => Each<int>(status, shard => shard.ConnectedSince is null ? 0 : 1));
        Meter.CreateObservableGauge("discord.gateway.connected_since", () => Each<long>(status, shard => shard.ConnectedSince?.ToUnixTimeSeconds()), "s", "Unix time.");
        Meter.CreateObservableGauge("discord.gateway.last_acknowledged", () => Each<long>(status, shard => shard.LastAcknowledged?.ToUnixTimeSeconds()), "s", "Unix time of the last heartbeat that was.");
        Meter.CreateObservableGauge("discord.gateway.heartbeat_latency", () => Each<double>(status, shard => shard.Latency?.TotalSeconds), "s");
        Meter.CreateObservableGauge("discord.gateway.seq", () => Each<long>(status, shard => shard.Seq));
        Meter.CreateObservableCounter("discord.gateway.events", () => Each<long>(status, shard => shard.Events));
        Meter.CreateObservableCounter("discord.gateway.interactions", () => Each<long>(status, shard => shard.Interactions));
        Meter.CreateObservableCounter("discord.gateway.skipped", () => Each<long>(status, shard => shard.Skipped));
        Meter.CreateObservableCounter("discord.gateway.reconnects", () => Each<long>(status, shard => shard.Reconnects));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => Meter.Dispose();

    private static IEnumerable<Measurement<T>> Each<T>(DiscordStatus status, Func<ShardStatus, T?> figure)
        where T : struct =>
        status.Shards
            .Select(shard => (shard.Id, Value: figure(shard)))
            .Where(measured => measured.Value is not null)
            .Select(measured => new Measurement<T>(measured.Value.GetValueOrDefault(), new KeyValuePair<string, object?>("shard", measured.Id)));
}
