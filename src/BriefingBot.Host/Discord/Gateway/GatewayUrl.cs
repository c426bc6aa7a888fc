using System.Diagnostics.CodeAnalysis;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Addresses of gateways, as Discord tells them, made ready to connect to (Discord R100, R105).</summary>
internal static class GatewayUrl
{
    private const string Query = "v=10&encoding=json&compress=zlib-stream";

    /// <summary>
    /// Adds the version and the form of what is sent. The token will be sent there, so it must be <c>wss</c>; <c>ws</c>
    /// will do where the API itself is set to plain <c>http</c>, as for a test server.
    /// </summary>
    public static bool TryRead(string? url, Uri apiBase, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var given)
            || !(given.Scheme == Uri.UriSchemeWss || (given.Scheme == Uri.UriSchemeWs && apiBase.Scheme == Uri.UriSchemeHttp)))
        {
            return false;
        }

        // Said twice, a version or a form is one that no server knows.
        var others = given.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => !IsOurs(part));
        address = new UriBuilder(given) { Query = string.Join('&', [.. others, Query]), Fragment = string.Empty }.Uri;
        return true;

        static bool IsOurs(string part) => part.Split('=')[0] is "v" or "encoding" or "compress";
    }

    /// <summary>
    /// Whether a session's address is its gateway's own or a neighbour's, so that the token may be sent there: a host below
    /// the same parent (<c>gateway.discord.gg</c>, <c>gateway-us-east1-b.discord.gg</c>), or the same host. Whoever could
    /// write the file of sessions would else be sent the token.
    /// </summary>
    public static bool IsNeighbour(Uri address, Uri gateway)
    {
        if (address.IdnHost.Equals(gateway.IdnHost, StringComparison.OrdinalIgnoreCase) || (address.IsLoopback && gateway.IsLoopback))
        {
            return true;
        }

        // A parent of one label is everybody's: com, gg.
        return address.HostNameType is UriHostNameType.Dns && gateway.HostNameType is UriHostNameType.Dns
            && gateway.IdnHost.Split('.', 2) is [_, var parent] && parent.Contains('.', StringComparison.Ordinal)
            && (address.IdnHost.Equals(parent, StringComparison.OrdinalIgnoreCase) || address.IdnHost.EndsWith($".{parent}", StringComparison.OrdinalIgnoreCase));
    }
}
