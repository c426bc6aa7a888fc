using System.Collections.Concurrent;
using BriefingBot.Chat;
using Microsoft.Playwright;

namespace BriefingBot.Browser.Tests;

/// <summary>A bot and somebody who has its page open, in a browser that remembers nothing.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly IBrowserContext context;

    private Visit(ChatApp bot, IBrowserContext context, IPage page)
    {
        (Bot, this.context, Page) = (bot, context, page);
        Watch(page);
    }

    public ChatApp Bot { get; }

    public IPage Page { get; }

    public ILocator Command => Page.GetByRole(AriaRole.Combobox, new() { Name = "Your command" });

    public ILocator Suggestions => Page.Locator("#suggestions").GetByRole(AriaRole.Option);

    public ILocator Announcement => Page.Locator("#announcer");

    /// <summary>What the browser had to say against the page: errors, refused content, scripts that failed.</summary>
    public IEnumerable<string> Complaints => complaints;

    /// <summary>Every address that was asked for.</summary>
    public IEnumerable<string> Requests => requests;

    public static async Task<Visit> OpenAsync(Chromium chromium, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light, IChatCommand? more = null)
    {
        var bot = new ChatApp { More = more };
        await bot.StartAgainAsync();
        var browser = await chromium.OpenAsync(width, height, scheme);
        var visit = new Visit(bot, browser, await browser.NewPageAsync());
        await visit.ArriveAsync(visit.Page);
        return visit;
    }

    /// <summary>Another reader of the same bot, connected to the channel.</summary>
    public async Task<IPage> OpenSecondPageAsync()
    {
        var page = await context.NewPageAsync();
        Watch(page);
        await ArriveAsync(page);
        return page;
    }

    /// <summary>The reply with this heading; the newest, where there are several.</summary>
    public ILocator Card(string title) => Page.GetByRole(AriaRole.Article, new() { Name = title, Exact = true }).Last;

    /// <summary>Types a command and sends it.</summary>
    public async Task AskAsync(string command)
    {
        await Command.FillAsync(command);
        await Command.PressAsync("Enter");
    }

    public async Task<ILocator> ReadAsync(string command, string title)
    {
        await AskAsync(command);
        var card = Card(title);
        await Assertions.Expect(card).ToBeVisibleAsync();
        return card;
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await Bot.DisposeAsync();
    }

    // The channel's first event tells that the page hears of all that is posted from here on.
    private async Task ArriveAsync(IPage page)
    {
        var channel = page.WaitForResponseAsync("**/api/channel");
        await page.GotoAsync(Bot.Url);
        await channel;
        await Assertions.Expect(page.Locator("#topics").GetByRole(AriaRole.Button)).Not.ToHaveCountAsync(0);
    }

    private void Watch(IPage page)
    {
        page.Request += (_, request) => requests.Enqueue(request.Url);
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue(message.Text);
            }
        };
    }
}
