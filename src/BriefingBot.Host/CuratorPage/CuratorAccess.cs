using System.Globalization;
using BriefingBot.Briefings;
using BriefingBot.Curating;
using BriefingBot.Host.WebChat;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.CuratorPage;

/// <summary>
/// Who may use the curator page: whoever may type <c>/curate</c> on the chat page (<c>browser</c> under
/// <c>Curators:Users</c>, on this machine alone), and whoever brought the token. Asked anew with every request.
/// </summary>
internal sealed class CuratorAccess(Curators curators, PageToken token, IOptions<WebChatOptions> options)
{
    private readonly bool isOnThisMachine = options.Value.AllowedHostList.Count == 0;

    public PageToken Token => token;

    /// <summary>Whether the settings could open the page to this machine without a token.</summary>
    public bool IsOnThisMachine => isOnThisMachine;

    /// <summary>Whoever asks, as the audit log knows them.</summary>
    public Reader ReaderOf(HttpContext context) => Reader(context, string.Empty);

    /// <summary>The curator who asks; null where it is none.</summary>
    public AdmittedCurator? CuratorOf(HttpContext context)
    {
        var reader = ReaderOf(context);
        return curators.Include(reader) ? new(reader, IsByToken: false)
            : context.Request.Cookies[NameOf(context)] is { } cookie && token.IsCookie(cookie) ? new(Reader(context, ", by token"), IsByToken: true)
            : null;
    }

    /// <summary>Lets the browser in from now on, until it is closed.</summary>
    public void Admit(HttpContext context) => context.Response.Cookies.Append(NameOf(context), token.Cookie!, CookieOf(context));

    public static void SignOut(HttpContext context) => context.Response.Cookies.Delete(NameOf(context), CookieOf(context));

    private Reader Reader(HttpContext context, string way) => new(Curators.Browser)
    {
        IsOnThisMachine = isOnThisMachine,
        // The address is a proxy's where one stands in front.
        Person = new(string.Empty, (isOnThisMachine ? "somebody on this machine" : $"somebody from {context.Connection.RemoteIpAddress}") + way),
    };

    private static CookieOptions CookieOf(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps || context.Request.Headers.Origin.ToString().StartsWith("https:", StringComparison.OrdinalIgnoreCase),
        Path = CuratorPageEndpoints.Root,
        IsEssential = true,
    };

    // Cookies do not know ports, and a machine may run several bots.
    private static string NameOf(HttpContext context) => $"curator-{(context.Request.Host.Port ?? 0).ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>A curator at the page.</summary>
/// <param name="IsByToken">Whether it was the token that let them in, so that they can sign out.</param>
internal sealed record AdmittedCurator(Reader Reader, bool IsByToken);
