using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

[Collection(ChromiumTest.Name)]
public sealed class ChannelTests(Chromium chromium)
{
    private static readonly PageGetByRoleOptions Ties = new() { Name = "Economic ties", Exact = true };

    [ChromiumFact]
    public async Task ACardThatIsPostedIsSeenOnceHereAndOnceInAnotherPage()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        var other = await visit.OpenSecondPageAsync();
        var card = await visit.ReadAsync("/brief china-nk economics", "Economic ties");

        await card.GetByRole(AriaRole.Button, new() { Name = "Post to channel" }).ClickAsync();

        await Expect(card.Locator(".label")).ToContainTextAsync("Posted to the channel");
        await Expect(card.Locator(".receipt")).ToContainTextAsync("Posted to the channel");
        await Expect(card.Locator(".receipt")).ToBeInViewportAsync();
        await Expect(card).Not.ToContainTextAsync("Only you can see this");
        await Expect(visit.Announcement).ToContainTextAsync("Economic ties. Posted to the channel");
        await Expect(other.GetByRole(AriaRole.Article, Ties)).ToContainTextAsync("Posted to the channel");

        // The second post arrives after all copies of the first.
        await visit.AskAsync("/brief china-nk history share");
        await Expect(other.GetByRole(AriaRole.Article, new() { Name = "History", Exact = true })).ToHaveCountAsync(1);
        await Expect(visit.Card("History")).ToContainTextAsync("Posted to the channel");
        await Expect(other.GetByRole(AriaRole.Article, Ties)).ToHaveCountAsync(1);
        await Expect(visit.Page.GetByRole(AriaRole.Article, Ties)).ToHaveCountAsync(1);
    }

    [ChromiumFact]
    public async Task APostThatArrivesBeforeItsOwnAnswerIsNotShownTwice()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.Page.RouteAsync("**/api/chat", async route =>
        {
            var answer = await route.FetchAsync();
            await visit.Page.EvaluateAsync("""
                () => new Promise(heard => {
                  const channel = new EventSource('api/channel');
                  channel.onmessage = () => { channel.close(); heard(); };
                })
                """);
            await route.FulfillAsync(new() { Response = answer });
        });

        await visit.AskAsync("/brief china-nk economics share");

        await Expect(visit.Announcement).ToContainTextAsync("Economic ties. Posted to the channel");
        await Expect(visit.Page.GetByRole(AriaRole.Article, Ties)).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("#jump")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task APageThatIsOpenedLaterShowsWhatWasPostedWithoutAnnouncingIt()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.ReadAsync("/brief china-nk economics share", "Economic ties");

        var later = await visit.OpenSecondPageAsync();

        await Expect(later.GetByRole(AriaRole.Article, Ties)).ToContainTextAsync("Posted to the channel");
        await Expect(later.Locator("#announcer")).ToBeEmptyAsync();
        Assert.Equal(0, await later.EvaluateAsync<int>("scrollY"));
    }

    [ChromiumFact]
    public async Task AReconnectedPageRepeatsNoPostAndMissesNone()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.ReadAsync("/brief china-nk economics share", "Economic ties");
        var connection = visit.Page.Locator("#connection");

        await visit.Bot.StopAsync();
        await Expect(connection).ToHaveTextAsync("The channel is out of reach. Trying again …");
        await visit.Bot.StartAgainAsync();
        await Expect(connection).ToBeEmptyAsync();
        await visit.ReadAsync("/brief china-nk history share", "History");
        var other = await visit.OpenSecondPageAsync();
        await other.GetByRole(AriaRole.Combobox, new() { Name = "Your command" }).FillAsync("/brief china-nk outlook share");
        await other.Keyboard.PressAsync("Enter");

        await Expect(visit.Card("Outlook")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".posted")).ToHaveCountAsync(3);
    }

    [ChromiumFact]
    public async Task APostLeavesAReaderWhoScrolledUpInPeaceAndOffersTheWay()
    {
        await using var visit = await Visit.OpenAsync(chromium, 640, 480);
        var other = await visit.OpenSecondPageAsync();
        await visit.ReadAsync("/brief china-nk history", "History");
        await visit.ReadAsync("/brief china-nk strategy", "China's strategy");
        await visit.Page.EvaluateAsync("scrollTo(0, 0)");

        await other.GetByRole(AriaRole.Combobox, new() { Name = "Your command" }).FillAsync("/brief china-nk economics share");
        await other.Keyboard.PressAsync("Enter");

        var way = visit.Page.GetByRole(AriaRole.Button, new() { Name = "New post in the channel" });
        await Expect(way).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("scrollY"));
        await way.ClickAsync();
        await Expect(visit.Card("Economic ties").GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeInViewportAsync();
        await Expect(way).ToBeHiddenAsync();
    }
}
