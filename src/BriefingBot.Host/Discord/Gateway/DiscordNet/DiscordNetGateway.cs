using Discord.Net.Rest;
using Discord.Net.WebSockets;
using Discord.WebSocket;
using Microsoft.Extensions.Options;
using Net = global::Discord;

namespace BriefingBot.Host.Discord.Gateway.DiscordNet;

/// <summary>
/// Keeps the gateway's connections by Discord.Net 3.16 instead of our own; everything else of the bot is the same, and so is
/// how interactions are read (<see cref="InteractionTap"/>). Only in builds with <c>-p:DiscordNet=true</c>.
/// </summary>
internal sealed partial class DiscordNetGateway(
    InteractionReceived onInteraction,
    IOptions<DiscordOptions> options,
    DiscordStatus status,
    TimeProvider time,
    Random random,
    ILogger<DiscordNetGateway> logger) : BackgroundService
{
    // Ended from within the library's own events, which must be over before it is put away.
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var client = Client();
        client.Log += Write;
        client.ShardConnected += shard => Note(shard, time.GetUtcNow());
        client.ShardDisconnected += (reason, shard) =>
        {
            EndIfFatal(reason);
            return Note(shard, since: null);
        };
        try
        {
            if (await TryLogInAsync(client, stoppingToken))
            {
                status.Shards = [.. client.Shards.Select(shard => new ShardStatus(shard.ShardId))];
                await RunAsync(client, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The bot stops.
        }
    }

    private async Task RunAsync(DiscordShardedClient client, CancellationToken stoppingToken)
    {
        await client.StartAsync();
        try
        {
            await ended.Task.WaitAsync(stoppingToken);
        }
        finally
        {
            await client.StopAsync();
        }
    }

    private DiscordShardedClient Client()
    {
        var config = new DiscordSocketConfig
        {
            GatewayIntents = Net.GatewayIntents.None,
            UseInteractionSnowflakeDate = false,
            LogGatewayIntentWarnings = false,
            TotalShards = options.Value.Shards,
            RestClientProvider = _ => DefaultRestClientProvider.Instance(options.Value.ApiBase.AbsoluteUri),
            WebSocketProvider = () => new InteractionTap(DefaultWebSocketProvider.Instance(), onInteraction, time),
        };
        return options.Value is { Shard: { } only, Shards: not null } ? new([only], config) : new(config);
    }

    private async Task<bool> TryLogInAsync(DiscordShardedClient client, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await client.LoginAsync(Net.TokenType.Bot, options.Value.Token).WaitAsync(cancellationToken);
                return true;
            }
            catch (Net.Net.HttpException refused) when (refused.HttpCode == System.Net.HttpStatusCode.Unauthorized)
            {
                Fail(CloseCode.Sentence(CloseCode.AuthenticationFailed));
                return false;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotLoggedIn(logger, failure.GetType().Name);
                await Task.Delay(Backoff.Delay(failures, random), time, cancellationToken);
            }
        }
    }

    private Task Note(DiscordSocketClient shard, DateTimeOffset? since)
    {
        foreach (var known in status.Shards.Where(known => known.Id == shard.ShardId))
        {
            known.ConnectedSince = since;
        }

        return Task.CompletedTask;
    }

    private void EndIfFatal(Exception? reason)
    {
        for (; reason is not null; reason = reason.InnerException)
        {
            if (reason is Net.Net.WebSocketClosedException { CloseCode: var code } && CloseCode.Next(code) == NextStep.GiveUp)
            {
                Fail(CloseCode.Sentence(code));
            }
            else if (reason.Message == "Processing READY failed")
            {
                // The library's own words for what it does not connect again after.
                Fail("Discord.Net cannot read what Discord's gateway begins with: use this program as it comes, with its own gateway, or a newer version of it.");
            }
        }
    }

    private void Fail(string sentence)
    {
        if (status.Fail(sentence))
        {
            Log.GivenUp(logger, sentence);
        }

        ended.TrySetResult();
    }

    // The library's texts may hold what people wrote, or addresses with tokens.
    private Task Write(Net.LogMessage message)
    {
        var level = message.Severity switch
        {
            Net.LogSeverity.Critical or Net.LogSeverity.Error => LogLevel.Error,
            Net.LogSeverity.Warning => LogLevel.Warning,
            Net.LogSeverity.Info => LogLevel.Information,
            _ => LogLevel.Debug,
        };
        Log.OfLibrary(logger, level, message.Source, message.Exception?.GetType().Name);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "{Sentence}")]
        public static partial void GivenUp(ILogger logger, string sentence);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord.Net could not log in ({Failure}); trying again")]
        public static partial void NotLoggedIn(ILogger logger, string failure);

        [LoggerMessage(Message = "Discord.Net reports something of its part {Source} ({Failure})")]
        public static partial void OfLibrary(ILogger logger, LogLevel level, string? source, string? failure);
    }
}
