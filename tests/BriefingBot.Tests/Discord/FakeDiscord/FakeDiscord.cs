using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Discord;

/// <summary>Discord as the bot meets it, on a free port of this machine: <see cref="Rest"/> under /api/v10, the gateway under /gateway.</summary>
internal sealed class FakeDiscord : IAsyncDisposable
{
    public const string Token = "MTIz.fake-token.for-tests-only";
    public const ulong ApplicationId = 1100000000000000123;

    private readonly WebApplication app;

    private FakeDiscord(WebApplication app) => this.app = app;

    public FakeRest Rest { get; } = new();

    public FakeGateway Gateway { get; } = new();

    /// <summary>What <c>Discord:ApiBaseUrl</c> is set to.</summary>
    public string ApiBaseUrl => $"{app.Urls.Single()}/api/v10";

    public static async Task<FakeDiscord> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var discord = new FakeDiscord(server);
        server.UseWebSockets();
        discord.Rest.Map(server);
        discord.Gateway.Map(server);
        await server.StartAsync();
        discord.Rest.Cdn.Url = server.Urls.Single();
        discord.Gateway.Url = server.Urls.Single().Replace("http://", "ws://", StringComparison.Ordinal) + "/gateway";
        discord.Rest.GatewayUrl = discord.Gateway.Url;
        return discord;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
