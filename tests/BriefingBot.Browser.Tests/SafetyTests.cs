using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

[Collection(ChromiumTest.Name)]
public sealed class SafetyTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task MarkupThatIsTypedIsShownAndDoesNothing()
    {
        const string Markup = "<b>bold</b><svg/onload=document.title=1>";
        await using var visit = await Visit.OpenAsync(chromium);

        await visit.AskAsync($"/brief {Markup}");

        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "You typed" })).ToHaveTextAsync($"/brief {Markup}");
        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "Not found" })).ToContainTextAsync(Markup);
        await Expect(visit.Page.Locator("#messages :is(svg, b)")).ToHaveCountAsync(0);
        await Expect(visit.Page).ToHaveTitleAsync("BriefingBot");
        Assert.Empty(visit.Complaints);
    }

    [ChromiumFact]
    public async Task ThePageKeepsToItsPolicyAndAsksNobodyElse()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        var card = await visit.ReadAsync("/brief china-nk economics", "Economic ties");
        await card.GetByRole(AriaRole.Link, new() { Name = "Source 1", Exact = true }).First.ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Post to channel" }).ClickAsync();
        await Expect(card).ToContainTextAsync("Posted to the channel");
        await card.GetByRole(AriaRole.Button, new() { Name = "Sources" }).ClickAsync();
        await Expect(visit.Card("Sources of “Economic ties”")).ToBeVisibleAsync();
        await visit.Command.PressAsync("ArrowDown");
        await Expect(visit.Suggestions).Not.ToHaveCountAsync(0);

        Assert.Empty(visit.Complaints);
        Assert.All(visit.Requests, url => Assert.StartsWith(visit.Bot.Url + "/", url.StartsWith("data:", StringComparison.Ordinal) ? visit.Bot.Url + "/" : url));
    }

    [ChromiumFact]
    public async Task WhereTheBotIsGoneASentenceSaysSoAndTryingAgainWorksOnceItIsBack()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.Bot.StopAsync();

        await visit.AskAsync("/brief china-nk economics");

        var error = visit.Page.GetByRole(AriaRole.Article, new() { Name = "No answer" });
        await Expect(error).ToContainTextAsync("BriefingBot cannot be reached at the moment. What you typed is kept.");
        await Expect(visit.Announcement).ToHaveTextAsync("No answer. BriefingBot cannot be reached at the moment. What you typed is kept.");
        await Expect(visit.Command).ToHaveValueAsync("/brief china-nk economics");

        await visit.Bot.StartAgainAsync();
        await error.GetByRole(AriaRole.Button, new() { Name = "Try again" }).PressAsync("Enter");

        await Expect(visit.Card("Economic ties").GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        await Expect(error).ToHaveCountAsync(0);
        await Expect(visit.Command).ToHaveValueAsync(string.Empty);
        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "You typed" })).ToHaveCountAsync(1);
    }

    [ChromiumFact]
    public async Task WhileAnAnswerIsAwaitedThePageSaysSo()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        var held = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await visit.Page.RouteAsync("**/api/chat", held.SetResult);

        await visit.AskAsync("/topics");
        var route = await held.Task;
        await Expect(visit.Page.GetByText("Looking it up …").Locator("..")).ToHaveAttributeAsync("aria-busy", "true");
        await route.ContinueAsync();

        await Expect(visit.Card("Topics")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("[aria-busy]")).ToHaveCountAsync(0);
    }
}
