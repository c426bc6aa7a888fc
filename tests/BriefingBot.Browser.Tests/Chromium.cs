using Microsoft.Playwright;

namespace BriefingBot.Browser.Tests;

/// <summary>The browser that the tests drive: the one of <c>CHROMIUM_PATH</c>, else Debian's. Started once for all of them.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public static string ExecutablePath => Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    internal IBrowser Browser => browser ?? throw new InvalidOperationException($"There is no Chromium at {ExecutablePath}. Install it, or set CHROMIUM_PATH.");

    public async Task InitializeAsync()
    {
        if (!File.Exists(ExecutablePath))
        {
            // The facts are skipped, or fail where they must not be.
            return;
        }

        // Only a test that fails waits this long; a busy machine must not be the reason.
        Assertions.SetDefaultExpectTimeout(15_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ExecutablePath,
            ChromiumSandbox = Environment.UserName != "root",
            Args =
            [
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            ],
        });
    }

    /// <summary>A window of a browser that remembers nothing.</summary>
    internal async Task<IBrowserContext> OpenAsync(int width, int height, ColorScheme scheme)
    {
        var context = await Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(15_000);
        return context;
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}

/// <summary>A fact about the page in a real browser: skipped on a machine without one, but never where <c>CI=true</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = ChromiumTest.SkipReason;
}

/// <summary>The same for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = ChromiumTest.SkipReason;
}

/// <summary>All browser tests share one browser, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumTest : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";

    internal static string? SkipReason => File.Exists(Chromium.ExecutablePath) || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : $"There is no Chromium at {Chromium.ExecutablePath}. Install it, or set CHROMIUM_PATH.";
}
