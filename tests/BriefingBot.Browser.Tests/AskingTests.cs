using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

[Collection(ChromiumTest.Name)]
public sealed class AskingTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task ABriefIsAskedByKeyboardAlone()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await Expect(visit.Command).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync("/brief china-nk economics");
        await visit.Page.Keyboard.PressAsync("Enter");

        var card = visit.Card("Economic ties");
        await Expect(card.GetByRole(AriaRole.Heading, new() { Name = "Economic ties" })).ToBeVisibleAsync();
        await Expect(card).ToContainTextAsync("Only you can see this");
        await Expect(card.GetByRole(AriaRole.Heading, new() { Name = "Sources" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "You typed" })).ToHaveTextAsync("/brief china-nk economics");
        await Expect(visit.Command).ToHaveValueAsync(string.Empty);
        await Expect(visit.Command).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task ANewReplyIsAnnouncedInOneSentenceAndNotReadOutWhole()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await visit.ReadAsync("/brief china-nk economics", "Economic ties");

        await Expect(visit.Announcement).ToHaveTextAsync("Economic ties. Only you can see this.");
        await Expect(visit.Page.GetByRole(AriaRole.Log, new() { Name = "Messages" })).ToHaveAttributeAsync("aria-live", "off");
    }

    [ChromiumFact]
    public async Task ANewPageOffersTheTopicsAsButtons()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "China and North Korea /brief china-nk" }).ClickAsync();

        var contents = visit.Card("China and North Korea");
        await Expect(contents.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        await Expect(contents.GetByRole(AriaRole.Button, new() { Name = "/brief china-nk economics" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task AHintWithABlankIsPutIntoTheLineInsteadOfBeingSent()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Search …" }).ClickAsync();

        await Expect(visit.Command).ToBeFocusedAsync();
        await Expect(visit.Command).ToHaveValueAsync("/search ");
        await visit.Page.Keyboard.TypeAsync("sanctions");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Card("4 sections for “sanctions”").Locator("mark").First).ToHaveTextAsync("sanctions");
    }

    [ChromiumFact]
    public async Task ARefusalSaysInWordsThatItIsOneAndOffersTheNextStep()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await visit.AskAsync("/brief china-nk econmics");

        var refusal = visit.Page.GetByRole(AriaRole.Article, new() { Name = "Not found" });
        await Expect(refusal).ToContainTextAsync("Not found · Only you can see this");
        await refusal.GetByRole(AriaRole.Button, new() { Name = "/brief china-nk economics" }).PressAsync("Enter");
        await Expect(visit.Card("Economic ties").GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task TheSectionMenuOpensTheChosenSectionAndNothingWhileTheArrowsPassOverIt()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        var card = await visit.ReadAsync("/brief china-nk history", "History");
        var menu = card.GetByRole(AriaRole.Combobox, new() { Name = "Section" });
        await Expect(menu).ToHaveValueAsync("/brief china-nk history");

        await menu.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(menu).ToHaveValueAsync("/brief china-nk economics");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "Show" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Card("Economic ties").GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        await Expect(visit.Card("History")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "You typed" })).ToHaveTextAsync(
            ["/brief china-nk history", "/brief china-nk economics"]);
    }

    [ChromiumFact]
    public async Task TheStartOfALongReplyIsShown()
    {
        await using var visit = await Visit.OpenAsync(chromium, 320, 640);

        var card = await visit.ReadAsync("/brief china-nk economics", "Economic ties");

        await Expect(card.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeInViewportAsync();
    }

    [ChromiumFact]
    public async Task TheLastTwoHundredMessagesAreKept()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        var messages = visit.Page.Locator("#messages > article");

        await visit.Page.EvaluateAsync("""
            () => {
              for (let i = 0; i < 198; i++) {
                document.getElementById('messages').append(document.createElement('article'));
              }
            }
            """);
        await visit.ReadAsync("/topics", "Topics");
        await Expect(messages).ToHaveCountAsync(200);
        await visit.ReadAsync("/help", "What can be typed here");
        await Expect(messages).ToHaveCountAsync(200);
        await Expect(visit.Card("Topics")).ToBeVisibleAsync();
    }
}
