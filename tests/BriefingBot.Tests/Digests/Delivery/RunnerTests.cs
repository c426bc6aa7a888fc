using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>What happens when a digest's time has come.</summary>
public sealed class RunnerTests : IDisposable
{
    private static readonly TimeSpan ToTheHour = TimeSpan.FromMinutes(30);

    private readonly DigestRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task AtItsTimeADigestIsSentOnceHoweverOftenTheSchedulerFires()
    {
        await rig.SubscribeAsync();
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        await rig.RunAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => rig.RunAsync()));

        var shown = Assert.Single(rig.Publisher.Shown);
        Assert.Contains("Tea is a drink made of leaves", shown, StringComparison.Ordinal);
        var sent = await rig.LastAsync();
        Assert.Equal((OccurrenceState.Sent, new DateOnly(2026, 11, 21), null), (sent.State, sent.Key.Date, sent.Reason));
        Assert.Equal("tea123/2026-11-21/1", rig.Publisher.Tries[0].Key);
    }

    [Fact]
    public async Task BeforeItsTimeNothingIsSent()
    {
        await rig.SubscribeAsync();
        await rig.RunAsync();

        Assert.Empty(rig.Publisher.Tries);
        Assert.Empty(await rig.State.LogAsync("tea123", 9, CancellationToken.None));
    }

    [Fact]
    public async Task ADigestThatIsLateSaysSo()
    {
        await rig.SubscribeAsync();
        rig.Time.Advance(ToTheHour + TimeSpan.FromMinutes(72));
        await rig.RunAsync();

        Assert.Contains("Late: planned 08:00", Assert.Single(rig.Publisher.Shown), StringComparison.Ordinal);
        Assert.Equal((OccurrenceState.SentLate, "Planned 08:00."), (await rig.LastAsync()) is var last ? (last.State, last.Reason) : default);
    }

    [Fact]
    public async Task ADigestThatIsTooLateIsSkippedAndTheNextOneCoversIt()
    {
        await rig.SubscribeAsync(content: DigestContent.Changes);
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        rig.Change("trade", "Ships sank");
        rig.Time.Advance(TimeSpan.FromHours(26.5));
        await rig.RunAsync();

        Assert.Empty(rig.Publisher.Tries);
        var skipped = await rig.LastAsync();
        Assert.Equal(OccurrenceState.Skipped, skipped.State);
        Assert.Equal("Planned 08:00, and the bot could not send it within 2 hours; the next digest covers it.", skipped.Reason);

        rig.Time.Advance(TimeSpan.FromHours(21.5));
        await rig.RunAsync();
        Assert.Contains("trade", Assert.Single(rig.Publisher.Shown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsThatNobodyWasThereForAreInTheLogAndAreNotSentInAPile()
    {
        await rig.SubscribeAsync();
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        rig.Time.Advance(TimeSpan.FromDays(4));
        await rig.RunAsync();

        Assert.Equal(2, rig.Publisher.Shown.Count);
        var log = await rig.State.LogAsync("tea123", 9, CancellationToken.None);
        Assert.Equal(
            [OccurrenceState.Sent, OccurrenceState.Skipped, OccurrenceState.Skipped, OccurrenceState.Skipped, OccurrenceState.Sent], log.Select(run => run.State));
        Assert.All(log.Skip(1).Take(3), run => Assert.Equal("The bot was not running at that time; the next digest covers it.", run.Reason));
    }

    [Fact]
    public async Task WhereNothingChangedNothingIsPostedAndTheLogSaysSo()
    {
        await rig.SubscribeAsync(content: DigestContent.Changes);
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        rig.Time.Advance(TimeSpan.FromDays(1));
        await rig.RunAsync();

        Assert.Empty(rig.Publisher.Tries);
        Assert.Equal((OccurrenceState.Skipped, "Nothing changed."), (await rig.LastAsync()) is var last ? (last.State, last.Reason) : default);
    }

    [Fact]
    public async Task WhatWasNotSentIsTriedAgainWithTheSameKey()
    {
        await rig.SubscribeAsync();
        rig.Publisher.Next(new PublishOutcome.NotSent(), new PublishOutcome.NotSent(), new PublishOutcome.Unknown());
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        Assert.Equal(1, (await rig.LastAsync()).Parts[0].Tries - 1);

        Assert.Equal([false, false, false, true], rig.Publisher.Tries.Select(post => post.MayBeThere));
        Assert.Single(rig.Publisher.Tries.Select(post => post.Key).Distinct());
        Assert.Single(rig.Publisher.Shown);
        Assert.Equal(OccurrenceState.Sent, (await rig.LastAsync()).State);
    }

    [Fact]
    public async Task APlatformThatIsAwayForLongerThanADigestMayBeLateIsGivenUp()
    {
        await rig.SubscribeAsync();
        rig.Publisher.Next([.. Enumerable.Repeat(new PublishOutcome.NotSent(), 500)]);
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        Assert.Equal(OccurrenceState.Running, (await rig.LastAsync()).State);
        await rig.SweepAsync(TimeSpan.FromHours(3));

        var failed = await rig.LastAsync();
        Assert.Equal((OccurrenceState.Failed, "The platform could not be reached, and it was tried as long as a digest may be late."), (failed.State, failed.Reason));
        Assert.InRange(rig.Publisher.Tries.Count, 20, 80);
        Assert.Equal(SubscriptionState.Active, (await rig.StateOfAsync()).State);
    }

    [Fact]
    public async Task APlatformThatComesBackGetsTheDigestAndIsToldThatItIsLate()
    {
        await rig.SubscribeAsync();
        rig.Publisher.Next([.. Enumerable.Repeat(new PublishOutcome.NotSent(), 30)]);
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        await rig.SweepAsync(TimeSpan.FromHours(1.5));

        Assert.Contains("Late: planned 08:00", Assert.Single(rig.Publisher.Shown), StringComparison.Ordinal);
        Assert.Equal(OccurrenceState.SentLate, (await rig.LastAsync()).State);
    }

    [Fact]
    public async Task WhatIsPausedWhileItsPlatformIsAwayIsNotSentWhenThatComesBack()
    {
        var subscription = await rig.SubscribeAsync();
        rig.Publisher.Next([.. Enumerable.Repeat(new PublishOutcome.NotSent(), 10)]);
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        await rig.State.ReplaceAsync(subscription, subscription with { State = SubscriptionState.Paused }, CancellationToken.None);
        await rig.SweepAsync(TimeSpan.FromHours(1));

        Assert.Empty(rig.Publisher.Shown);
        Assert.Equal((OccurrenceState.Skipped, "It was paused before this was sent."), (await rig.LastAsync()) is var last ? (last.State, last.Reason) : default);
    }

    [Fact]
    public async Task APostThatThePlatformDoesNotTakeFailsAndPausesNothing()
    {
        await rig.SubscribeAsync();
        rig.Publisher.Next(new PublishOutcome.Rejected("Too odd."));
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();

        Assert.Equal((OccurrenceState.Failed, "Too odd."), (await rig.LastAsync()) is var last ? (last.State, last.Reason) : default);
        Assert.Equal(SubscriptionState.Active, (await rig.StateOfAsync()).State);
        Assert.Empty(rig.Publisher.Told);
    }

    [Fact]
    public async Task AnEarlySendThatHadNothingToSayDoesNotUseUpTheDay()
    {
        var subscription = await rig.SubscribeAsync(content: DigestContent.Changes);
        await rig.WhileAsync(rig.Runner.SendNowAsync(subscription, CancellationToken.None), TimeSpan.FromMilliseconds(100));
        Assert.Equal(OccurrenceState.Skipped, (await rig.LastAsync()).State);

        rig.Change("trade", "Ships sank");
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        Assert.Equal(OccurrenceState.Sent, (await rig.LastAsync()).State);
    }

    [Fact]
    public async Task ASendByHandNeitherPausesNorResumesNorTellsAnybody()
    {
        var subscription = await rig.SubscribeAsync();
        var paused = subscription with { State = SubscriptionState.Paused };
        await rig.State.ReplaceAsync(subscription, paused, CancellationToken.None);
        rig.Publisher.Next(new PublishOutcome.Refused("No right to write."), new PublishOutcome.Refused("No right to write."));
        await rig.WhileAsync(rig.Runner.SendNowAsync(paused, CancellationToken.None), TimeSpan.FromMilliseconds(100));
        await rig.WhileAsync(rig.Runner.SendNowAsync(paused, CancellationToken.None), TimeSpan.FromMilliseconds(100));

        Assert.Equal(paused, await rig.StateOfAsync());
        Assert.Empty(rig.Publisher.Told);
    }

    [Fact]
    public async Task WhereNobodyCanTellRepetitionsThereIsOneMoreTryAndTheLogSaysSo()
    {
        using var other = new DigestRig(knowsRepetitions: false);
        await other.SubscribeAsync();
        other.Publisher.Next(new PublishOutcome.Unknown());
        other.Time.Advance(ToTheHour);
        await other.RunAsync();

        Assert.Equal(2, other.Publisher.Tries.Count);
        var sent = await other.LastAsync();
        Assert.Equal((OccurrenceState.Sent, "It was not known whether a part had arrived, so it was sent again and may be there twice."), (sent.State, sent.Reason));
    }

    [Fact]
    public async Task WhereNobodyCanTellRepetitionsThereIsNoThirdTry()
    {
        using var other = new DigestRig(knowsRepetitions: false);
        await other.SubscribeAsync();
        other.Publisher.Next(new PublishOutcome.Unknown(), new PublishOutcome.Unknown());
        other.Time.Advance(ToTheHour);
        await other.RunAsync();

        Assert.Equal(2, other.Publisher.Tries.Count);
        var failed = await other.LastAsync();
        Assert.Equal((OccurrenceState.Failed, "It is not known whether the last post arrived; look at the channel."), (failed.State, failed.Reason));
    }

    [Fact]
    public async Task APublisherThatThrowsIsABugAndNobodyKnowsWhatArrived()
    {
        await rig.SubscribeAsync();
        rig.Publisher.During(_ => throw new InvalidOperationException("a bug"));
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();

        Assert.True(rig.Publisher.Tries[1].MayBeThere);
        Assert.Equal(OccurrenceState.Sent, (await rig.LastAsync()).State);
    }

    [Fact]
    public async Task ADatabaseThatIsGoneForAMinuteCostsNothingButTime()
    {
        await rig.SubscribeAsync();
        rig.Time.Advance(ToTheHour);
        rig.State.IsUnavailable = true;
        var run = rig.Runner.RunAsync("tea123", CancellationToken.None);
        await LetAMinutePassAsync();
        Assert.False(run.IsCompleted);
        rig.State.IsUnavailable = false;
        await rig.WhileAsync(run, TimeSpan.FromSeconds(1));
        Assert.Single(rig.Publisher.Shown);
        Assert.Equal(OccurrenceState.Sent, (await rig.LastAsync()).State);
    }

    [Fact]
    public async Task WhatWasSentIsWrittenDownEvenIfTheDatabaseGoesAwayMeanwhile()
    {
        await rig.SubscribeAsync();
        rig.Time.Advance(ToTheHour);
        rig.Publisher.During(_ =>
        {
            rig.State.IsUnavailable = true;
            return null;
        });
        var run = rig.Runner.RunAsync("tea123", CancellationToken.None);
        await LetAMinutePassAsync();
        rig.State.IsUnavailable = false;
        await rig.WhileAsync(run, TimeSpan.FromSeconds(1));
        Assert.Single(rig.Publisher.Tries);
        Assert.Equal(OccurrenceState.Sent, (await rig.LastAsync()).State);
    }

    [Fact]
    public async Task AClockThatIsSetBackSendsNothingAgain()
    {
        await rig.SubscribeAsync();
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        rig.Time.Advance(TimeSpan.FromHours(-3));
        await rig.RunAsync();
        rig.Time.Advance(TimeSpan.FromHours(3));
        await rig.RunAsync();

        Assert.Single(rig.Publisher.Shown);
    }

    [Fact]
    public async Task OnlyTheFirstPartMayNotifyTheRole()
    {
        await rig.SubscribeAsync(role: "4242");
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();

        Assert.Equal("4242", Assert.Single(rig.Publisher.Tries).Role);
    }

    [Fact]
    public async Task AZoneThatIsNoLongerKnownPausesItsSubscriptionAndTellsWhoMadeIt()
    {
        await rig.SubscribeAsync(zone: "Europe/Atlantis");
        await rig.SubscribeAsync("other1");
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        await rig.RunAsync("other1");

        var paused = await rig.StateOfAsync();
        Assert.Equal(SubscriptionState.Paused, paused.State);
        Assert.Contains("Europe/Atlantis", paused.Reason, StringComparison.Ordinal);
        Assert.Contains("Europe/Atlantis", Assert.Single(rig.Publisher.Told).Text, StringComparison.Ordinal);
        Assert.Single(rig.Publisher.Shown);
    }

    [Fact]
    public async Task WhatIsSentNowIsTodaysDigestAndDoesNotComeAgainAtItsHour()
    {
        var subscription = await rig.SubscribeAsync();
        var send = rig.Runner.SendNowAsync(subscription, CancellationToken.None);
        await rig.WhileAsync(send, TimeSpan.FromMilliseconds(100));
        Assert.Equal(OccurrenceState.Sent, (await send)!.State);

        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        Assert.Single(rig.Publisher.Shown);
    }

    [Fact]
    public async Task WhoeverAsksForADigestNowIsNotKeptWaitingByAPlatformThatIsAway()
    {
        var subscription = await rig.SubscribeAsync();
        rig.Publisher.Next([.. Enumerable.Repeat(new PublishOutcome.NotSent(), 50)]);
        var send = rig.Runner.SendNowAsync(subscription, CancellationToken.None);
        await rig.WhileAsync(send, TimeSpan.FromSeconds(1));
        Assert.Equal(OccurrenceState.Running, (await send)!.State);
    }

    private async Task LetAMinutePassAsync()
    {
        for (var i = 0; i < 60; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
