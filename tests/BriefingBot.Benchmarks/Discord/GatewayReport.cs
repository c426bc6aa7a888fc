using System.Globalization;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>The bot over the gateway beside a bare loop (<see cref="BareGateway"/>), in turn, in one run.</summary>
internal static class GatewayReport
{
    private const int Window = 256;
    private const int InARound = 3_000;
    private const int Paced = 5_000;

    public static async Task PrintAsync(int rounds)
    {
        var folder = AppContext.BaseDirectory;
        await using var discord = await LeanDiscord.StartAsync();
        await using var bot = await ServerProcess.StartAsync(Path.Combine(folder, "BriefingBot.Host.dll"),
            "--urls=http://127.0.0.1:{port}", $"--Discord:Token={LeanDiscord.Token}", $"--Discord:ApplicationId={SignedInteractions.ApplicationId}", $"--Discord:ApiBaseUrl={discord.Url}");
        var toBot = await discord.NextConnectionAsync();
        await new GatewayRound(discord, toBot, 1).SaturateAsync(1);
        var replyBytes = discord.ReplyBytes;
        await using var bare = ServerProcess.Start(Path.Combine(folder, "BriefingBot.Benchmarks.dll"), "bare-gateway", discord.Url, LeanDiscord.Token, $"{replyBytes}");
        var toBare = await discord.NextConnectionAsync();
        Console.WriteLine($"replies of {replyBytes:N0} bytes");

        await new GatewayRound(discord, toBot, 20_000).SaturateAsync(Window);
        await new GatewayRound(discord, toBare, 20_000).SaturateAsync(Window);
        await ThroughputAsync(discord, bot, toBot, bare, toBare, rounds);
        await PacedAsync("bare, 500 a second", bare, new(discord, toBare, Paced));
        await PacedAsync("bot, 500 a second", bot, new(discord, toBot, Paced));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident after the load: bot {bot.Resident:F0} MB, bare {bare.Resident:F0} MB"));
    }

    private static async Task ThroughputAsync(LeanDiscord discord, ServerProcess bot, LeanGateway toBot, ServerProcess bare, LeanGateway toBare, int rounds)
    {
        var (ratios, costs, rates, micros) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            var (b, bareCost) = await OneAsync(bare, new(discord, toBare, InARound));
            var (a, botCost) = await OneAsync(bot, new(discord, toBot, InARound));
            ratios.Add(a / b);
            costs.Add(botCost / bareCost);
            rates.Add(a);
            micros.Add(botCost);
        }

        Console.WriteLine(
            $"saturated, {rounds} rounds: bot {Spread(rates, "F0")} a second, {Spread(micros, "F0")} µs of processor each; bot to bare: throughput {Spread(ratios, "F3")}, processor time {Spread(costs, "F3")}");
    }

    private static string Spread(List<double> figures, string format)
    {
        figures.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{figures[figures.Count / 2].ToString(format, CultureInfo.InvariantCulture)} ({figures[0].ToString(format, CultureInfo.InvariantCulture)} to {figures[^1].ToString(format, CultureInfo.InvariantCulture)})");
    }

    private static async Task<(double PerSecond, double Microseconds)> OneAsync(ServerProcess process, GatewayRound round)
    {
        var before = process.Processor;
        var perSecond = await round.SaturateAsync(Window);
        return (perSecond, (process.Processor - before) / InARound * 1e6);
    }

    private static async Task PacedAsync(string name, ServerProcess process, GatewayRound round)
    {
        var before = process.Processor;
        var times = await round.PaceAsync(500);
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: median {times[times.Length / 2]:F2} ms, 99th percentile {times[times.Length * 99 / 100]:F2} ms, longest {times[^1]:F1} ms, {(process.Processor - before) / times.Length * 1e6:F0} µs of processor each"));
    }
}
