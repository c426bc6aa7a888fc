using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Content;
using BriefingBot.Tests.Content;
using BriefingBot.Tests.Discord;
using BriefingBot.Tests.Host;
using BriefingBot.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Replicas;

/// <summary>
/// One of several running bots that share a database. Nothing tells it of changes in its folder but another replica, and
/// it looks by itself only when it starts to listen.
/// </summary>
internal sealed class ReplicaRig : IAsyncDisposable
{
    private const string Listening = "Other replicas tell this one of changed briefings from now on";

    private static readonly ReloadPace Blind = new() { Watches = false, Scan = TimeSpan.FromDays(30) };

    private ReplicaRig(RunningBot bot, CapturedLog log, FastTime time) => (Bot, Log, Time) = (bot, log, time);

    public RunningBot Bot { get; }

    public CapturedLog Log { get; }

    public FastTime Time { get; }

    public LiveBriefings Live => Bot.App.Services.GetRequiredService<LiveBriefings>();

    public BriefingReloader Reloader => Bot.App.Services.GetRequiredService<BriefingReloader>();

    /// <summary>Comes back when it listens.</summary>
    public static async Task<ReplicaRig> StartAsync(TestState state, TestFolder folder)
    {
        var (log, time) = (new CapturedLog(), new FastTime(5));
        var bot = await RunningBot.StartAsync(
            [
                $"--Briefings:Directory={folder.Briefings}", $"--State:ConnectionString={state.ConnectionString}", "--Serilog:MinimumLevel:Default=Information",
                "--Curators:Users=browser",
            ],
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(log);
                builder.Services.Replace(ServiceDescriptor.Singleton(Blind));
                builder.Services.AddSingleton<TimeProvider>(time);
            });
        var rig = new ReplicaRig(bot, log, time);
        await rig.LogsAsync(Listening);
        return rig;
    }

    /// <summary>A folder of topics “tea-0”, “tea-1” …, with “plant” in version 0.</summary>
    public static TestFolder Folder(int topics = 1)
    {
        var folder = new TestFolder();
        using var tea = TestFolder.WithTea();
        foreach (var topic in Enumerable.Range(0, topics))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(tea.Briefings, "tea")))
            {
                folder.WriteBytes($"tea-{topic}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
            }

            folder.Write($"tea-{topic}/topic.yaml", $"title: Tea {topic}\nsummary: What tea is.\nsections: [plant, trade]\n");
            folder.Write($"tea-{topic}/plant.md", LiveRig.Version(0));
        }

        return folder;
    }

    /// <summary>Writes a version of “plant” and has this replica serve it.</summary>
    public async Task ChangeAsync(TestFolder folder, int version, int topic = 0)
    {
        folder.Write($"tea-{topic}/plant.md", LiveRig.Version(version));
        await Reloader.ReloadAsync(CancellationToken.None);
    }

    public async Task<string> SayAsync(string text) =>
        PlainText.Render((await Bot.App.Services.GetRequiredService<ChatRouter>().AnswerTextAsync(text, new Reader("test"), CancellationToken.None)).Blocks);

    public async Task ServesAsync(string text, string command = "/brief tea-0 plant") =>
        await BecomesAsync(async () => (await SayAsync(command)).Contains(text, StringComparison.Ordinal), text);

    public Task ServesAsync(int version) => ServesAsync($"Version {version} says");

    public Task LogsAsync(string text, int times = 1) => BecomesAsync(() => Task.FromResult(TimesLogged(text) >= times), text);

    public int TimesLogged(string text) => Log.Text.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until it listens again, after the database was away.</summary>
    public Task ListensAsync(int times) => LogsAsync(Listening, times);

    public ValueTask DisposeAsync() => Bot.DisposeAsync();

    private async Task BecomesAsync(Func<Task<bool>> isSo, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await isSo())
        {
            Assert.False(limit.IsCancellationRequested, $"It did not come: {what}. The log:\n{Log.Text}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
