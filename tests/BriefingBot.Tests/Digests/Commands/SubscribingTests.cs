using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Digests.Commands;

/// <summary>How a channel comes by a digest, and what is refused before.</summary>
public sealed class SubscribingTests : IDisposable
{
    private readonly DigestChat chat = new();

    public void Dispose() => chat.Dispose();

    [Fact]
    public async Task BeforeItIsSavedTheNextThreeRunsAreShown()
    {
        var reply = await chat.AskAsync("/digest subscribe tea 08:00 Europe/Berlin");

        Assert.Equal(
            ["Mon 30 Nov 2026, 08:00 Europe/Berlin", "Tue 1 Dec 2026, 08:00 Europe/Berlin", "Wed 2 Dec 2026, 08:00 Europe/Berlin"],
            reply.Blocks.OfType<ItemList>().Single().Items.Select(item => Assert.IsType<Moment>(item.Sentences[0].Inlines[0]).InWords));
        Assert.Equal(["Save", "Preview", "Discard"], reply.Controls.Select(control => control.Label));
        Assert.Equal(Audience.Private, reply.Audience);
        Assert.Equal(SubscriptionState.Draft, Assert.Single(chat.State.All).State);
        Assert.Contains("This channel has no digests.", await chat.SayAsync("/digest list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsSavedIsWhatWasAskedFor()
    {
        await chat.SubscribeAsync("chai,coffee 7.30 \"new york\" mon,thu changes role:1100000000000000902");
        var saved = Assert.Single(chat.State.All);

        Assert.Equal("tea coffee", string.Join(' ', saved.Topics));
        Assert.Equal(new LocalSchedule(new(7, 30), "America/New_York", Days.Monday | Days.Thursday), saved.Schedule);
        Assert.Equal((DigestContent.Changes, "1100000000000000902", SubscriptionState.Active), (saved.Content, saved.Role, saved.State));
        Assert.Equal((new ChannelAddress("test", "test:1", "harbour"), new Person("7", "Ada")), (saved.Channel, saved.CreatedBy));
        Assert.Equal(chat.Time.GetUtcNow(), saved.Since);
        Assert.Matches("^[a-z0-9]{6}$", saved.Id);
    }

    [Theory]
    [InlineData("tea 08:00 weekdays", "UTC", Days.Weekdays, DigestContent.Rotate)]
    [InlineData("tea 08:00 weekdays changes", "UTC", Days.Weekdays, DigestContent.Changes)]
    [InlineData("tea 08:00 Europe/Berlin changes", "Europe/Berlin", Days.All, DigestContent.Changes)]
    [InlineData("tea 08:00 UTC daily all", "UTC", Days.All, DigestContent.All)]
    [InlineData("tea 08:00 mon fri all", "UTC", Days.Monday | Days.Friday, DigestContent.All)]
    [InlineData("tea 08:00 monday and friday", "UTC", Days.Monday | Days.Friday, DigestContent.Rotate)]
    [InlineData("tea 08:00 new york weekend", "America/New_York", Days.Weekend, DigestContent.Rotate)]
    [InlineData("time:08:00 topics:tea content:all", "UTC", Days.All, DigestContent.All)]
    public async Task WhatIsLeftOutNeedsNoPlace(string typed, string zone, Days days, DigestContent content)
    {
        await chat.SubscribeAsync(typed);
        var saved = Assert.Single(chat.State.All);

        Assert.Equal((zone, days, content), (saved.Schedule.Zone, saved.Schedule.Days, saved.Content));
    }

    [Fact]
    public async Task TheZoneIsTheChannelsElseTheReadersElseUtcAndThatIsSaid()
    {
        Assert.Contains("No time zone was given, so it is UTC.", await chat.SayAsync("/digest subscribe tea 08:00"), StringComparison.Ordinal);
        Assert.Contains("The time zone is yours.", await chat.SayAsync("/digest subscribe tea 09:00", DigestChat.Manager with { Zone = "Asia/Tokyo" }), StringComparison.Ordinal);
        Assert.Contains("so it is UTC.", await chat.SayAsync("/digest subscribe tea 09:00", DigestChat.Manager with { Zone = "../../etc/passwd" }), StringComparison.Ordinal);
        await chat.SubscribeAsync("tea 10:00 Asia/Kathmandu");
        Assert.Contains("The time zone is that of this channel's other digest.", await chat.SayAsync("/digest subscribe coffee 08:00", DigestChat.Manager with { Zone = "Asia/Tokyo" }), StringComparison.Ordinal);
        Assert.Equal("Asia/Kathmandu", chat.State.All[^1].Schedule.Zone);
    }

    [Fact]
    public async Task TheSameDigestAgainIsTheSameSubscription()
    {
        var id = await chat.SubscribeAsync("tea,coffee 08:00 Europe/Berlin");
        var again = await chat.AskAsync("/digest subscribe coffee,tea 8am berlin daily");

        Assert.Equal("This channel already has this digest", Assert.IsType<Title>(again.Blocks[0]).Text);
        Assert.Equal(id, Assert.Single(chat.State.All).Id);
        await chat.AskAsync("/digest subscribe tea,coffee 08:00 Europe/Berlin content:all role:5");
        var changed = Assert.Single(chat.State.All);
        Assert.Equal((id, DigestContent.All, "5", SubscriptionState.Active), (changed.Id, changed.Content, changed.Role, changed.State));
    }

    [Fact]
    public async Task TheSameDraftAgainIsTheSameDraft()
    {
        await chat.AskAsync("/digest subscribe tea 08:00 UTC");
        await chat.AskAsync("/digest subscribe tea 08:00 UTC content:all");

        Assert.Equal(DigestContent.All, Assert.Single(chat.State.All).Content);
    }

    [Fact]
    public async Task SavingTwiceSavesOnce()
    {
        var id = await chat.SubscribeAsync();

        Assert.StartsWith("This digest was saved before", await chat.SayAsync($"/digest confirm {id}"), StringComparison.Ordinal);
        Assert.Single(chat.State.All);
    }

    [Fact]
    public async Task AChannelHasTenDigestsAndNoMore()
    {
        for (var hour = 0; hour < 10; hour++)
        {
            await chat.SubscribeAsync($"tea {hour}:00 UTC");
        }

        Assert.StartsWith("This channel has 10 digests, and that is the most", await chat.SayAsync("/digest subscribe tea 11:00 UTC"), StringComparison.Ordinal);
        Assert.Equal(10, chat.State.All.Length);
    }

    [Fact]
    public async Task ACommunityHasFiftyDigestsAndNoMoreAlsoWhereTheyWereAskedForBefore()
    {
        var asked = await chat.AskAsync("/digest subscribe tea 23:00 UTC");
        for (var i = 0; i < 50; i++)
        {
            await chat.SubscribeAsync($"tea {i % 10}:00 UTC", DigestChat.In($"channel {i / 10}"));
        }

        var refused = await chat.AskAsync(asked.Controls.OfType<Button>().First().Command);
        Assert.StartsWith("There are 50 digests in all channels here together", PlainText.Render(refused.Blocks), StringComparison.Ordinal);
        Assert.Equal(SubscriptionState.Draft, chat.State.All[0].State);
    }

    [Fact]
    public async Task DraftsThatNobodySavesDoNotPileUp()
    {
        for (var minute = 10; minute < 40; minute++)
        {
            await chat.AskAsync($"/digest subscribe tea 08:{minute} UTC");
        }

        Assert.Equal(10, chat.State.All.Length);
        Assert.Equal(39, chat.State.All[^1].Schedule.Time.Minute);
    }

    [Fact]
    public async Task AZoneThatIsNoPlaceIsRefusedWithPlacesInTheWholeCommand()
    {
        var reply = await chat.AskAsync("/digest subscribe tea 08:00 EST weekdays");

        Assert.Equal(Outcome.NotFound, reply.Outcome);
        Assert.Contains("/digest subscribe tea 08:00 America/New_York days:weekdays", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        Assert.Empty(chat.State.All);
    }

    [Theory]
    [InlineData("mars 08:00", "There is no topic “mars”.")]
    [InlineData("tea,cofee 08:00 UTC", "/digest subscribe tea,coffee 08:00 UTC – Coffee")]
    [InlineData(", 08:00", "Name at least one topic")]
    [InlineData("tea 25:00", "“25:00” is not a time of day.")]
    [InlineData("tea soon", "“soon” is not a time of day.")]
    [InlineData("tea 08:00 +01:00", "“+01:00” is not a place")]
    [InlineData("tea 08:00 ../../etc/passwd", "is not a place")]
    [InlineData("tea 08:00 Europe/Berlin someday", "“someday” names no days.")]
    [InlineData("tea 08:00 Europe/Berlin daily everything", "“everything” is no kind of content.")]
    [InlineData("tea 08:00 UTC daily all @everyone", "“@everyone” is not a role")]
    [InlineData("tea 08:00 UTC role:123456789012345678901", "is not a role")]
    [InlineData("tea 08:00 UTC role:1", "does not notify everybody")]
    [InlineData("tea", "/digest subscribe needs to know more")]
    [InlineData("", "/digest subscribe needs to know more")]
    public async Task WhatIsNotRightIsRefusedWithWhatWouldBe(string typed, string expected)
    {
        var reply = await chat.AskAsync($"/digest subscribe {typed}");

        Assert.Contains(expected, PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        Assert.NotEqual(Outcome.Done, reply.Outcome);
        Assert.Equal(Audience.Private, reply.Audience);
        Assert.Empty(chat.State.All);
    }

    [Fact]
    public async Task WhereThereAreNoRolesNoneIsTaken() => Assert.Contains(
        "there are no roles here", await chat.SayAsync("/digest subscribe tea 08:00 role:5", DigestChat.Manager with { HasRoles = false }), StringComparison.Ordinal);

    [Fact]
    public async Task OnlyWhoManagesMaySubscribeAndOnlyInAChannel()
    {
        Assert.Contains("is for people who manage", await chat.SayAsync("/digest subscribe tea 08:00", DigestChat.Manager with { IsManager = false }), StringComparison.Ordinal);
        Assert.Contains("Digests are posted to a channel, and this is none.", await chat.SayAsync("/digest subscribe tea 08:00", DigestChat.Manager with { Channel = null }), StringComparison.Ordinal);
        Assert.Contains("Digests are posted to a channel, and this is none.", await chat.SayAsync("/digest list", DigestChat.Manager with { Channel = null }), StringComparison.Ordinal);
        Assert.Empty(chat.State.All);
    }

    [Fact]
    public async Task HostileTextIsRefusedAndNotObeyed()
    {
        foreach (var typed in new[] { "\u202Etea 08:00", "tea \"08:00\u0000\"", new string('x', 1_500) + " 08:00", "tea 08:00 " + new string('+', 1_500), "tea 08:00 zone:\"", "tea,,,,+++ 08:00 days:,,,", "*** 08:00 <@&1>" })
        {
            var reply = await chat.AskAsync($"/digest subscribe {typed}");
            Assert.NotEqual(Outcome.Failed, reply.Outcome);
        }
    }
}
