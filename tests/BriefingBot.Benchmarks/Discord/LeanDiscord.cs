using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>
/// As little of Discord as a bot needs to run over the gateway, with as little work as possible, since it shares the
/// processors with the bot: a gateway, the callbacks' route, and what a bot asks at its start.
/// </summary>
internal sealed class LeanDiscord : IAsyncDisposable
{
    public const string Token = "benchmark.token.only";

    private const string Callbacks = "/api/v10/interactions/";

    private readonly WebApplication app;
    private readonly Channel<LeanGateway> connections = Channel.CreateBounded<LeanGateway>(8);
    private GatewayRound? round;

    private LeanDiscord(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    /// <summary>The length of the last callback's body.</summary>
    public long ReplyBytes { get; private set; }

    public static async Task<LeanDiscord> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var server = builder.Build();
        var discord = new LeanDiscord(server);
        server.UseWebSockets(new() { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        server.Run(discord.AnswerAsync);
        await server.StartAsync();
        return discord;
    }

    /// <summary>The next connection that has sent IDENTIFY.</summary>
    public async Task<LeanGateway> NextConnectionAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await connections.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Takes the callbacks that come from now on for a round's.</summary>
    public void Begin(GatewayRound next) => round = next;

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith(Callbacks, StringComparison.Ordinal))
        {
            return TakeAsync(context, path);
        }

        return path switch
        {
            "/gateway" => AcceptAsync(context),
            "/api/v10/gateway/bot" => context.Response.WriteAsync($$$"""{"url":"ws{{{Url["http".Length..]}}}/gateway","shards":1,"session_start_limit":{"total":1000,"remaining":1000,"reset_after":0,"max_concurrency":1}}"""),
            "/api/v10/applications/@me" => context.Response.WriteAsync($$"""{"id":"{{SignedInteractions.ApplicationId}}","verify_key":"","interactions_endpoint_url":null}"""),
            _ => context.Response.WriteAsync("[]"),
        };
    }

    private async Task TakeAsync(HttpContext context, string path)
    {
        var current = round!;
        ReplyBytes = context.Request.ContentLength!.Value;
        var id = path.AsSpan(Callbacks.Length);
        current.Answered(ulong.Parse(id[..id.IndexOf('/')], CultureInfo.InvariantCulture));
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync();
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.End);
            read = await reader.ReadAsync();
        }

        reader.AdvanceTo(read.Buffer.End);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task AcceptAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var gateway = new LeanGateway(socket, context.Request.Query["compress"] == "zlib-stream");

        // A beat an hour: none comes while something is measured.
        await gateway.SendAsync(gateway.Pack(Encoding.UTF8.GetBytes("""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":3600000}}""")));
        var buffer = new byte[4096];
        await socket.ReceiveAsync(buffer, CancellationToken.None);
        await gateway.SendAsync(gateway.Pack(gateway.Event("READY", $$$"""{"v":10,"session_id":"lean","resume_gateway_url":"ws{{{Url["http".Length..]}}}/gateway","application":{"id":"{{{SignedInteractions.ApplicationId}}}"}}""")));
        connections.Writer.TryWrite(gateway);
        try
        {
            while ((await socket.ReceiveAsync(buffer, context.RequestAborted)).MessageType is not WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException)
        {
            // The program on the other side was stopped.
        }
    }
}
