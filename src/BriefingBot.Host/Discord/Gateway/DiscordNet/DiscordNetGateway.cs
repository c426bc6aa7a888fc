using BriefingBot.Host.Discord.Interactions;
using Discord.WebSocket;
using Microsoft.Extensions.Options;
using Net = global::Discord;

namespace BriefingBot.Host.Discord.Gateway.DiscordNet;

/// <summary>
/// Receives interactions by Discord.Net 3.16 instead of our own connection; everything else of the bot is the same. Only
/// in builds with <c>-p:DiscordNet=true</c>. Its addresses are built in, so Discord:ApiBaseUrl does not count here.
/// </summary>
internal sealed partial class DiscordNetGateway(
    InteractionQueue queue,
    IOptions<DiscordOptions> options,
    DiscordStatus status,
    TimeProvider time,
    Random random,
    ILogger<DiscordNetGateway> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var client = Client();
        client.Log += Write;
        client.InteractionCreated += interaction =>
        {
            Receive(interaction);
            return Task.CompletedTask;
        };
        client.ShardConnected += shard => Note(shard, time.GetUtcNow());
        client.ShardDisconnected += async (reason, shard) =>
        {
            await Note(shard, since: null);
            await EndIfFatal(reason, failed);
        };
        try
        {
            if (await TryLogInAsync(client, failed.Token))
            {
                status.Shards = [.. client.Shards.Select(shard => new ShardStatus(shard.ShardId))];
                await client.StartAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, time, failed.Token);
            }
        }
        catch (OperationCanceledException) when (failed.IsCancellationRequested)
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
        };
        return options.Value is { Shard: { } only, Shards: not null } ? new([only], config) : new(config);
    }

    private async Task<bool> TryLogInAsync(DiscordShardedClient client, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await client.LoginAsync(Net.TokenType.Bot, options.Value.Token);
                return true;
            }
            catch (Net.Net.HttpException refused) when (refused.HttpCode == System.Net.HttpStatusCode.Unauthorized)
            {
                Fail(CloseCode.AuthenticationFailed);
                return false;
            }
            catch (Exception failure)
            {
                Log.NotLoggedIn(logger, failure.GetType().Name);
                await Task.Delay(Backoff.Delay(failures, random), time, cancellationToken);
            }
        }
    }

    // Called on the connection's own task: nothing here may wait.
    private void Receive(SocketInteraction? interaction)
    {
        if (interaction is not null && DiscordNetInteraction.Read(interaction) is { } read)
        {
            queue.TryAdd(read, time.GetTimestamp());
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

    private Task EndIfFatal(Exception? reason, CancellationTokenSource failed)
    {
        for (; reason is not null; reason = reason.InnerException)
        {
            if (reason is Net.Net.WebSocketClosedException { CloseCode: var code } && CloseCode.Next(code) == NextStep.GiveUp)
            {
                Fail(code);
                failed.Cancel();
            }
        }

        return Task.CompletedTask;
    }

    private void Fail(int code)
    {
        var sentence = CloseCode.Sentence(code);
        if (status.Fail(sentence))
        {
            Log.GivenUp(logger, sentence);
        }
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
