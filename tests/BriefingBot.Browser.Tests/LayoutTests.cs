using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

[Collection(ChromiumTest.Name)]
public sealed class LayoutTests(Chromium chromium)
{
    [ChromiumTheory]
    [InlineData(320, ColorScheme.Light)]
    [InlineData(320, ColorScheme.Dark)]
    [InlineData(640, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task NothingScrollsSideways(int width, ColorScheme scheme)
    {
        await using var visit = await Visit.OpenAsync(chromium, width, 640, scheme);
        await visit.ReadAsync("/brief china-nk economics", "Economic ties");
        await visit.ReadAsync("/search sanctions", "4 sections for “sanctions”");
        await visit.ReadAsync("/sources china-nk", "Sources of “China and North Korea”");
        await visit.AskAsync($"/brief {new string('x', 500)}");
        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "Not found" })).ToBeVisibleAsync();
        await visit.Command.PressSequentiallyAsync("/brief china-nk ");
        await Expect(visit.Suggestions.First).ToContainTextAsync("history");

        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('body *:not(.unseen, .skip)')]
              .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .map(e => e.outerHTML.slice(0, 100))
            """));
    }

    [ChromiumTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task TextStandsOutFromItsGround(ColorScheme scheme)
    {
        await using var visit = await Visit.OpenAsync(chromium, scheme: scheme);
        await visit.ReadAsync("/brief china-nk economics share", "Economic ties");
        await visit.ReadAsync("/search sanctions", "4 sections for “sanctions”");
        await visit.AskAsync("/brief nowhere");
        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "Not found" })).ToBeVisibleAsync();
        await visit.Command.PressAsync("ArrowDown");
        await Expect(visit.Suggestions.First).ToHaveAttributeAsync("aria-selected", "true");

        // WCAG 2.2, 1.4.3: at least 4.5 to 1.
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("""
            () => {
              const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
              // Paints the grounds from the outermost to the innermost, as the browser does, and reads what comes out.
              const rgb = colours => {
                canvas.clearRect(0, 0, 1, 1);
                for (const colour of colours) {
                  canvas.fillStyle = colour;
                  canvas.fillRect(0, 0, 1, 1);
                }
                return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
              };
              const luminance = channels => {
                const [r, g, b] = channels.map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
                return .2126 * r + .7152 * g + .0722 * b;
              };
              const poor = [];
              for (const element of document.querySelectorAll('body *')) {
                const hasText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
                if (!hasText || !element.checkVisibility() || element.matches('.unseen, .skip, option')) continue;
                const grounds = [];
                for (let at = element; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
                const ground = luminance(rgb(grounds));
                const ink = luminance(rgb([...grounds, getComputedStyle(element).color]));
                const contrast = (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05);
                if (contrast < 4.5) poor.push(`${contrast.toFixed(2)} ${element.outerHTML.slice(0, 80)}`);
              }
              return poor;
            }
            """));
    }

    [ChromiumFact]
    public async Task WhatCanBePressedIsLargeEnoughForAFinger()
    {
        await using var visit = await Visit.OpenAsync(chromium, 320, 640);
        await visit.ReadAsync("/brief china-nk", "China and North Korea");
        await visit.ReadAsync("/brief china-nk economics", "Economic ties");

        // WCAG 2.2, 2.5.8: 24 by 24; marks inside a sentence are excepted.
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, select, input, .back')]
              .filter(e => e.checkVisibility())
              .filter(e => Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height) < 24)
              .map(e => e.outerHTML.slice(0, 100))
            """));
    }

    [ChromiumFact]
    public async Task ThePageHasItsLandmarksAndNames()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await Expect(visit.Page).ToHaveTitleAsync("BriefingBot");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(visit.Page.Locator("body")).ToMatchAriaSnapshotAsync("""
            - link "Skip to the command field"
            - banner:
              - heading "BriefingBot" [level=1]
              - paragraph: Every sentence traced to its source
              - status
            - main:
              - region "What would you like to be briefed on?":
                - heading "What would you like to be briefed on?" [level=2]
                - paragraph
                - button "China and North Korea /brief china-nk"
                - button "All topics"
                - button "Search …"
                - button "What can be typed"
              - log "Messages"
            - form "Command":
              - text: Your command
              - combobox "Your command"
              - button "Send"
            """);
    }
}
