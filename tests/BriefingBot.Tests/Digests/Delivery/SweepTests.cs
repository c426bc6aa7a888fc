using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>What goes on by itself: what a process left behind, pauses, channels that refused.</summary>
public sealed class SweepTests : IDisposable
{
    private static readonly TimeSpan ToTheHour = TimeSpan.FromMinutes(30);

    private readonly DigestRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task WhatAProcessLeftBehindIsSentByTheNextOneAsTheSamePost()
    {
        await rig.SubscribeAsync();
        rig.Time.Advance(ToTheHour);
        await EndWhileItIsSentAsync();
        await rig.SweepAsync();
        Assert.Equal(OccurrenceState.Running, (await rig.LastAsync()).State);

        rig.Time.Advance(rig.Rules.Lease);
        await rig.SweepAsync();
        Assert.Equal([false, true], rig.Publisher.Tries.Select(post => post.MayBeThere));
        Assert.Equal(OccurrenceState.Sent, (await rig.LastAsync()).State);
    }

    [Fact]
    public async Task AChannelThatRefusesIsPausedWithTheReasonAndItsMakerIsToldOnce()
    {
        await BeRefusedAsync(new("No right to write."));

        var refused = await rig.StateOfAsync();
        Assert.Equal((SubscriptionState.Refused, "No right to write."), (refused.State, refused.Reason));
        Assert.Equal((OccurrenceState.Failed, "No right to write."), (await rig.LastAsync()) is var last ? (last.State, last.Reason) : default);

        for (var hour = 0; hour < 48; hour++)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(60));
            await rig.SweepAsync();
            await rig.RunAsync();
        }

        var (person, text) = Assert.Single(rig.Publisher.Told);
        Assert.Equal("p1", person);
        Assert.Contains("No right to write.", text, StringComparison.Ordinal);
        Assert.Single(rig.Publisher.Tries);
        Assert.InRange(rig.Publisher.Looks, 46, 48);
        Assert.Equal(SubscriptionState.Refused, (await rig.StateOfAsync()).State);
    }

    [Fact]
    public async Task WhereItsMakerCannotBeToldAnotherChannelOfTheSameServerIs()
    {
        await rig.SubscribeAsync();
        await rig.SubscribeAsync("other1", channel: DigestRig.Channel with { Channel = "c2" });
        await rig.SubscribeAsync("abroad", channel: new("test", "test:2", "c3"));
        rig.Publisher.CanTell = false;
        rig.Publisher.Next(new PublishOutcome.Refused("No right to write."));
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();

        Assert.Equal(["c1", "c2"], rig.Publisher.Tries.Select(post => post.Channel));
        Assert.Contains("No right to write.", Assert.Single(rig.Publisher.Shown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereAChannelRefusesSeveralDigestsOneNoticeIsEnough()
    {
        await rig.SubscribeAsync();
        await rig.SubscribeAsync("second");
        rig.Publisher.Next(new PublishOutcome.Refused("No right to write."), new PublishOutcome.Refused("No right to write."));
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        await rig.RunAsync("second");

        Assert.Equal(SubscriptionState.Refused, (await rig.StateOfAsync("second")).State);
        Assert.Single(rig.Publisher.Told);
    }

    [Fact]
    public async Task AChannelThatTakesPostsAgainGetsWhatItMissed()
    {
        await BeRefusedAsync(new("No right to write."));

        rig.Publisher.Channel = new PublishOutcome.Sent(string.Empty);
        rig.Time.Advance(TimeSpan.FromMinutes(61));
        await rig.SweepAsync();

        Assert.Equal(SubscriptionState.Active, (await rig.StateOfAsync()).State);
        Assert.Contains("Late: planned 08:00", Assert.Single(rig.Publisher.Shown), StringComparison.Ordinal);
        Assert.Equal(OccurrenceState.SentLate, (await rig.LastAsync()).State);
    }

    [Fact]
    public async Task AChannelThatComesBackLaterWaitsForItsNextHour()
    {
        await BeRefusedAsync(new("No right to write."));
        rig.Time.Advance(TimeSpan.FromHours(5));
        rig.Publisher.Channel = new PublishOutcome.Sent(string.Empty);
        await rig.SweepAsync();

        Assert.Equal(SubscriptionState.Active, (await rig.StateOfAsync()).State);
        Assert.Empty(rig.Publisher.Shown);
    }

    [Theory]
    [InlineData(true, 29, true)]
    [InlineData(true, 31, false)]
    [InlineData(false, 365, true)]
    public async Task ASubscriptionOutlivesItsChannelByThirtyDays(bool isGone, int days, bool isKept)
    {
        await BeRefusedAsync(new("The channel is gone.", isGone));
        rig.Time.Advance(TimeSpan.FromDays(days));
        await rig.SweepAsync();

        Assert.Equal(isKept, await rig.State.FindAsync("tea123", CancellationToken.None) is not null);
    }

    [Fact]
    public async Task APauseEndsByItself()
    {
        var subscription = await rig.SubscribeAsync();
        await rig.State.ReplaceAsync(
            subscription, subscription with { State = SubscriptionState.Paused, Until = rig.Time.GetUtcNow() + TimeSpan.FromDays(2) }, CancellationToken.None);
        rig.Time.Advance(TimeSpan.FromDays(1));
        await rig.SweepAsync();
        await rig.RunAsync();
        Assert.Equal(SubscriptionState.Paused, (await rig.StateOfAsync()).State);

        rig.Time.Advance(TimeSpan.FromDays(1));
        await rig.SweepAsync();
        await rig.RunAsync();
        Assert.Equal(SubscriptionState.Active, (await rig.StateOfAsync()).State);
        Assert.Empty(rig.Publisher.Tries);
    }

    [Fact]
    public async Task APauseEndsAtItsMomentSoThatADigestDueSinceIsDelivered()
    {
        var subscription = await rig.SubscribeAsync();
        var until = rig.Time.GetUtcNow() + TimeSpan.FromMinutes(29);
        await rig.State.ReplaceAsync(subscription, subscription with { State = SubscriptionState.Paused, Until = until }, CancellationToken.None);
        rig.Time.Advance(ToTheHour + TimeSpan.FromMinutes(1));
        await rig.SweepAsync();
        await rig.RunAsync();

        Assert.Equal(until, (await rig.StateOfAsync()).Since);
        Assert.Single(rig.Publisher.Shown);
    }

    [Fact]
    public async Task OfSeveralThatAChannelRefusesInOneMomentTheFirstIsTold()
    {
        var now = rig.Time.GetUtcNow();
        var one = (await rig.SubscribeAsync()) with { State = SubscriptionState.Refused, Since = now, Reason = "Gone." };
        var other = (await rig.SubscribeAsync("second")) with { State = SubscriptionState.Refused, Since = now, Reason = "Gone." };
        await rig.State.ReplaceAsync(await rig.StateOfAsync(), one, CancellationToken.None);
        await rig.State.ReplaceAsync(await rig.StateOfAsync("second"), other, CancellationToken.None);
        await rig.Notices.TellAsync(other, "Gone.", CancellationToken.None);
        await rig.Notices.TellAsync(one, "Gone.", CancellationToken.None);

        Assert.Single(rig.Publisher.Told);
    }

    [Fact]
    public async Task ADraftThatWasSavedMeanwhileIsNotTakenAway()
    {
        var draft = (await rig.SubscribeAsync()) with { State = SubscriptionState.Draft };
        Assert.False(await rig.State.RemoveAsync(draft, CancellationToken.None));
        Assert.Single(rig.State.All);
    }

    [Fact]
    public async Task WhatIsLeftOfASubscriptionThatIsGoneIsForgotten()
    {
        var now = rig.Time.GetUtcNow();
        await rig.SweepAsync();
        await rig.SubscribeAsync("gone11");
        await rig.State.ClaimAsync(new("gone11", new DateOnly(2026, 11, 21)), now, "me", now, now, again: false, CancellationToken.None);
        rig.State.Lose("gone11");
        await rig.SweepAsync();

        Assert.Empty(await rig.State.LogAsync("gone11", 9, CancellationToken.None));
    }

    [Fact]
    public async Task TheLedgerForgetsWhatIsOlderThanFourHundredDaysOnceADay()
    {
        await rig.SubscribeAsync();
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
        await rig.SweepAsync();
        rig.Time.Advance(TimeSpan.FromDays(400));
        await rig.RunAsync();
        await rig.SweepAsync();
        await rig.SweepAsync();
        Assert.Equal(2, rig.State.Prunings);
        Assert.Equal(new DateOnly(2026, 11, 21), (await rig.State.LogAsync("tea123", 500, CancellationToken.None))[^1].Key.Date);

        rig.Time.Advance(TimeSpan.FromDays(1));
        await rig.SweepAsync();
        Assert.True((await rig.State.LogAsync("tea123", 500, CancellationToken.None))[^1].Key.Date > new DateOnly(2026, 11, 21));
    }

    [Fact]
    public async Task ADraftThatNobodyConfirmsGoesAway()
    {
        var subscription = await rig.SubscribeAsync();
        await rig.State.ReplaceAsync(subscription, subscription with { State = SubscriptionState.Draft }, CancellationToken.None);
        rig.Time.Advance(TimeSpan.FromHours(23));
        await rig.SweepAsync();
        Assert.Single(rig.State.All);

        rig.Time.Advance(TimeSpan.FromHours(2));
        await rig.SweepAsync();
        Assert.Empty(rig.State.All);
    }

    [Fact]
    public async Task WhatWasPausedWhileItWasSentIsNotGoneOnWith()
    {
        var subscription = await rig.SubscribeAsync();
        rig.Time.Advance(ToTheHour);
        await EndWhileItIsSentAsync();
        await rig.State.ReplaceAsync(subscription, subscription with { State = SubscriptionState.Paused }, CancellationToken.None);
        rig.Time.Advance(rig.Rules.Lease);
        await rig.SweepAsync();

        Assert.Equal((OccurrenceState.Failed, "It was stopped while it was sent: 1 of 1 part may be there."), (await rig.LastAsync()) is var last ? (last.State, last.Reason) : default);
        Assert.Single(rig.Publisher.Tries);
    }

    private async Task BeRefusedAsync(PublishOutcome.Refused refusal)
    {
        await rig.SubscribeAsync();
        rig.Publisher.Channel = refusal;
        rig.Publisher.Next(refusal);
        rig.Time.Advance(ToTheHour);
        await rig.RunAsync();
    }

    private async Task EndWhileItIsSentAsync()
    {
        using var ends = new CancellationTokenSource();
        rig.Publisher.During(_ =>
        {
            ends.Cancel();
            throw new OperationCanceledException(ends.Token);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Runner.RunAsync("tea123", ends.Token));
    }
}
