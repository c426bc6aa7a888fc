using System.Net.Http.Json;
using System.Text.Json;
using BriefingBot.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Host;

/// <summary>The real host on a free port of this machine, with a clock that stands on <see cref="TestFolder.Today"/>.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo state;

    private RunningBot(WebApplication app, DirectoryInfo state)
    {
        (this.app, this.state) = (app, state);
        Address = new(app.Urls.Single());
        Client = new() { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public WebApplication App => app;

    public static Task<RunningBot> StartAsync(params string[] settings) => StartAsync(settings, configure: null);

    /// <param name="configure">What else stands in for an edge.</param>
    public static async Task<RunningBot> StartAsync(string[] settings, Action<WebApplicationBuilder>? configure)
    {
        // Each bot has a state of its own.
        var folder = Directory.CreateTempSubdirectory("state-");
        var builder = BotHost.CreateBuilder([
            "--urls=http://127.0.0.1:0", $"--Briefings:Directory={Repository.Briefings}", "--Serilog:MinimumLevel:Default=Fatal",
            $"--State:ConnectionString=Data Source={Path.Combine(folder.FullName, "state.db")}", .. settings,
        ]);
        builder.Services.AddSingleton<TimeProvider>(new FixedTime(TestFolder.Today));
        configure?.Invoke(builder);
        var started = builder.Build();
        Assert.Empty(BotServices.InvalidSettings(started.Services));
        BotHost.Map(started);
        await started.StartAsync();
        return new(started, folder);
    }

    /// <summary>The reply to a typed command, as JSON.</summary>
    public async Task<JsonElement> AskAsync(string text)
    {
        using var response = await Client.PostAsJsonAsync("/api/chat", new { text });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        state.Delete(recursive: true);
    }
}
