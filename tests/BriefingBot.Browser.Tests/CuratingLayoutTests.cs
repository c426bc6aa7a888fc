using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

/// <summary>What the curator's pages look like; with <c>SCREENSHOTS</c>, pictures of them are written there.</summary>
[Collection(ChromiumTest.Name)]
public sealed class CuratingLayoutTests(Chromium chromium)
{
    [ChromiumTheory]
    [MemberData(nameof(Screenshots.Windows), MemberType = typeof(Screenshots))]
    public async Task EveryPageFitsItsWindow(int width, ColorScheme scheme, ForcedColors forced)
    {
        await using var desk = await CuratorDesk.OpenAsync(chromium, "/curate", width, 800, scheme);
        await desk.Page.EmulateMediaAsync(new() { ForcedColors = forced });
        var name = $"curate-{Screenshots.NameOf(width, scheme)}";
        await LookAsync(desk, $"{name}-1-list");

        await desk.GoAsync("/curate/china-nk/outlook");
        await desk.ReplaceAsync("probably has both", "surely has both");
        await Expect(desk.Page.Locator("#difference")).ToContainTextAsync("surely has both");
        await LookAsync(desk, $"{name}-2-editor");
        await desk.ReplaceAsync("The relationship surely", $"Tea is brown. X{new string('x', 300)} The relationship surely");
        await Expect(desk.Verdict).ToHaveTextAsync("1 error.");
        await LookAsync(desk, $"{name}-3-errors");

        // Each number stands beside its line, wrapped or not.
        Assert.True(await desk.Page.EvaluateAsync<bool>("Math.abs(document.getElementById('text').scrollHeight - document.getElementById('lines').offsetHeight) <= 2"));
        await desk.ReplaceAsync($"Tea is brown. X{new string('x', 300)} ", string.Empty);
        await Expect(desk.Verdict).ToHaveTextAsync("Nothing is wrong with it.");

        var other = await desk.OpenSecondPageAsync("/curate/china-nk/outlook");
        await CuratorDesk.ReplaceAsync(other, "probably has both", "clearly has both");
        await CuratorDesk.SaveAsync(other);
        await desk.Review.ClickAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await LookAsync(desk, $"{name}-4-conflict");
        await desk.Review.ClickAsync();
        await Expect(desk.Save).ToBeVisibleAsync();
        await LookAsync(desk, $"{name}-5-review");
        await desk.Save.ClickAsync();
        await Expect(desk.Page.GetByText("Saved.")).ToBeVisibleAsync();
        await LookAsync(desk, $"{name}-6-saved");
        await desk.GoAsync("/curate/china-nk/outlook/history");
        await LookAsync(desk, $"{name}-7-history");
        await desk.GoAsync("/curate/log");
        await LookAsync(desk, $"{name}-8-log");
        await desk.GoAsync("/curate/china-nk/UPPER");
        await LookAsync(desk, $"{name}-9-notfound");
        Assert.Empty(desk.Complaints);
    }

    private static async Task LookAsync(CuratorDesk desk, string name)
    {
        await Screenshots.TakeAsync(desk.Page, name, isWhole: true);
        Assert.True(await desk.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} scrolls sideways.");
        Assert.Empty(await desk.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('body *:not(.unseen, .skip)')]
              .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .map(e => e.outerHTML.slice(0, 100))
            """));

        // WCAG 2.2, 2.5.8: 24 by 24; marks and links inside a sentence are excepted.
        Assert.Empty(await desk.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, select, input:not([type=hidden]), .name, nav a, .control')]
              .filter(e => e.checkVisibility() && !e.matches('.check input'))
              .filter(e => Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height) < 24)
              .map(e => e.outerHTML.slice(0, 100))
            """));
    }
}
