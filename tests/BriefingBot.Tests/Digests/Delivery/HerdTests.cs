using System.Collections.Concurrent;
using System.Diagnostics;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Tests.Discord;
using BriefingBot.Tests.Storage;
using Xunit.Abstractions;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>Two bots on one PostgreSQL, and many digests due in the same minute.</summary>
[Collection(nameof(Alone))]
public sealed class HerdTests(ITestOutputHelper output)
{
    private const int Count = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Enough for two processes to start.
    private static readonly TimeSpan BeforeTheMinute = TimeSpan.FromSeconds(15);

    [Theory]
    [OnPostgres]
    public async Task OfTwoProcessesOneIsEndedHalfWayAndEachDigestIsDeliveredOnce(Database database)
    {
        await using var platform = await CrashPlatform.StartAsync(knowsRepetitions: true);
        await using var state = await TestState.NewAsync(database);

        // Always ahead: a schedule is written by the real clock, and does not fire for a day that is over.
        var due = new DateTimeOffset(DateTimeOffset.UtcNow.Date.AddDays(1).AddHours(8), TimeSpan.Zero);
        await SubscribeAsync(state, due.AddDays(-1));

        var ahead = due - BeforeTheMinute - DateTimeOffset.UtcNow;
        var errors = new ConcurrentQueue<string>();
        using var first = Start(state, platform, ahead, errors);
        using var second = Start(state, platform, ahead, errors);
        try
        {
            var ended = 0;
            platform.Stored = stored =>
            {
                if (stored >= Count / 2 && Interlocked.Exchange(ref ended, stored) == 0)
                {
                    first.Kill();
                }
            };
            var sent = await SentAsync(state);
            output.WriteLine($"{sent} in the ledger, {platform.Shown.Count} shown; one process was ended; {string.Join('\n', errors.Take(20))}");

            Assert.Equal(137, first.ExitCode);
            Assert.False(second.HasExited, "The other process ended, too.");
            Assert.Equal(Count, sent);
            Assert.Equal(Count, platform.Shown.Count);
            Assert.All(platform.Shown, post => Assert.Equal(1, post.Value));
        }
        finally
        {
            first.Kill();
            second.Kill();
            await Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());
        }
    }

    private static async Task SubscribeAsync(TestState state, DateTimeOffset created)
    {
        var subscriptions = state.Subscriptions(await state.OpenAsync());
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellationToken) => await subscriptions.AddAsync(
            new($"s{i:D5}", new("test", $"test:{i}", $"c{i}"), ["china-nk"], new(new TimeOnly(8, 0), "UTC", Days.All), DigestContent.Rotate, Role: null, new Person("p1", "Somebody"), created)
            {
                State = SubscriptionState.Active,
            },
            cancellationToken));
    }

    // How many are in their final state, once all are or time is up.
    private static async Task<int> SentAsync(TestState state)
    {
        var store = await state.OpenAsync();
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var sent = 0L;
        while (sent < Count && clock.Elapsed < Patience)
        {
            await timer.WaitForNextTickAsync();
            sent = await store.ReadAsync(
                async connection =>
                {
                    await using var count = connection.CreateCommand();
                    count.CommandText = "select count(*) from occurrences where state in ('Sent', 'SentLate')";
                    return (long)(await count.ExecuteScalarAsync())!;
                },
                CancellationToken.None);
        }

        return (int)sent;
    }

    private static Process Start(TestState state, CrashPlatform platform, TimeSpan ahead, ConcurrentQueue<string> errors)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(HerdTests).Assembly.Location, HerdChild.Verb, state.ConnectionString, platform.Url, ahead.ToString()])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        process.OutputDataReceived += (_, line) => errors.Enqueue(line.Data ?? string.Empty);
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? string.Empty);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }
}
