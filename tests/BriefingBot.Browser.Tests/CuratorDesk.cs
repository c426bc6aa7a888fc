using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BriefingBot.Browser.Tests;

/// <summary>A bot with a copy of the shipped briefings and a curator in front of its pages, in a browser that remembers nothing.</summary>
internal sealed class CuratorDesk : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly DirectoryInfo folder;
    private readonly IBrowserContext context;

    private CuratorDesk(DirectoryInfo folder, ChatApp bot, IBrowserContext context, IPage page)
    {
        (this.folder, Bot, this.context, Page) = (folder, bot, context, page);
        Watch(page);
    }

    public ChatApp Bot { get; }

    public IPage Page { get; }

    public ILocator Text => Page.GetByRole(AriaRole.Textbox, new() { Name = "Text of the section" });

    public ILocator Verdict => Page.Locator("#verdict");

    public ILocator Review => Page.GetByRole(AriaRole.Button, new() { Name = "Review and save …" });

    public ILocator Save => Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true });

    /// <summary>What the browser had to say against the pages, refused answers to forms left out.</summary>
    public IEnumerable<string> Complaints => complaints.Where(complaint => !complaint.Contains("Failed to load resource", StringComparison.Ordinal));

    public static async Task<CuratorDesk> OpenAsync(
        Chromium chromium, string path = "/curate", int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light, string setting = "--Curators:Users=browser")
    {
        var briefings = Directory.CreateTempSubdirectory("briefings-");
        Directory.CreateDirectory(Path.Combine(briefings.FullName, "china-nk"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(ChatApp.Repository(), "briefings", "china-nk")))
        {
            File.Copy(file, Path.Combine(briefings.FullName, "china-nk", Path.GetFileName(file)));
        }

        var bot = await ChatApp.StartAsync($"--Briefings:Directory={briefings.FullName}", setting);
        var browser = await chromium.OpenAsync(width, height, scheme);
        var desk = new CuratorDesk(briefings, bot, browser, await browser.NewPageAsync());
        await desk.GoAsync(path);
        return desk;
    }

    /// <summary>Opens a page of the bot, once the briefings are there.</summary>
    public async Task GoAsync(string path)
    {
        do
        {
            await Page.GotoAsync(Bot.Url + path);
        }
        while (await Page.GetByText("still being read").CountAsync() > 0);
    }

    public async Task<IPage> OpenSecondPageAsync(string path)
    {
        var page = await context.NewPageAsync();
        Watch(page);
        await page.GotoAsync(Bot.Url + path);
        return page;
    }

    /// <summary>Exchanges words of the text as a person would by typing over them.</summary>
    public static async Task ReplaceAsync(IPage page, string words, string others)
    {
        var text = page.GetByRole(AriaRole.Textbox, new() { Name = "Text of the section" });
        await text.EvaluateAsync("(field, words) => { const at = field.value.indexOf(words); field.focus(); field.setSelectionRange(at, at + words.length); }", words);
        await page.Keyboard.InsertTextAsync(others);
    }

    public async Task ReplaceAsync(string words, string others) => await ReplaceAsync(Page, words, others);

    /// <summary>Saves what is in the editor, by its review.</summary>
    public static async Task SaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Review and save …" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
    }

    public string OnDisk(string section) => File.ReadAllText(Path.Combine(folder.FullName, "china-nk", section + ".md"));

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await Bot.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private void Watch(IPage page)
    {
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
