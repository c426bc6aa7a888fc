using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

[Collection(ChromiumTest.Name)]
public sealed class CompletionTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task ArrowDownInAnEmptyLineOffersTheCommandsAndEnterTakesTheActiveOne()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await Expect(visit.Command).ToHaveAttributeAsync("aria-expanded", "false");

        await visit.Command.PressAsync("ArrowDown");

        await Expect(visit.Command).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(visit.Suggestions.First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(visit.Command).ToHaveAttributeAsync("aria-activedescendant", (await visit.Suggestions.First.GetAttributeAsync("id"))!);
        await visit.Command.PressAsync("Enter");
        await Expect(visit.Command).ToHaveValueAsync("/brief ");
        await Expect(visit.Suggestions).ToHaveTextAsync(["china-nk China and North Korea"]);
    }

    [ChromiumFact]
    public async Task TabTakesCommandTopicAndSectionOneAfterTheOther()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await visit.Command.PressSequentiallyAsync("/br");
        await Expect(visit.Suggestions).ToContainTextAsync(["/brief"]);
        await visit.Command.PressAsync("Tab");
        await Expect(visit.Suggestions).ToContainTextAsync(["china-nk"]);
        await visit.Command.PressAsync("Tab");
        await Expect(visit.Suggestions.First).ToContainTextAsync("history");
        await visit.Command.PressSequentiallyAsync("ec");
        await Expect(visit.Suggestions).ToHaveTextAsync(["economics Economic ties"]);
        await visit.Command.PressAsync("Tab");

        await Expect(visit.Command).ToHaveValueAsync("/brief china-nk economics ");
        await visit.Command.PressAsync("Enter");
        await Expect(visit.Card("Economic ties")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task TabLeavesTheLineWhereNothingIsOffered()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await visit.Command.PressAsync("Tab");

        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task EnterSendsWhileNoSuggestionIsActive()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await visit.Command.PressSequentiallyAsync("/top");
        await Expect(visit.Suggestions).ToContainTextAsync(["/topics"]);
        await visit.Command.PressAsync("Enter");

        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "Not understood" })).ToContainTextAsync("There is no command /top");
        await Expect(visit.Suggestions).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task EscapeClosesTheListFirstAndClearsTheLineThen()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.Command.PressSequentiallyAsync("/s");
        await Expect(visit.Suggestions).ToHaveCountAsync(2);

        await visit.Command.PressAsync("Escape");
        await Expect(visit.Suggestions).ToHaveCountAsync(0);
        await Expect(visit.Command).ToHaveValueAsync("/s");
        await Expect(visit.Command).ToHaveAttributeAsync("aria-expanded", "false");

        await visit.Command.PressAsync("Escape");
        await Expect(visit.Command).ToHaveValueAsync(string.Empty);
        await Expect(visit.Command).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task TheArrowsGoRoundTheList()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.Command.PressSequentiallyAsync("/s");
        await Expect(visit.Suggestions).ToHaveCountAsync(2);

        await visit.Command.PressAsync("ArrowUp");
        await Expect(visit.Suggestions.Last).ToHaveAttributeAsync("aria-selected", "true");
        await visit.Command.PressAsync("ArrowDown");
        await Expect(visit.Suggestions.First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(visit.Suggestions.Last).ToHaveAttributeAsync("aria-selected", "false");
    }

    [ChromiumFact]
    public async Task ASuggestionIsTakenByThePointerAndTheFocusStays()
    {
        await using var visit = await Visit.OpenAsync(chromium);

        await visit.Command.ClickAsync();
        await visit.Suggestions.Filter(new() { HasText = "/sources" }).ClickAsync();

        await Expect(visit.Command).ToHaveValueAsync("/sources ");
        await Expect(visit.Command).ToBeFocusedAsync();
        await Expect(visit.Suggestions).ToContainTextAsync(["china-nk"]);
    }

    [ChromiumFact]
    public async Task ASuggestionReplacesTheWordAtTheCursorOnly()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.Command.FillAsync("/br china-nk economics");
        await visit.Command.EvaluateAsync("input => input.setSelectionRange(3, 3)");

        await visit.Command.PressAsync("ArrowDown");
        await Expect(visit.Suggestions).ToContainTextAsync(["/brief"]);
        await visit.Command.PressAsync("Enter");

        await Expect(visit.Command).ToHaveValueAsync("/brief china-nk economics");
    }

    [ChromiumFact]
    public async Task AValueOfSeveralWordsIsPutInQuotes()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.Page.RouteAsync("**/api/complete", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """{"start":7,"suggestions":[{"value":"two words","label":"two words – A name with a space"}]}""",
        }));

        await visit.Command.PressSequentiallyAsync("/brief t");
        await Expect(visit.Suggestions).ToHaveTextAsync(["two words A name with a space"]);
        await visit.Command.PressAsync("Tab");

        await Expect(visit.Command).ToHaveValueAsync("/brief \"two words\" ");
    }

    [ChromiumFact]
    public async Task ALateAnswerToWhatIsNoLongerTypedIsDropped()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        var held = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await visit.Page.RouteAsync("**/api/complete", async route =>
        {
            if (route.Request.PostData!.Contains("\"/t\"", StringComparison.Ordinal))
            {
                held.SetResult(route);
            }
            else
            {
                await route.ContinueAsync();
            }
        });

        await visit.Command.FillAsync("/t");
        var late = await held.Task;
        await visit.Command.FillAsync("/h");
        await Expect(visit.Suggestions).ToContainTextAsync(["/help"]);
        await late.FulfillAsync(new() { ContentType = "application/json", Body = """{"start":0,"suggestions":[{"value":"/topics","label":"/topics"}]}""" });

        await visit.Command.PressAsync("Tab");
        await Expect(visit.Command).ToHaveValueAsync("/help ");
    }

    [ChromiumFact]
    public async Task ArrowUpInAnEmptyLineBringsBackWhatWasSent()
    {
        await using var visit = await Visit.OpenAsync(chromium);
        await visit.ReadAsync("/topics", "Topics");
        await visit.ReadAsync("/help", "What can be typed here");

        await visit.Command.PressAsync("ArrowUp");
        await Expect(visit.Command).ToHaveValueAsync("/help");
        await visit.Command.PressAsync("ArrowUp");
        await Expect(visit.Command).ToHaveValueAsync("/topics");
        await visit.Command.PressAsync("ArrowDown");
        await Expect(visit.Command).ToHaveValueAsync("/help");
        await visit.Command.PressAsync("ArrowDown");
        await Expect(visit.Command).ToHaveValueAsync(string.Empty);
        await Expect(visit.Suggestions).ToHaveCountAsync(0);
    }
}
