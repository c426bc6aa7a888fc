using System.Runtime;
using Xunit.Abstractions;

namespace BriefingBot.Tests.Discord;

/// <summary>
/// The bot for a long time, with everything that goes wrong: each interaction that reached it is answered or its log says
/// why not, and nothing is left over. Two minutes in CI, else twenty seconds, or as long as <c>SOAK_SECONDS</c> says:
/// <c>SOAK_SECONDS=3600 dotnet test tests/BriefingBot.Tests --filter Soak</c>. <c>SOAK_SEED</c> sets what goes wrong.
/// </summary>
[Collection(nameof(Alone))]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const double Megabyte = 1e6;

    // Pools, buffers and code that a longer run meets for the first time; a leak of one answer's body each, 2 KB, is more
    // in two minutes.
    private const double MoreMemory = 4 * Megabyte;

    // The ids of a quarter to half an hour are kept, so that none is answered twice: a set that has just grown.
    private const double MoreForEach = 64;

    private const int MostShown = 200;

    // One in so many: what comes after a pause of the connection is too late to be answered, and more of it on a slow machine.
    private const int LeastAnswered = 4;

    // Timers of connections that came or went between two looks.
    private const long MoreTimers = 12;

    [Theory]
    [InlineData("gateway", 1.0)]
    [InlineData("http", 0.5)]
    [Trait("Discord", "R46")]
    [Trait("Discord", "R97")]
    [Trait("Discord", "R110")]
    [Trait("Discord", "R117")]
    [Trait("Discord", "R118")]
    public async Task WhateverGoesWrongEachInteractionIsAnsweredOrExplainedAndNothingIsLeftOver(string transport, double share)
    {
        var unobserved = new List<Exception>();
        void Observe(object? sender, UnobservedTaskExceptionEventArgs failure) => unobserved.Add(failure.Exception);
        TaskScheduler.UnobservedTaskException += Observe;
        await using var run = await SoakRun.StartAsync(transport, SoakSettings.Seed);
        try
        {
            var length = SoakSettings.Length * share;
            var isQuiet = await run.RunAsync(length / 3);
            var before = (run.Ledger.Sent, Memory: Memory(), Timers: Timer.ActiveCount);
            isQuiet = isQuiet && await run.RunAsync(length * 2 / 3);
            var after = (run.Ledger.Sent, Memory: Memory(), Timers: Timer.ActiveCount);
            Tell(run, transport, before, after);

            var open = run.Ledger.Open;
            Assert.True(open.Count == 0, $"{open.Count} neither answered nor explained:\n{string.Join('\n', open.Take(MostShown))}");
            Assert.Empty(run.Log.Faults);
            Assert.Empty(unobserved);
            Assert.Empty(run.Bot.Discord.Gateway.Violations);
            Assert.Empty(run.Bot.Discord.Rest.Violations);
            Assert.True(isQuiet, $"The bot is not as it was: {run.Sockets} connections.");
            Assert.InRange(run.Ledger.Answered, (run.Ledger.Sent - run.Ledger.Lost) / LeastAnswered, run.Ledger.Sent);
            Assert.InRange(after.Memory - before.Memory, double.NegativeInfinity, MoreMemory + (MoreForEach * (after.Sent - before.Sent)));
            Assert.InRange(after.Timers - before.Timers, long.MinValue, MoreTimers);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Observe;
        }
    }

    private static double Memory()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private void Tell(SoakRun run, string transport, (int Sent, double Memory, long Timers) before, (int Sent, double Memory, long Timers) after)
    {
        var ledger = run.Ledger;
        output.WriteLine($"{transport}, {SoakSettings.Length} in all, SOAK_SEED={SoakSettings.Seed}");
        output.WriteLine($"{ledger.Sent} sent: {ledger.Answered} answered, {ledger.Explained} explained by the log, {ledger.Lost} not delivered, {ledger.Open.Count} open");
        output.WriteLine($"memory {before.Memory / Megabyte:F1} to {after.Memory / Megabyte:F1} MB, timers {before.Timers} to {after.Timers}, connections {run.Sockets}");
        foreach (var line in run.Breaks.Concat(run.Log.Summary))
        {
            output.WriteLine(line);
        }
    }
}
