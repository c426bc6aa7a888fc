using System.Globalization;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Host.Storage;
using BriefingBot.Tests.Discord;
using BriefingBot.Tests.Storage;
using Xunit.Abstractions;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>Digests are delivered by processes that are ended, as by <c>kill -9</c>, at every step of a delivery.</summary>
[Collection(nameof(Alone))]
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Seed = 20261121;

    // From before the claim to after the final state; later ones are survived.
    private const int Steps = 13;

    // 08:00 in Berlin.
    private static readonly DateTimeOffset First = new(2026, 11, 21, 7, 0, 0, TimeSpan.Zero);

    /// <param name="killsADay">How often one delivery is ended at most; then it may end well.</param>
    [Theory]
    [InlineData(true, 5, 110)]
    [InlineData(false, 1, 110)]
    [InlineData(false, 5, 60)]
    public async Task WhereverAProcessIsEndedEachDigestIsDeliveredOnce(bool knowsRepetitions, int killsADay, int most)
    {
        await using var platform = await CrashPlatform.StartAsync(knowsRepetitions);
        await using var state = await TestState.NewAsync(Database.Sqlite);
        await SubscribeAsync(state);
        var chance = new Random(Seed);
        var (kills, day) = (0, First);
        for (; kills < most; day = day.AddDays(1))
        {
            var today = 0;
            while (today < killsADay && await RunAsync(platform, state, day, chance.Next(1, Steps + 1)))
            {
                (today, kills) = (today + 1, kills + 1);
            }

            Assert.True(today < killsADay || !await RunAsync(platform, state, day, last: 0));
        }

        var log = await new DeliveryLedger(await state.OpenAsync()).LogAsync(CrashChild.Subscription, int.MaxValue, CancellationToken.None);
        var days = (int)(day - First).TotalDays;
        var repeated = platform.Shown.Count(post => post.Value > 1);
        output.WriteLine($"{kills} processes ended in {days} deliveries; {repeated} posts shown twice");
        Assert.True(knowsRepetitions == (repeated == 0), "What the platform cannot tell was never repeated: this shows nothing.");
        Assert.Equal(days, log.Length);
        Assert.Subset(log.Select(run => run.Key.PartKey(1)).ToHashSet(), platform.Shown.Keys.ToHashSet());
        Assert.All(log, run => Check(run, platform.Shown.GetValueOrDefault(run.Key.PartKey(1)), knowsRepetitions, killsADay));
    }

    // Once; where the platform cannot tell repetitions at most once more, and then the log says so. There is no third try: two
    // ends between writing down and sending leave nothing there, and a log that says that nobody knows.
    private static void Check(Occurrence run, int shown, bool knowsRepetitions, int killsADay)
    {
        if (knowsRepetitions)
        {
            Assert.Equal((OccurrenceState.Sent, 1), (run.State, shown));
            return;
        }

        Assert.InRange(shown, killsADay == 1 ? 1 : 0, 2);
        Assert.True(shown == 1 || run.Reason is not null, $"{run.Key} was shown {shown} times, and its log says nothing.");
        Assert.True(shown > 0 || run.State is OccurrenceState.Failed, $"{run.Key} is not there, and its log says {run.State}.");
    }

    private static async Task SubscribeAsync(TestState state) => await state.Subscriptions(await state.OpenAsync()).AddAsync(
        new(CrashChild.Subscription, new("test", "test:1", "c1"), ["china-nk"], CrashChild.Schedule, DigestContent.Rotate, Role: null, new Person("p1", "Somebody"), First.AddDays(-1))
        {
            State = SubscriptionState.Active,
        },
        CancellationToken.None);

    /// <returns>Whether the process was ended at that step.</returns>
    private static Task<bool> RunAsync(CrashPlatform platform, TestState state, DateTimeOffset now, int last) => CrashingProcess.RunAsync(
        CrashChild.Verb, state.ConnectionString, platform.Url, platform.KnowsRepetitions.ToString(),
        now.ToString("O", CultureInfo.InvariantCulture), last.ToString(CultureInfo.InvariantCulture));
}
