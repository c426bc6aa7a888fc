using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Browser.Tests;

/// <summary>The real bot on a port of its own, with the shipped briefings. It can be stopped and started again on that port.</summary>
/// <param name="settings">Settings that this one has beside those of all.</param>
internal sealed class ChatApp(params string[] settings) : IAsyncDisposable
{
    private readonly DirectoryInfo state = Directory.CreateTempSubdirectory("state-");
    private WebApplication? app;

    public string Url { get; private set; } = "http://127.0.0.1:0";

    /// <summary>A command beside the bot's own, or null.</summary>
    public IChatCommand? More { get; init; }

    public static async Task<ChatApp> StartAsync(params string[] settings)
    {
        var bot = new ChatApp(settings);
        await bot.StartAgainAsync();
        return bot;
    }

    public async Task StartAgainAsync()
    {
        var builder = BotHost.CreateBuilder([
            $"--urls={Url}", $"--Briefings:Directory={Path.Combine(Repository(), "briefings")}", "--Serilog:MinimumLevel:Default=Error",
            $"--State:ConnectionString=Data Source={Path.Combine(state.FullName, "state.db")}", .. settings,
        ]);
        if (More is { } more)
        {
            builder.Services.AddSingleton(provider => new ChatRouter(
                [.. BotCommands.All(provider.GetRequiredService<ISectionSearch>(), TimeProvider.System), more],
                provider.GetRequiredService<BriefingLibrary>(), Audience.Private, provider.GetRequiredService<ILogger<ChatRouter>>()));
        }

        app = builder.Build();
        BotHost.Map(app);
        await app.StartAsync();
        Url = app.Urls.Single();
    }

    public async Task StopAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            app = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        state.Delete(recursive: true);
    }

    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BriefingBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
