using System.Text.RegularExpressions;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Content;
using BriefingBot.Tests.Discord;
using BriefingBot.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Content;

/// <summary>The running bot over a temporary folder of topics <c>tea-0</c>, <c>tea-1</c>…, each with the sections “plant” and “trade”.</summary>
internal sealed partial class LiveRig : IAsyncDisposable
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private static readonly Reader Reader = new("test");

    private LiveRig(TestFolder folder, ManualTime? time) => (Folder, Time) = (folder, time);

    public TestFolder Folder { get; }

    /// <summary>The bot's clock, where it is moved by hand.</summary>
    public ManualTime? Time { get; }

    public RunningBot Bot { get; private set; } = null!;

    public CapturedLog Log { get; } = new();

    public LiveBriefings Live => Bot.App.Services.GetRequiredService<LiveBriefings>();

    public BriefingReloader Reloader => Bot.App.Services.GetRequiredService<BriefingReloader>();

    public ChatRouter Router => Bot.App.Services.GetRequiredService<ChatRouter>();

    public static async Task<LiveRig> StartAsync(int topics = 1, bool byHand = false, ReloadPace? pace = null, Action<LiveBriefings>? configure = null, Action<IServiceCollection>? services = null)
    {
        var rig = new LiveRig(new TestFolder(), byHand ? new ManualTime(new(TestFolder.Today, new(12, 0), TimeSpan.Zero)) : null);
        using (var tea = TestFolder.WithTea())
        {
            foreach (var topic in Enumerable.Range(0, topics))
            {
                foreach (var file in Directory.EnumerateFiles(Path.Combine(tea.Briefings, "tea")))
                {
                    rig.Folder.WriteBytes($"tea-{topic}/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));
                }

                rig.Folder.Write($"tea-{topic}/topic.yaml", $"title: Tea {topic}\nsummary: What tea is.\nsections: [plant, trade]\n");
                rig.Folder.Write($"tea-{topic}/plant.md", Version(0));
            }
        }

        rig.Bot = await RunningBot.StartAsync([$"--Briefings:Directory={rig.Folder.Briefings}", "--Serilog:MinimumLevel:Default=Information"], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(rig.Log);
            builder.Services.Replace(ServiceDescriptor.Singleton(pace ?? new ReloadPace()));
            if (rig.Time is { } time)
            {
                builder.Services.AddSingleton<TimeProvider>(time);
            }

            services?.Invoke(builder.Services);
        });
        configure?.Invoke(rig.Live);
        await rig.AskAsync("/search leaves");
        return rig;
    }

    /// <summary>A version of “plant”, of which every part names its number.</summary>
    public static string Version(int number) => TestFolder.Section($"Plant {number}", string.Join(
        "\n\n", Enumerable.Range(0, 20).Select(part => $"Version {number} says that tea is a drink made of leaves [@leaves, sec. 1, para. {1 + (part % 2)}].")));

    public Task<Reply> AskAsync(string text) => Router.AnswerTextAsync(text, Reader, CancellationToken.None);

    /// <summary>The version of “plant” in an answer that is one version from end to end.</summary>
    public async Task<int> VersionAsync(int topic = 0)
    {
        var text = PlainText.Render((await AskAsync($"/brief tea-{topic} plant")).Blocks);
        var numbers = Number().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.True(numbers.Count >= 21 && numbers.Distinct(StringComparer.Ordinal).Count() == 1, $"Not one whole version: {text}");
        return int.Parse(numbers[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for a version; the clock, where it is moved by hand, goes on meanwhile.</summary>
    public Task ServesAsync(int version, int topic = 0) => GoesOnUntilAsync(async () => await VersionAsync(topic) == version);

    public async Task GoesOnUntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await isSo())
        {
            Time?.Advance(Step);
            Assert.False(limit.IsCancellationRequested, $"It did not come. The log:\n{Log.Text}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public Task GoesOnUntilAsync(Func<bool> isSo) => GoesOnUntilAsync(() => Task.FromResult(isSo()));

    public int TimesLogged(string text) => Log.Text.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    public string PathOf(string path) => Path.Combine(Folder.Briefings, path);

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        Folder.Dispose();
    }

    [GeneratedRegex(@"(?:Plant|Version) (\d+)")]
    private static partial Regex Number();
}
