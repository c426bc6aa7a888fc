using System.Net;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.WebChat;

/// <summary>
/// Lets only this machine's own browser use the page, unless other hosts are named in the settings. A foreign
/// <c>Host</c> means another site's name was pointed here (DNS rebinding); a foreign <c>Origin</c> means another
/// site's page is asking.
/// </summary>
internal sealed class WebChatGuard(IOptions<WebChatOptions> options)
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"];

    private readonly HashSet<string> hosts = new(options.Value.AllowedHostList.Select(host => host.Trim('[', ']')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the request is refused, or null.</summary>
    public string? Refuse(HttpContext context)
    {
        var request = context.Request;
        if (hosts.Count == 0 && context.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
        {
            return "The chat page answers this machine only. To open it to others, set WebChat:AllowedHosts.";
        }

        if (hosts.Count == 0 && ProxyHeaders.Any(request.Headers.ContainsKey))
        {
            return "The chat page answers this machine only, and a proxy asks for somebody else. To open it to others, set WebChat:AllowedHosts.";
        }

        if (!request.Host.HasValue || !IsAllowed(request.Host.Host.Trim('[', ']')))
        {
            return "The chat page is not served under this host name. If it should be, add the name to WebChat:AllowedHosts.";
        }

        var isForeign = request.Headers.Origin.Count > 0 && !(request.Headers.Origin is [{ } origin] && IsSameSite(origin, request.Host));
        // A link on another site may lead to the page; nothing else of it may ask.
        var isCrossSite = request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")
            && !(HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate");
        return isForeign || isCrossSite ? "Pages of other sites may not ask here." : null;
    }

    // The scheme is the proxy's business where there is one; host and port must be those that were asked for.
    private static bool IsSameSite(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && Uri.TryCreate($"{from.Scheme}://{host.Value}", UriKind.Absolute, out var here)
        && from.Authority.Equals(here.Authority, StringComparison.OrdinalIgnoreCase);

    private bool IsAllowed(string host) => hosts.Contains(host)
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
