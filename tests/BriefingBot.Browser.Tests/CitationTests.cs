using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

[Collection(ChromiumTest.Name)]
public sealed class CitationTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task ACitationLeadsToItsSourceAndBackToTheVeryMark()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        var card = await visit.ReadAsync("/brief china-nk economics", "Economic ties");
        var history = await visit.Page.EvaluateAsync<int>("history.length");
        var second = card.GetByRole(AriaRole.Link, new() { Name = "Source 1", Exact = true }).Nth(1);

        await second.PressAsync("Enter");
        var source = card.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "[1]" });
        await Expect(source).ToBeFocusedAsync();
        await Expect(source).ToBeInViewportAsync();
        await Expect(source).ToHaveCSSAsync("outline-style", "solid");

        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(source.GetByRole(AriaRole.Link, new() { Name = "Back to the text, source 1" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(second).ToBeFocusedAsync();
        await Expect(second).ToBeInViewportAsync();
        Assert.Equal(history, await visit.Page.EvaluateAsync<int>("history.length"));
        Assert.Equal(visit.Bot.Url + "/", visit.Page.Url);
    }

    [ChromiumFact]
    public async Task TheSameCardTwiceKeepsItsCitationsApart()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.ReadAsync("/brief china-nk economics", "Economic ties");
        await visit.AskAsync("/brief china-nk economics");
        var cards = visit.Page.GetByRole(AriaRole.Article, new() { Name = "Economic ties", Exact = true });
        await Expect(cards).ToHaveCountAsync(2);

        await cards.Last.GetByRole(AriaRole.Link, new() { Name = "Source 2", Exact = true }).First.ClickAsync();

        await Expect(cards.Last.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "[2]" })).ToBeFocusedAsync();
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"));
    }
}
