using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Gateway;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BriefingBot.Tests.Discord;

/// <summary>The bot's side of the gateway, running against the fake one.</summary>
internal sealed class GatewayRun : IAsyncDisposable
{
    private readonly Channel<string> interactions = Channel.CreateUnbounded<string>();
    private readonly GatewayService service;
    private bool isStopped;

    private GatewayRun(FakeGateway gateway, Settings settings)
    {
        var options = Options.Create(new DiscordOptions
        {
            Token = settings.Token,
            ApplicationId = settings.ApplicationId,
            ApiBaseUrl = settings.ApiBaseUrl,
            ShardId = settings.ShardId,
            ShardCount = settings.ShardCount,
        });
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace));
        var ask = settings.Ask ?? (_ => Task.FromResult(Answer(gateway.BotJson)));
        var random = settings.Random ?? new Chance(0);
        service = new(
            new(ask, options, Status, settings.Time, random, loggers.CreateLogger<GatewayAddress>()),
            new(settings.Folder ?? "/dev/null/nowhere", options, settings.Time, loggers.CreateLogger<SessionStore>()),
            Receive,
            options,
            Status,
            settings.Time,
            random,
            loggers);
    }

    public DiscordStatus Status { get; } = new();

    public RecordedLogs Logs { get; } = new();

    /// <summary>Ends when the service has given up or was stopped.</summary>
    public Task Ended => service.ExecuteTask!.WaitAsync(FakeGateway.Patience);

    public static async Task<GatewayRun> StartAsync(FakeDiscord discord, Settings? settings = null)
    {
        var run = new GatewayRun(discord.Gateway, settings ?? new());
        await run.service.StartAsync(CancellationToken.None);
        return run;
    }

    public static RestResult Answer(string json) => new(RestOutcome.Ok, 200, 0, Encoding.UTF8.GetBytes(json));

    /// <summary>The <c>d</c> of the next interaction that was handed on.</summary>
    public Task<string> NextInteractionAsync() => FakeGateway.NextAsync(interactions);

    /// <summary>What was logged of each connection's end but the last.</summary>
    public IReadOnlyList<string> Reconnections => [.. Logs.Lines.Where(line => line.Text.Contains("connecting again in ", StringComparison.Ordinal)).Select(line => line.Text.TrimEnd())];

    /// <summary>Waits until so many connections have ended, and the next is about to be made or waited for.</summary>
    public Task ReconnectionAsync(int count) => Eventually.IsAsync(() => Reconnections.Count >= count);

    public bool HasInteraction => interactions.Reader.TryPeek(out _);

    public async Task StopAsync()
    {
        isStopped = true;
        await service.StopAsync(CancellationToken.None).WaitAsync(FakeGateway.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!isStopped)
        {
            await StopAsync();
        }

        service.Dispose();
    }

    private bool Receive(ReadOnlySpan<byte> data, long received) => data is [(byte)'{', ..] && interactions.Writer.TryWrite(Encoding.UTF8.GetString(data));

    internal sealed record Settings
    {
        public string Token { get; init; } = FakeDiscord.Token;

        public string ApplicationId { get; init; } = FakeDiscord.ApplicationId.ToString();

        public string ApiBaseUrl { get; init; } = "http://127.0.0.1/api/v10";

        public string ShardId { get; init; } = string.Empty;

        public string ShardCount { get; init; } = string.Empty;

        public string? Folder { get; init; }

        public TimeProvider Time { get; init; } = TimeProvider.System;

        public Random? Random { get; init; }

        public Func<CancellationToken, Task<RestResult>>? Ask { get; init; }
    }

    /// <summary>A chance that is always the same: 0 leaves nothing to wait for before the first beat or reconnection.</summary>
    internal sealed class Chance(double value) : Random
    {
        public override double NextDouble() => value;
    }

    internal sealed class RecordedLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

        public void Dispose()
        {
        }
    }
}
