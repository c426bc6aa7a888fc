using System.Globalization;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>The bot's interactions endpoint beside a bare one (<see cref="BareEndpoint"/>), in turn, in one run.</summary>
internal static class HttpReport
{
    private const int Width = 32;
    private const int InARound = 5_000;
    private const int WarmUps = 6;

    /// <param name="library">The bot to measure: a published one, or the one built beside this program.</param>
    public static async Task PrintAsync(int rounds, string? library)
    {
        using var interactions = new SignedInteractions();
        var folder = AppContext.BaseDirectory;
        await using var bot = await ServerProcess.StartAsync(library ?? Path.Combine(folder, "BriefingBot.Host.dll"),
            "--urls=http://127.0.0.1:{port}", "--Discord:Transport=http", "--Discord:Token=benchmark.token.only", $"--Discord:ApplicationId={SignedInteractions.ApplicationId}",
            $"--Discord:PublicKey={interactions.PublicKey}", "--Discord:ApiBaseUrl=http://127.0.0.1:9");
        using var toBot = new LoadClient(bot.Port);
        var replyBytes = await toBot.MeasureAsync(interactions.Create(1)[0]);
        await using var bare = await ServerProcess.StartAsync(Path.Combine(folder, "BriefingBot.Benchmarks.dll"), "bare-http", "{port}", interactions.PublicKey, $"{replyBytes}");
        using var toBare = new LoadClient(bare.Port);
        Console.WriteLine($"replies of {replyBytes:N0} bytes");

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident before the load: bot {bot.Resident:F0} MB, bare {bare.Resident:F0} MB"));

        // Until both are compiled as well as they will be: that is done in pauses.
        for (var i = 0; i < WarmUps; i++)
        {
            await toBot.SaturateAsync(interactions.Create(InARound), Width, 200);
            await toBare.SaturateAsync(interactions.Create(InARound), Width, 200);
            await Task.Delay(TimeSpan.FromSeconds(0.5));
        }

        await ThroughputAsync(interactions, bot, toBot, bare, toBare, rounds);
        await PacedAsync("bare, 500 a second", bare, toBare, interactions.Create(5_000));
        await PacedAsync("bot, 500 a second", bot, toBot, interactions.Create(5_000));

        using var attacker = new LoadClient(bot.Port);
        var attack = attacker.PaceAsync(interactions.Create(10_000, isRight: false), 1_000, Width, 401);
        await PacedAsync("bot, 500 a second, with 1,000 wrong signatures a second beside", bot, toBot, interactions.Create(5_000));
        await attack;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident after the load: bot {bot.Resident:F0} MB, bare {bare.Resident:F0} MB"));
    }

    private static async Task ThroughputAsync(SignedInteractions interactions, ServerProcess bot, LoadClient toBot, ServerProcess bare, LoadClient toBare, int rounds)
    {
        var (ratios, costs, rates) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            var requests = interactions.Create(InARound);
            var (b, bareCost) = await OneAsync(bare, toBare, requests);
            var (a, botCost) = await OneAsync(bot, toBot, requests);
            ratios.Add(a / b);
            costs.Add(botCost / bareCost);
            rates.Add(a);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"saturated, {rounds} rounds: bot {Spread(rates, "F0")} a second; bot to bare: throughput {Spread(ratios, "F3")}, processor time {Spread(costs, "F3")}"));
    }

    private static string Spread(List<double> figures, string format)
    {
        figures.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{figures[figures.Count / 2].ToString(format, CultureInfo.InvariantCulture)} ({figures[0].ToString(format, CultureInfo.InvariantCulture)} to {figures[^1].ToString(format, CultureInfo.InvariantCulture)})");
    }

    private static async Task<(double PerSecond, double Microseconds)> OneAsync(ServerProcess server, LoadClient client, byte[][] requests)
    {
        var before = server.Processor;
        var perSecond = await client.SaturateAsync(requests, Width, 200);
        return (perSecond, (server.Processor - before) / requests.Length * 1e6);
    }

    private static async Task PacedAsync(string name, ServerProcess server, LoadClient client, byte[][] requests)
    {
        var before = server.Processor;
        var times = await client.PaceAsync(requests, 500, Width, 200);
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: median {times[times.Length / 2]:F2} ms, 99th percentile {times[times.Length * 99 / 100]:F2} ms, longest {times[^1]:F1} ms, {(server.Processor - before) / requests.Length * 1e6:F0} µs of processor each"));
    }
}
