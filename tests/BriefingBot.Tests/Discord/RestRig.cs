using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BriefingBot.Tests.Discord;

/// <summary>The REST client with all its handlers, and Discord at the other end of a real connection.</summary>
internal sealed class RestRig : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private RestRig(FakeDiscord discord, ServiceProvider services)
    {
        Discord = discord;
        this.services = services;
    }

    public FakeDiscord Discord { get; }

    public FakeRest Fake => Discord.Rest;

    public DiscordRest Rest => Get<DiscordRest>();

    public DiscordStatus Status => Get<DiscordStatus>();

    /// <param name="time">The client's clock; the fake's own is the machine's.</param>
    public static async Task<RestRig> StartAsync(TimeProvider? time = null, ILoggerProvider? log = null, Func<FakeDiscord, string>? url = null)
    {
        var discord = await FakeDiscord.StartAsync();
        var collection = new ServiceCollection();
        collection.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Trace);
            if (log is not null)
            {
                logging.AddProvider(log);
            }
        });
        collection.AddSingleton(time ?? TimeProvider.System);
        collection.AddSingleton<DiscordStatus>();
        collection.AddSingleton(Options.Create(new DiscordOptions
        {
            Token = FakeDiscord.Token,
            ApplicationId = FakeDiscord.ApplicationId.ToString(CultureInfo.InvariantCulture),
            ApiBaseUrl = url?.Invoke(discord) ?? discord.ApiBaseUrl,
        }));
        RestServices.Add(collection);
        return new(discord, collection.BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<RestResult> SendAsync(HttpMethod method, string route, string body = "", bool? isRepeatable = null, double seconds = 30)
    {
        var request = new RestRequest(method, route, Encoding.UTF8.GetBytes(body)) { Deadline = TimeSpan.FromSeconds(seconds) };
        return Rest.SendAsync(isRepeatable is { } repeatable ? request with { IsRepeatable = repeatable } : request, CancellationToken.None);
    }

    public Task<RestResult> GetAsync(string route, double seconds = 30) => SendAsync(HttpMethod.Get, route, seconds: seconds);

    public Task<RestResult> PostAsync(string channel, double seconds = 30, bool? isRepeatable = null) =>
        SendAsync(HttpMethod.Post, $"channels/{channel}/messages", """{"content":"Good morning"}""", isRepeatable, seconds);

    /// <summary>Answers an interaction first.</summary>
    public Task<RestResult> CallbackAsync(ulong id, string token, double seconds = 30, string query = "") =>
        SendAsync(HttpMethod.Post, $"interactions/{id}/{token}/callback{query}", """{"type":4,"data":{"content":"Good morning"}}""", isRepeatable: true, seconds);

    /// <summary>The route of an answered interaction's later answers.</summary>
    public async Task<string> AnsweredAsync(ulong id, string token)
    {
        Fake.IssueInteraction(id, token, type: 2);
        Assert.True((await CallbackAsync(id, token)).IsOk);
        return $"webhooks/{FakeDiscord.ApplicationId}/{token}";
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Discord.DisposeAsync();
    }
}

/// <summary>A clock that runs faster than the machine's, timers included.</summary>
internal sealed class QuickTime(int factor) : TimeProvider
{
    public override long GetTimestamp() => System.GetTimestamp() * factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    private TimeSpan Scaled(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / factor));
}

/// <summary>A clock that is moved by hand.</summary>
internal sealed class HandTime : TimeProvider
{
    public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;
}

/// <summary>Keeps all that is logged at any level, exceptions and single values included.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> entries = new();

    public string Text => string.Join('\n', entries);

    public void Clear() => entries.Clear();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        entries.Enqueue(state.ToString() ?? string.Empty);
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => pair.Value)) : string.Empty;
        entries.Enqueue($"{logLevel} {formatter(state, exception)} {values} {exception}");
    }

    public void Dispose()
    {
    }
}
