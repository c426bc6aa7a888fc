using System.Globalization;
using BriefingBot.Chat;
using BriefingBot.Digests.Delivery;
using BriefingBot.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>One of several bots that share a database: the real host, with a platform in another process and a clock that is put forward.</summary>
internal static class HerdChild
{
    public const string Verb = "deliver-with-others";

    /// <summary>Shorter times than the bot's own, so that what an ended process had claimed is soon another's.</summary>
    public static readonly DigestRules Rules = new() { BetweenPosts = TimeSpan.Zero, PostsPerSecond = 100, Lease = TimeSpan.FromSeconds(20) };

    /// <param name="arguments">Connection string, the platform's address, and how far the clock is put forward.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var builder = BotHost.CreateBuilder(
            ["--urls=http://127.0.0.1:0", $"--Briefings:Directory={Repository.Briefings}", "--Serilog:MinimumLevel:Default=Warning", $"--State:ConnectionString={arguments[0]}"]);
        builder.Services.AddSingleton<TimeProvider>(new Clock(TimeSpan.Parse(arguments[2], CultureInfo.InvariantCulture)));
        builder.Services.AddSingleton(Rules);
        using var publisher = new CrashPublisher(arguments[1], knowsRepetitions: true, new CrashSteps(last: 0));
        builder.Services.AddSingleton<IReadOnlyDictionary<string, IChatPublisher>>(new Dictionary<string, IChatPublisher> { ["test"] = publisher });
        await using var app = builder.Build();
        BotHost.Map(app);
        await app.StartAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }

    private sealed class Clock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }
}
