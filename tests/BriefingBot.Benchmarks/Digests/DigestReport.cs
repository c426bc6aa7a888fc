using System.Diagnostics;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Host;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Benchmarks.Digests;

/// <summary>Many subscriptions due in the same minute, in the real bot, on a platform that takes fifty posts a second.</summary>
internal static class DigestReport
{
    private const int PerSecond = 50;

    /// <param name="connectionString">PostgreSQL's; null for a SQLite file in a temporary folder.</param>
    public static async Task PrintAsync(int count, string? connectionString)
    {
        var folder = Directory.CreateTempSubdirectory("digests-");
        try
        {
            await PrintAsync(count, connectionString ?? $"Data Source={Path.Combine(folder.FullName, "state.db")}", connectionString is null ? "SQLite" : "PostgreSQL");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PrintAsync(int count, string connectionString, string name)
    {
        var publisher = new LimitedPublisher(PerSecond);
        var builder = BotHost.CreateBuilder(["--urls=http://127.0.0.1:0", "--Serilog:MinimumLevel:Default=Warning", $"--State:ConnectionString={connectionString}"]);
        builder.Services.AddSingleton<IReadOnlyDictionary<string, IChatPublisher>>(new Dictionary<string, IChatPublisher> { ["limited"] = publisher });
        await using var app = builder.Build();
        BotHost.Map(app);
        await app.StartAsync();
        var subscriptions = app.Services.GetRequiredService<ISubscriptions>();

        var clock = Stopwatch.StartNew();
        var now = DateTimeOffset.UtcNow;

        // Late enough that all of them are there by then.
        var due = now.AddMinutes(2 + (count / 5_000.0));
        var schedule = new LocalSchedule(new TimeOnly(due.Hour, due.Minute), "UTC", Days.All);
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellationToken) => await subscriptions.AddAsync(
            new($"s{i:D5}", new("limited", $"limited:{i}", $"c{i}"), ["china-nk"], schedule, DigestContent.Rotate, Role: null, new Person(string.Empty, string.Empty), now)
            {
                State = SubscriptionState.Active,
            },
            cancellationToken));
        Console.WriteLine($"{name}: {count:N0} subscriptions written with their triggers in {clock.Elapsed.TotalSeconds:F1} s");
        var memory = new List<long>();
        var limit = TimeSpan.FromSeconds(count / (double)PerSecond * 2) + TimeSpan.FromMinutes(5);
        clock.Restart();
        while (publisher.Shown < count && clock.Elapsed < limit)
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            if (publisher.Shown > count / 10)
            {
                memory.Add(Environment.WorkingSet);
            }
        }

        var took = publisher.Last - publisher.First;
        var rate = (publisher.Shown - 1) / took.TotalSeconds;
        Console.WriteLine($"{name}: {publisher.Shown:N0} sent, {publisher.Repeated:N0} twice, in {took.TotalSeconds:F1} s: {rate:F1} a second, {rate / PerSecond:P1} of the limit");
        Console.WriteLine($"{name}: resident {memory.FirstOrDefault() / 1e6:F0} MB at a tenth, at most {memory.DefaultIfEmpty().Max() / 1e6:F0}, {memory.LastOrDefault() / 1e6:F0} MB at the end");
        await app.StopAsync();
        var sent = await LedgerAsync(count, connectionString);
        Console.WriteLine($"{name}: {sent:N0} occurrences are in the ledger as sent");
    }

    private static async Task<int> LedgerAsync(int count, string connectionString)
    {
        await using var state = new BriefingBot.Host.Storage.StateStore(Microsoft.Extensions.Options.Options.Create(
            new BriefingBot.Host.Storage.StateOptions { ConnectionString = connectionString }));
        await state.OpenAsync(CancellationToken.None);
        var ledger = new BriefingBot.Host.Storage.DeliveryLedger(state);
        var sent = 0;
        for (var i = 0; i < count; i++)
        {
            sent += await ledger.LogAsync($"s{i:D5}", 1, CancellationToken.None) is [{ State: OccurrenceState.Sent or OccurrenceState.SentLate }] ? 1 : 0;
        }

        return sent;
    }
}
