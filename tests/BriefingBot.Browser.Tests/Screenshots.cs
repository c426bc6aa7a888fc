using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

/// <summary>Pictures for people to look at, written to the folder of <c>SCREENSHOTS</c>; without it, nothing is written.</summary>
[Collection(ChromiumTest.Name)]
public sealed class Screenshots(Chromium chromium)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCREENSHOTS");

    /// <summary>The windows in which everything is looked at.</summary>
    public static TheoryData<int, ColorScheme, ForcedColors> Windows => new()
    {
        { 320, ColorScheme.Light, ForcedColors.None },
        { 320, ColorScheme.Dark, ForcedColors.None },
        { 1280, ColorScheme.Light, ForcedColors.None },
        { 1280, ColorScheme.Dark, ForcedColors.None },
        { 640, ColorScheme.Dark, ForcedColors.Active },
    };

    [ChromiumTheory]
    [MemberData(nameof(Windows))]
    public async Task EveryStateOfThePageCanBeLookedAt(int width, ColorScheme scheme, ForcedColors forced)
    {
        await using var visit = await Visit.OpenAsync(chromium, width, width < 640 ? 640 : 860, scheme);
        await visit.Page.EmulateMediaAsync(new() { ForcedColors = forced });
        var name = NameOf(width, scheme);

        await TakeAsync(visit.Page, $"{name}-1-welcome");
        await visit.Command.PressSequentiallyAsync("/brief china-nk ");
        await Expect(visit.Suggestions.First).ToContainTextAsync("history");
        await visit.Command.PressAsync("ArrowDown");
        await visit.Command.PressAsync("ArrowDown");
        await TakeAsync(visit.Page, $"{name}-2-completion");

        var card = await visit.ReadAsync("/brief china-nk economics", "Economic ties");
        await TakeAsync(visit.Page, $"{name}-3-card");
        await card.GetByRole(AriaRole.Link, new() { Name = "Source 3", Exact = true }).First.PressAsync("Enter");
        await TakeAsync(visit.Page, $"{name}-4-source");
        await card.GetByRole(AriaRole.Button, new() { Name = "Post to channel" }).PressAsync("Enter");
        await Expect(card).ToContainTextAsync("Posted to the channel");
        await TakeAsync(visit.Page, $"{name}-5-posted");

        await visit.ReadAsync("/search sanctions", "4 sections for “sanctions”");
        await TakeAsync(visit.Page, $"{name}-6-search");
        await visit.AskAsync("/brief china-nk econmics");
        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "Not found" })).ToBeVisibleAsync();
        await visit.Bot.StopAsync();
        await visit.AskAsync("/brief china-nk outlook");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).FocusAsync();
        await TakeAsync(visit.Page, $"{name}-7-errors");
    }

    internal static string NameOf(int width, ColorScheme scheme) => $"{width}-{(scheme is ColorScheme.Dark ? "dark" : "light")}";

    /// <param name="isWhole">Whether what is below the window is in the picture too.</param>
    internal static async Task TakeAsync(IPage page, string name, bool isWhole = false)
    {
        if (Folder is { Length: > 0 })
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = isWhole });
        }
    }
}
