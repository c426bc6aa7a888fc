using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BriefingBot.Benchmarks;
using BriefingBot.Benchmarks.Digests;
using BriefingBot.Benchmarks.Discord;
using Perfolizer.Horology;

switch (args)
{
    case ["load", .. var rest]:
        LoadReport.Print(rest is [var sections] ? int.Parse(sections, CultureInfo.InvariantCulture) : Sizes.Full);
        break;
    case ["reload", .. var rest]:
        await ReloadReport.PrintAsync(rest is [var many] ? int.Parse(many, CultureInfo.InvariantCulture) : Sizes.Full);
        break;
    case ["search"]:
        await SearchReport.PrintAsync();
        break;
    case ["start", var bot, var empty, .. var rest]:
        await StartReport.PrintAsync(bot, empty, rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 15);
        break;
    case ["discord-http", .. var rest]:
        await HttpReport.PrintAsync(rest is [var times, ..] ? int.Parse(times, CultureInfo.InvariantCulture) : 21, rest is [_, var library] ? library : null);
        break;
    case ["bare-http", var port, var key, var bytes]:
        await BareEndpoint.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), key, int.Parse(bytes, CultureInfo.InvariantCulture));
        break;
    case ["discord-gateway", .. var rest]:
        await GatewayReport.PrintAsync(rest is [var often] ? int.Parse(often, CultureInfo.InvariantCulture) : 31);
        break;
    case ["bare-gateway", var url, var token, var length]:
        await BareGateway.RunAsync(url, token, int.Parse(length, CultureInfo.InvariantCulture));
        break;
    case ["digests", .. var rest]:
        await DigestReport.PrintAsync(rest is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 10_000, rest is [_, var database] ? database : null);
        break;
    default:
        // In this process: the corpus is loaded once for all, and nothing is built or restored while measuring. No forced
        // collections: each would walk the whole corpus, before and after every iteration, for minutes a benchmark.
        var job = Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(1), logOutput: true))
            .WithIterationTime(TimeInterval.FromMilliseconds(200)).WithWarmupCount(5).WithIterationCount(15).WithGcForce(false);
        BenchmarkSwitcher.FromAssembly(typeof(Sizes).Assembly).Run(args, ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddColumn(StatisticColumn.Median, StatisticColumn.P95));
        break;
}
