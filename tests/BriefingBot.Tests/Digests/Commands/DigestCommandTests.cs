using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Digests.Commands;

/// <summary>What people who manage a channel do with its digests.</summary>
public sealed class DigestCommandTests : IDisposable
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 30, 7, 0, 0, TimeSpan.Zero);

    private readonly DigestChat chat = new();

    public void Dispose() => chat.Dispose();

    [Fact]
    public async Task TheListSaysWhatIsNextAndWhatWasLastAndWhoMadeIt()
    {
        var id = await chat.SubscribeAsync();
        Assert.Contains("It has not run yet. Set up by Ada on 29 November 2026.", await chat.SayAsync("/digest list"), StringComparison.Ordinal);
        await chat.RunAsync(id, Eight, OccurrenceState.Sent, parts: 2);
        chat.Time.Advance(TimeSpan.FromHours(24));
        var list = await chat.SayAsync("/digest list");

        Assert.Contains($"- {id} – “Tea and its trade”, every day at 08:00, Europe/Berlin time: what changed, then the next section in turn.", list, StringComparison.Ordinal);
        Assert.Contains("Next: Tue 1 Dec 2026, 08:00 Europe/Berlin.", list, StringComparison.Ordinal);
        Assert.Contains("Last: Mon 30 Nov, planned 08:00: sent 08:00, 2 parts.", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheListSaysWhyOneDoesNotRun()
    {
        var id = await chat.SubscribeAsync();
        await chat.AskAsync($"/digest pause {id} 2026-12-24");
        var paused = await chat.SayAsync("/digest list");
        Assert.Contains("Paused. Ada paused it. It goes on by itself on Thu 24 Dec 2026, 00:00 Europe/Berlin.", paused, StringComparison.Ordinal);

        var subscription = chat.State.All[0];
        await chat.State.ReplaceAsync(subscription, subscription with { State = SubscriptionState.Refused, Reason = "The channel is gone.", Until = null }, default);
        Assert.Contains("The channel refuses it since Sun 29 Nov: The channel is gone. It is tried every hour and goes on by itself.", await chat.SayAsync("/digest list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralAreListedWithAMenuToEach()
    {
        var (tea, coffee) = (await chat.SubscribeAsync(), await chat.SubscribeAsync("coffee 09:00 UTC"));
        var menu = Assert.IsType<Menu>(Assert.Single((await chat.AskAsync("/digest list")).Controls));

        Assert.Equal([$"/digest log {tea}", $"/digest log {coffee}"], menu.Items.Select(item => item.Command));
    }

    [Theory]
    [InlineData(OccurrenceState.Sent, null, 0, 2, "Mon 30 Nov, planned 08:00: sent 08:00, 2 parts")]
    [InlineData(OccurrenceState.SentLate, "Planned 08:00.", 72, 1, "Mon 30 Nov, planned 08:00: sent late at 09:12, 1 part. Planned 08:00.")]
    [InlineData(OccurrenceState.Skipped, "Nothing changed.", 0, 0, "Mon 30 Nov, planned 08:00: skipped: Nothing changed.")]
    [InlineData(OccurrenceState.Failed, "The channel is gone. Choose another one.", 0, 1, "Mon 30 Nov, planned 08:00: failed: The channel is gone. Choose another one.")]
    [InlineData(OccurrenceState.Superseded, "The digest after it covers it.", 0, 0, "Mon 30 Nov, planned 08:00: superseded: The digest after it covers it.")]
    [InlineData(OccurrenceState.Running, null, 0, 3, "Mon 30 Nov, planned 08:00: being sent, 0 of 3 parts there")]
    [InlineData(OccurrenceState.Running, null, 0, 0, "Mon 30 Nov, planned 08:00: being prepared")]
    public async Task TheLogExplainsARunInOneLine(OccurrenceState state, string? reason, int minutesLate, int parts, string line)
    {
        var id = await chat.SubscribeAsync();
        await chat.RunAsync(id, Eight, state, reason, Eight.AddMinutes(minutesLate), parts);

        Assert.Contains($"\n- {line}\n", await chat.SayAsync("/digest log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLogHasTheNewestFourteenRunsFirst()
    {
        var id = await chat.SubscribeAsync();
        for (var day = 0; day < 20; day++)
        {
            await chat.RunAsync(id, Eight.AddDays(day), OccurrenceState.Sent);
        }

        var runs = (await chat.SayAsync("/digest log")).Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).ToList();
        Assert.Equal(14, runs.Count);
        Assert.StartsWith("- Sat 19 Dec", runs[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(" tomorrow", "2026-11-29T23:00Z")]
    [InlineData(" 3d", "2026-12-01T23:00Z")]
    [InlineData(" 1w", "2026-12-05T23:00Z")]
    [InlineData(" sunday", "2026-12-05T23:00Z")]
    [InlineData(" fri", "2026-12-03T23:00Z")]
    [InlineData(" 2027-07-01", "2027-06-30T22:00Z")]
    public async Task APauseEndsAtTheBeginningOfADay(string until, string? expected)
    {
        var id = await chat.SubscribeAsync();
        await chat.AskAsync($"/digest pause {id}{until}");
        var paused = Assert.Single(chat.State.All);

        Assert.Equal(SubscriptionState.Paused, paused.State);
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), paused.Until);
        Assert.Equal("Ada paused it.", paused.Reason);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-11-29")]
    [InlineData("2020-01-01")]
    [InlineData("0d")]
    [InlineData("9999d")]
    [InlineData("99999999999999w")]
    [InlineData("2028-11-30")]
    [InlineData("@everyone")]
    [InlineData("t")]
    public async Task AnEndThatIsNoDayToComeIsRefused(string until)
    {
        var id = await chat.SubscribeAsync();

        Assert.Contains("is no day to come within a year.", await chat.SayAsync($"/digest pause {id} {until}"), StringComparison.Ordinal);
        Assert.Equal(SubscriptionState.Active, Assert.Single(chat.State.All).State);
    }

    [Fact]
    public async Task PausingAndResumingTwiceIsTheSameAsOnce()
    {
        await chat.SubscribeAsync();
        Assert.StartsWith("It is paused.", await chat.SayAsync("/digest pause"), StringComparison.Ordinal);
        Assert.StartsWith("It was paused already.", await chat.SayAsync("/digest pause"), StringComparison.Ordinal);
        chat.Time.Advance(TimeSpan.FromDays(2));
        Assert.StartsWith("It goes on", await chat.SayAsync("/digest resume"), StringComparison.Ordinal);
        Assert.StartsWith("This digest is not paused", await chat.SayAsync("/digest resume"), StringComparison.Ordinal);
        var resumed = Assert.Single(chat.State.All);
        Assert.Equal((SubscriptionState.Active, chat.Time.GetUtcNow(), null, null), (resumed.State, resumed.Since, resumed.Reason, resumed.Until));
    }

    [Fact]
    public async Task RemovingAsksFirst()
    {
        var id = await chat.SubscribeAsync();
        var asked = await chat.AskAsync("/digest remove");
        Assert.Single(chat.State.All);

        Assert.StartsWith("Removed.", await chat.SayAsync(asked.Controls.OfType<Button>().First().Command), StringComparison.Ordinal);
        Assert.Empty(chat.State.All);
        Assert.Contains($"There is no digest “{id}” in this channel.", await chat.SayAsync($"/digest remove {id} confirm"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADraftIsDiscardedAtOnceAndNothingElseIsDoneWithIt()
    {
        var draft = (await chat.AskAsync("/digest subscribe tea 08:00 UTC")).Controls.OfType<Button>().First().Command.Split(' ')[^1];
        foreach (var command in new[] { "pause", "resume", "send", "log" })
        {
            Assert.StartsWith("This digest is not saved yet.", await chat.SayAsync($"/digest {command} {draft}"), StringComparison.Ordinal);
        }

        Assert.StartsWith("A preview", (await chat.SayAsync($"/digest preview {draft}")).Split('\n')[1], StringComparison.Ordinal);
        Assert.StartsWith("Discarded", await chat.SayAsync($"/digest remove {draft}"), StringComparison.Ordinal);
        Assert.Empty(chat.State.All);
    }

    [Fact]
    public async Task WithoutAnIdTheOnlyOneIsMeantAndOfSeveralNone()
    {
        Assert.StartsWith("This channel has no digests.", await chat.SayAsync("/digest pause"), StringComparison.Ordinal);
        var first = await chat.SubscribeAsync();
        await chat.SubscribeAsync("coffee 09:00 UTC");
        var reply = await chat.SayAsync("/digest pause");

        Assert.StartsWith("This channel has 2 digests. Say which one:", reply, StringComparison.Ordinal);
        Assert.Contains($"/digest pause {first} – tea, every day at 08:00, Europe/Berlin time", reply, StringComparison.Ordinal);
        Assert.All(chat.State.All, subscription => Assert.Equal(SubscriptionState.Active, subscription.State));
    }

    [Fact]
    public async Task WhatAnotherChannelHasIsLikeWhatDoesNotExist()
    {
        var elsewhere = await chat.SubscribeAsync(reader: DigestChat.In("market"));
        var other = DigestChat.Manager with { Community = "test:2", Channel = new("test", "test:2", "market") };
        foreach (var command in new[] { "pause", "resume", "send", "log", "preview", "remove", "confirm" })
        {
            foreach (var reader in new[] { DigestChat.Manager, other })
            {
                var real = await chat.SayAsync($"/digest {command} {elsewhere}", reader);
                var unreal = await chat.SayAsync($"/digest {command} zzzzzz", reader);
                Assert.Equal(unreal, real.Replace(elsewhere, "zzzzzz", StringComparison.Ordinal));
            }
        }

        Assert.Empty(await chat.CompleteAsync("/digest pause "));
        Assert.Equal(SubscriptionState.Active, Assert.Single(chat.State.All).State);
    }

    [Fact]
    public async Task SendingSaysWhatHappened()
    {
        var id = await chat.SubscribeAsync();
        chat.Send = key => new(key, chat.Time.GetUtcNow(), OccurrenceState.Sent, null, chat.Time.GetUtcNow(), [new(1, string.Empty, PartState.Sent, 1, "1")]);
        Assert.StartsWith($"Today's digest: sent 13:00, 1 part. All runs are listed by /digest log {id}", await chat.SayAsync("/digest send"), StringComparison.Ordinal);

        chat.Send = key => new(key, chat.Time.GetUtcNow(), OccurrenceState.Failed, "The channel is gone.", chat.Time.GetUtcNow(), []);
        var failed = await chat.AskAsync("/digest send");
        Assert.Equal((Outcome.Failed, true), (failed.Outcome, PlainText.Render(failed.Blocks).StartsWith("Today's digest: failed: The channel is gone.", StringComparison.Ordinal)));

        chat.Send = _ => null;
        Assert.Contains("Try again in a minute", await chat.SayAsync("/digest send"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasSentTodayIsNotSentAgain()
    {
        var id = await chat.SubscribeAsync();
        chat.Send = _ => throw new InvalidOperationException("It was sent again.");
        await chat.RunAsync(id, chat.Time.GetUtcNow().AddHours(-5), OccurrenceState.Sent);

        Assert.StartsWith("Today's digest was sent 08:00, 1 part, and each is sent once.", await chat.SayAsync("/digest send"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TodayIsTheDayOfThePlace()
    {
        // Noon in London on the 29th is the 30th in Kiritimati.
        var id = await chat.SubscribeAsync("tea 08:00 Pacific/Kiritimati");
        chat.Send = _ => throw new InvalidOperationException("It was sent again.");
        await chat.RunAsync(id, chat.Time.GetUtcNow(), OccurrenceState.Sent, date: new(2026, 11, 30));

        Assert.StartsWith("Today's digest was sent", await chat.SayAsync("/digest send"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APreviewWritesNothingDown()
    {
        var id = await chat.SubscribeAsync();
        var before = chat.State.All[0];
        var preview = await chat.AskAsync("/digest preview");

        Assert.Equal(Audience.Private, preview.Audience);
        Assert.StartsWith("A preview of Mon 30 Nov; nothing is posted.", preview.Blocks.OfType<StatusLine>().First().Text, StringComparison.Ordinal);
        Assert.Same(before, chat.State.All[0]);
        Assert.Empty(await chat.State.LogAsync(id, 1, default));
        Assert.Equal(SeenContent.Nothing, await chat.State.SeenAsync(id, default));
    }

    [Fact]
    public async Task WhereTheStoreIsGoneEveryCommandSaysSo()
    {
        await chat.SubscribeAsync();
        chat.State.IsUnavailable = true;
        foreach (var command in new[] { "subscribe tea 09:00", "list", "preview", "send", "pause", "resume", "remove", "log", "confirm x" })
        {
            var reply = await chat.AskAsync($"/digest {command}");
            Assert.Equal(Outcome.Failed, reply.Outcome);
            Assert.StartsWith("The bot cannot reach its database just now", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        }

        Assert.Empty(await chat.CompleteAsync("/digest pause "));
    }

    [Fact]
    public async Task AZoneThatIsNoLongerKnownBreaksNoAnswer()
    {
        var id = await chat.SubscribeAsync();
        var subscription = chat.State.All[0];
        await chat.State.ReplaceAsync(subscription, subscription with { Schedule = subscription.Schedule with { Zone = "Europe/Atlantis" } }, default);
        await chat.RunAsync(id, Eight, OccurrenceState.Sent);

        Assert.Contains("planned 07:00: sent 07:00", await chat.SayAsync("/digest log"), StringComparison.Ordinal);
        Assert.Contains("no longer knows the time zone Europe/Atlantis", await chat.SayAsync("/digest send"), StringComparison.Ordinal);
        foreach (var command in new[] { "list", "preview", "pause", "remove" })
        {
            Assert.Equal(Outcome.Done, (await chat.AskAsync($"/digest {command}")).Outcome);
        }

        Assert.Contains("no longer knows the time zone Europe/Atlantis", await chat.SayAsync("/digest resume"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverIsSlowerIsToldThatItWasChanged()
    {
        await chat.SubscribeAsync();
        var stale = chat.State.All[0];
        await chat.AskAsync("/digest pause");

        Assert.False(await chat.State.ReplaceAsync(stale, stale with { State = SubscriptionState.Refused }, default));
    }

    [Theory]
    [InlineData("/digest ", new[] { "/digest subscribe", "/digest list", "/digest preview", "/digest send", "/digest pause", "/digest resume", "/digest remove", "/digest log" })]
    [InlineData("/digest subscribe ", new[] { "coffee", "tea" })]
    [InlineData("/digest subscribe tea,", new[] { "tea,coffee" })]
    [InlineData("/digest subscribe tea 0", new[] { "08:00", "09:00" })]
    [InlineData("/digest subscribe tea 08:00 Europe/Berl", new[] { "Europe/Berlin" })]
    [InlineData("/digest subscribe tea 08:00 UTC week", new[] { "weekdays", "weekend" })]
    [InlineData("/digest subscribe tea 08:00 UTC daily ", new[] { "rotate", "changes", "all" })]
    [InlineData("/digest subscribe tea 08:00 content:c", new[] { "content:changes" })]
    [InlineData("/digest subscribe tea 08:00 UTC daily all ", new string[0])]
    [InlineData("/digest confirm ", new string[0])]
    public async Task WhatMayFollowIsOffered(string text, string[] values) => Assert.Equal(values, await chat.CompleteAsync(text));

    [Fact]
    public async Task TheChannelsDigestsAreOfferedByTheirIds()
    {
        var (tea, coffee) = (await chat.SubscribeAsync(), await chat.SubscribeAsync("coffee 09:00 UTC"));
        await chat.AskAsync("/digest subscribe tea 10:00");

        Assert.Equal([tea, coffee], await chat.CompleteAsync("/digest log "));
        Assert.Equal([tea], (await chat.CompleteAsync($"/digest log {tea[..3]}")).Intersect([tea]));
        Assert.Empty(await chat.CompleteAsync("/digest log ", DigestChat.Manager with { IsManager = false }));
    }

    [Fact]
    public async Task HelpShowsDigestsToManagersAndTheHiddenCommandToNobody()
    {
        var help = await chat.SayAsync("/help");
        Assert.Contains("- /digest subscribe TOPICS TIME [ZONE] [DAYS] [CONTENT] [ROLE] – ", help, StringComparison.Ordinal);
        Assert.DoesNotContain("/digest confirm", help + await chat.SayAsync("/digest") + await chat.SayAsync("/digest confrm x"), StringComparison.Ordinal);
        Assert.DoesNotContain("/digest", await chat.SayAsync("/help", DigestChat.Manager with { IsManager = false }), StringComparison.Ordinal);
    }
}
