using BriefingBot.Host.WebChat;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.CuratorPage;

/// <summary>
/// The link that opens the curator page, shown once at the start as notebook servers do. It goes to the terminal and to no
/// log; the token stands behind a <c>#</c>, which browsers keep to themselves, so that no server or proxy writes it down either.
/// </summary>
internal static partial class CuratorPageLink
{
    public static async Task PrintAsync(WebApplication app, string url)
    {
        if (app.Services.GetRequiredService<PageToken>().Printed is not { } token || !app.Services.GetRequiredService<IOptions<WebChatOptions>>().Value.IsEnabled)
        {
            return;
        }

        if (PageToken.Terminal is not { } terminal)
        {
            Log.NoTerminal(app.Logger);
            return;
        }

        await terminal.WriteLineAsync($"The curator page, for whoever has this link: {Of(url, token)}");
    }

    /// <param name="url">One that the bot listens on; where it is every address, a browser here asks this machine.</param>
    public static string Of(string url, string token)
    {
        var (scheme, rest) = url.Split("://") is [var first, var second] ? (first, second) : ("http", url);
        var port = rest[(rest.LastIndexOf(':') + 1)..].TrimEnd('/');
        var host = rest.StartsWith("[::]:", StringComparison.Ordinal) || rest.StartsWith("0.0.0.0:", StringComparison.Ordinal) || rest[0] is '*' or '+'
            ? $"localhost:{port}"
            : rest.TrimEnd('/');
        return $"{scheme}://{host}{CuratorPageEndpoints.Root}#token={token}";
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Curators:PageToken is print, and there is no terminal that could show the token, so nobody can enter the curator page by one. Set a secret of your own there, in the environment as Curators__PageToken")]
        public static partial void NoTerminal(ILogger logger);
    }
}
