using System.Net.NetworkInformation;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Discord;

/// <summary>
/// The real bot under a steady load while things go wrong by chance. It is run for a while, then left alone until it has
/// nothing left to do: <see cref="RunAsync"/>, as often as wanted.
/// </summary>
internal sealed class SoakRun : IAsyncDisposable
{
    private static readonly TimeSpan EachInteraction = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ToBeQuiet = TimeSpan.FromSeconds(90);

    private readonly SoakTraffic traffic;
    private readonly SoakRestFaults restFaults;
    private readonly SoakHttp? http;
    private readonly SoakGateway? gateway;

    private SoakRun(DiscordBot bot, SoakLog log, SoakTraffic traffic, FastTime time, bool isHttp)
    {
        (Bot, Log, this.traffic) = (bot, log, traffic);
        Ledger = new(bot.Discord.Rest.Interactions, log, time);
        restFaults = new(bot.Discord.Rest.Faults, traffic, time);
        http = isHttp ? new(bot, Ledger, traffic) : null;
        gateway = isHttp ? null : new(bot.Discord, Ledger, traffic, time);
    }

    public DiscordBot Bot { get; }

    public SoakLog Log { get; }

    public SoakLedger Ledger { get; }

    /// <summary>What went wrong on purpose, and how often.</summary>
    public IEnumerable<string> Breaks => gateway?.Breaks ?? [];

    /// <summary>The bot's connections to Discord.</summary>
    public int Sockets
    {
        get
        {
            var port = new Uri(Bot.Discord.ApiBaseUrl).Port;
            return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
                .Count(connection => connection.RemoteEndPoint.Port == port && connection.State is TcpState.Established or TcpState.CloseWait);
        }
    }

    /// <summary>Whether there is nothing that the bot has to do or to wait for.</summary>
    public bool IsQuiet
    {
        get
        {
            Ledger.Sweep();
            var status = Bot.Bot.App.Services.GetRequiredService<DiscordStatus>();
            return Ledger.Open.Count == 0 && status.Deferred == 0 && Bot.Bot.App.Services.GetRequiredService<DiscordRest>().Waiting == 0
                && (http is not null || status.IsConnected) && Sockets == (http is null ? 1 : 0);
        }
    }

    public static async Task<SoakRun> StartAsync(string transport, int seed)
    {
        // Over the gateway the bot's times are long: a minute's back-off, five seconds between sessions.
        var isHttp = transport == "http";
        var time = new FastTime(isHttp ? 1 : 3);
        var log = new SoakLog();
        var chance = new SoakTraffic(new Random(seed), time);
        var bot = await DiscordBot.StartAsync(
            transport,
            discord =>
            {
                (discord.Gateway.Time, discord.Rest.Time) = (time, time);
                (discord.Gateway.HeartbeatInterval, discord.Gateway.IdentifyGap) = (TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(1));
                if (isHttp)
                {
                    // What a busy machine makes late is no fault of the bot's; over the gateway that is a refusal among others.
                    discord.Rest.Interactions.AnswerWithin = TimeSpan.FromSeconds(30);
                }

                discord.Rest.Log.IsOff = true;
            },
            builder => Configure(builder, time, log, chance));
        return new(bot, log, chance, time, isHttp);
    }

    /// <summary>Sends for so long, and then waits until all is done.</summary>
    /// <returns>Whether it was done in a minute and a half.</returns>
    public async Task<bool> RunAsync(TimeSpan length)
    {
        using var over = new CancellationTokenSource(length);
        await Task.WhenAll(
            EachAsync(EachInteraction, () => http?.SendAsync(over.Token) ?? gateway!.SendAsync(), over.Token),
            EachAsync(TimeSpan.FromMilliseconds(250), Do(restFaults.Next), over.Token),
            EachAsync(TimeSpan.FromMilliseconds(500), Do(Ledger.Sweep), over.Token),
            EachAsync(TimeSpan.FromSeconds(1), Do(() => gateway?.Disturb()), over.Token),
            EachAsync(TimeSpan.FromSeconds(2), () => gateway?.BreakAsync() ?? Task.CompletedTask, over.Token));
        Bot.Discord.Rest.Faults.Clear();
        gateway?.Calm();
        await (http?.FinishAsync() ?? Task.CompletedTask);
        using var patience = new CancellationTokenSource(ToBeQuiet);
        await EachAsync(TimeSpan.FromMilliseconds(100), () => IsQuiet ? patience.CancelAsync() : Task.CompletedTask, patience.Token);
        var isQuiet = IsQuiet;
        Bot.Discord.Gateway.ForgetPast();
        Ledger.Forget();
        return isQuiet;
    }

    public ValueTask DisposeAsync() => Bot.DisposeAsync();

    private static void Configure(WebApplicationBuilder builder, FastTime time, SoakLog log, SoakTraffic chance)
    {
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Logging.AddProvider(log);
        chance.Commands(builder);

        // So that a connection nobody uses is gone soon, and one that is left over is a leak.
        builder.Services.PostConfigure<HttpClientFactoryOptions>(DiscordRest.ClientName, options => options.HttpMessageHandlerBuilderActions.Add(
            handler => ((SocketsHttpHandler)handler.PrimaryHandler).PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2)));
    }

    private static Func<Task> Do(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static async Task EachAsync(TimeSpan period, Func<Task> action, CancellationToken over)
    {
        using var timer = new PeriodicTimer(period);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                await action();
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Enough.
        }
    }
}
