using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

/// <summary>The curator page as a curator uses it.</summary>
[Collection(ChromiumTest.Name)]
public sealed class CuratingTests(Chromium chromium)
{
    private const string Outlook = "/curate/china-nk/outlook";
    private const string Sentence = "The relationship probably has both";

    [ChromiumFact]
    public async Task AnErrorIsShownAtItsLineAsItIsTyped()
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium, Outlook);
        await Expect(desk.Verdict).ToHaveTextAsync("Nothing is wrong with it.");

        await desk.ReplaceAsync(Sentence, "Tea is brown. " + Sentence);

        await Expect(desk.Verdict).ToHaveTextAsync("1 error.");
        await Expect(desk.Text).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(desk.Text).ToHaveAttributeAsync("aria-describedby", "verdict hint");
        await Expect(desk.Page.Locator("#lines .error")).ToContainTextAsync("Tea is brown.");
        Assert.Equal(11, await desk.Page.EvaluateAsync<int>("[...document.querySelectorAll('#lines div')].findIndex(line => line.className === 'error') + 1"));
        var problems = desk.Page.GetByRole(AriaRole.Region, new() { Name = "Problems" });
        await Expect(problems).ToContainTextAsync("Error line 11: “Tea is brown.” cites nothing");
        await Expect(desk.Page.GetByRole(AriaRole.Region, new() { Name = "The card as it will look" })).ToContainTextAsync("once the errors are mended");

        await desk.Text.PressAsync("Control+End");
        await problems.GetByRole(AriaRole.Link, new() { Name = "line 11" }).PressAsync("Enter");
        await Expect(desk.Text).ToBeFocusedAsync();
        Assert.StartsWith("Tea is brown.", await desk.Text.EvaluateAsync<string>("field => field.value.slice(field.selectionStart)"), StringComparison.Ordinal);

        await desk.ReplaceAsync("Tea is brown. ", string.Empty);
        await Expect(desk.Verdict).ToHaveTextAsync("Nothing is wrong with it.");
        await Expect(desk.Page.Locator("#lines .error")).ToHaveCountAsync(0);
        Assert.Empty(desk.Complaints);
    }

    [ChromiumFact]
    public async Task TheCardAndTheDifferenceFollowWhatIsTyped()
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium, Outlook);

        await desk.ReplaceAsync("probably has both", "surely has both");

        await Expect(desk.Page.Locator("#card")).ToContainTextAsync("The relationship surely has both difficulties");
        await Expect(desk.Page.Locator("#difference")).ToContainTextAsync("Added: The relationship surely has both");
        await Expect(desk.Page.Locator("#difference")).ToContainTextAsync("Removed: The relationship probably has both");
    }

    [ChromiumFact]
    public async Task ASectionIsEditedAndSavedByKeyboardAlone()
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium);
        async Task TabToAsync(string name)
        {
            var tabs = 0;
            while (await desk.Page.EvaluateAsync<string>("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()") != name)
            {
                Assert.True(tabs++ < 60, $"“{name}” was never reached.");
                await desk.Page.Keyboard.PressAsync("Tab");
            }
        }

        await TabToAsync("Outlook");
        await desk.Page.Keyboard.PressAsync("Enter");
        await Expect(desk.Page.Locator("#lines div")).Not.ToHaveCountAsync(0);
        await TabToAsync("Text of the section");
        // Of the lines before the body, one is so long that it takes two.
        await desk.Page.Keyboard.PressAsync("Control+Home");
        for (var i = 0; i < 11; i++)
        {
            await desk.Page.Keyboard.PressAsync("ArrowDown");
        }

        await desk.Page.Keyboard.TypeAsync("By all accounts, ");
        await Expect(desk.Page.Locator("#card")).ToContainTextAsync("By all accounts, The relationship");
        await desk.Page.Keyboard.PressAsync("Control+s");
        await Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Save Outlook?" })).ToBeVisibleAsync();
        Assert.DoesNotContain("By all accounts", desk.OnDisk("outlook"), StringComparison.Ordinal);
        await TabToAsync("Note for the history (may be left out)");
        await desk.Page.Keyboard.TypeAsync("Weighed anew");
        await TabToAsync("Save");
        await desk.Page.Keyboard.PressAsync("Enter");

        await Expect(desk.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Saved." })).ToContainTextAsync("and served from now on");
        Assert.Contains("\nBy all accounts, The relationship", desk.OnDisk("outlook"), StringComparison.Ordinal);
        await Expect(desk.Page.Locator("#kept")).ToBeHiddenAsync();
        Assert.Null(await desk.Page.EvaluateAsync<string?>("localStorage.getItem('curate china-nk/outlook')"));
        Assert.Empty(desk.Complaints);
    }

    [ChromiumFact]
    public async Task WhoIsSlowerSeesBothTextsAndKeepsHisOwnInTheEditor()
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium, Outlook);
        var other = await desk.OpenSecondPageAsync(Outlook);
        await CuratorDesk.ReplaceAsync(other, "probably has both", "clearly has both");
        await desk.ReplaceAsync("probably has both", "surely has both");
        await CuratorDesk.SaveAsync(other);

        await desk.Review.ClickAsync();

        var conflict = desk.Page.GetByRole(AriaRole.Region, new() { Name = "Not saved: somebody else was quicker" });
        await Expect(conflict.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing is lost");
        await Expect(conflict).ToContainTextAsync("The relationship clearly has both");
        Assert.Contains("The relationship surely has both", await desk.Text.InputValueAsync(), StringComparison.Ordinal);
        Assert.Contains("clearly has both", desk.OnDisk("outlook"), StringComparison.Ordinal);

        await CuratorDesk.SaveAsync(desk.Page);
        Assert.Contains("surely has both", desk.OnDisk("outlook"), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task WhatWasTypedOutlivesAClosedTabAndIsGivenBackOnDemand()
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium, Outlook);
        await desk.ReplaceAsync("probably has both", "surely has both");
        await desk.Page.CloseAsync();

        var later = await desk.OpenSecondPageAsync(Outlook);
        var text = later.GetByRole(AriaRole.Textbox, new() { Name = "Text of the section" });
        await Expect(later.Locator("#kept")).ToContainTextAsync("which was not saved, is kept in this browser");
        Assert.Contains("probably has both", await text.InputValueAsync(), StringComparison.Ordinal);
        await later.GetByRole(AriaRole.Button, new() { Name = "Take it up" }).ClickAsync();

        Assert.Contains("surely has both", await text.InputValueAsync(), StringComparison.Ordinal);
        await Expect(later.Locator("#card")).ToContainTextAsync("surely has both");
        await CuratorDesk.SaveAsync(later);
        await later.ReloadAsync();
        await Expect(later.Locator("#kept")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task WhereTheBotIsAwayASentenceSaysSoAndNothingIsLost()
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium, Outlook);
        await desk.Bot.StopAsync();

        await desk.ReplaceAsync("probably has both", "surely has both");
        await Expect(desk.Verdict).ToHaveTextAsync("BriefingBot cannot be reached at the moment. What you typed is kept in this browser.");

        await desk.Bot.StartAgainAsync();
        await desk.ReplaceAsync("surely has both", "clearly has both");
        await Expect(desk.Verdict).ToHaveTextAsync("Nothing is wrong with it.");
    }

    [ChromiumFact]
    public async Task AnEarlierRevisionIsComparedAndPutBack()
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium, Outlook);
        var before = desk.OnDisk("outlook");
        await desk.ReplaceAsync("probably has both", "surely has both");
        await CuratorDesk.SaveAsync(desk.Page);

        var revisions = desk.Page.Locator(".revisions > li");
        do
        {
            // Revisions are recorded a moment after the save.
            await desk.GoAsync(Outlook + "/history");
        }
        while (await revisions.CountAsync() < 2);
        await Expect(desk.Page.Locator("#difference")).ToContainTextAsync("Added: The relationship surely has both");
        await revisions.Nth(1).GetByRole(AriaRole.Radio, new() { NameRegex = new("^To ") }).CheckAsync();
        await revisions.Nth(0).GetByRole(AriaRole.Radio, new() { NameRegex = new("^From ") }).CheckAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Compare the chosen two" }).ClickAsync();
        await Expect(desk.Page.Locator("#difference")).ToContainTextAsync("Removed: The relationship surely has both");

        await revisions.Nth(1).GetByRole(AriaRole.Button, new() { NameRegex = new("Roll back") }).ClickAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Level = 2 }).First).ToContainTextAsync("Roll Outlook back to");
        Assert.Contains("surely has both", desk.OnDisk("outlook"), StringComparison.Ordinal);
        await desk.Save.ClickAsync();
        await Expect(desk.Page.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.Equal(before, desk.OnDisk("outlook"));
        Assert.Empty(desk.Complaints);
    }

    [ChromiumFact]
    public async Task ASectionIsEditedInAFormOnTheChatPage()
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium, "/");
        var line = desk.Page.GetByRole(AriaRole.Combobox, new() { Name = "Your command" });
        await line.FillAsync("/curate edit china-nk outlook");
        await line.PressAsync("Enter");

        var text = desk.Page.Locator("article textarea");
        await text.FillAsync((await text.InputValueAsync()).Replace("probably has both", "surely has both", StringComparison.Ordinal));
        await desk.Page.Locator("article").GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(desk.Page.GetByText("It was sent, and the answer is below.")).ToBeVisibleAsync();
        await desk.Save.ClickAsync();

        await Expect(desk.Page.GetByRole(AriaRole.Article, new() { Name = "Saved", Exact = true })).ToContainTextAsync("and served from now on");
        Assert.Contains("surely has both", desk.OnDisk("outlook"), StringComparison.Ordinal);
        Assert.Empty(desk.Complaints);
    }

    [ChromiumFact]
    public async Task TheListIsFilteredAsOneTypes()
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium);
        var count = desk.Page.Locator("#count");

        await desk.Page.GetByRole(AriaRole.Searchbox).FillAsync("econ");
        await Expect(count).ToHaveTextAsync("1 of 8 sections shown.");
        await Expect(desk.Page.GetByRole(AriaRole.Link, new() { Name = "Economic ties" })).ToBeVisibleAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Link, new() { Name = "Outlook" })).ToBeHiddenAsync();
        await desk.Page.GetByRole(AriaRole.Searchbox).FillAsync(string.Empty);
        await Expect(count).ToHaveTextAsync("8 of 8 sections shown.");
    }

    [ChromiumFact]
    public async Task TheLinkWithATokenLeadsInAndLeavesNoTokenInTheAddress()
    {
        const string Token = "Zm9yLXRlc3RzLW9ubHktMDEyMzQ1Njc4OWFiY2RlZg";
        await using var desk = await CuratorDesk.OpenAsync(chromium, setting: $"--Curators:PageToken={Token}");
        await Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("Only curators may change briefings");

        await desk.Page.GotoAsync("about:blank");
        await desk.Page.GotoAsync($"{desk.Bot.Url}/curate#token={Token}");

        await Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("Sections");
        Assert.DoesNotContain(Token, desk.Page.Url, StringComparison.Ordinal);
        Assert.Equal(string.Empty, await desk.Page.EvaluateAsync<string>("document.cookie"));
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("Only curators may change briefings");
        Assert.Empty(desk.Complaints);
    }
}
