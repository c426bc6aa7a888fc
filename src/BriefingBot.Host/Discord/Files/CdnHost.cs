using System.Net;

namespace BriefingBot.Host.Discord.Files;

/// <summary>A host that files may be fetched from (Discord R85): over https on its usual port, or on this machine, for tests, over http on any port or on one.</summary>
internal sealed record CdnHost(string Name, int? Port, bool IsLoopback)
{
    public static readonly IReadOnlyList<string> Defaults = ["cdn.discordapp.com", "media.discordapp.net"];

    private const int HttpsPort = 443;

    /// <summary>Reads <c>cdn.discordapp.com</c>, <c>127.0.0.1:8080</c> or <c>http://127.0.0.1:8080</c>; null for anything else.</summary>
    public static CdnHost? Parse(string setting)
    {
        var hasScheme = setting.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(hasScheme ? setting : $"https://{setting}", UriKind.Absolute, out var address)
            || address is not { PathAndQuery: "/", Fragment: "", UserInfo: "", Host.Length: > 0, Scheme: "http" or "https" })
        {
            return null;
        }

        var isLoopback = address.IsLoopback && (address.Host == "localhost" || IPAddress.TryParse(address.Host.Trim('[', ']'), out _));
        var isPortNamed = !address.IsDefaultPort || setting.TrimEnd('/').EndsWith($":{address.Port}", StringComparison.Ordinal);
        return address.Scheme is "http" && !isLoopback ? null : new(address.IdnHost, isPortNamed ? address.Port : null, isLoopback);
    }

    /// <summary>Whether a file's address is one of this host. The address is untrusted.</summary>
    public bool Holds(Uri address) =>
        address.UserInfo.Length == 0 && address.IdnHost.Equals(Name, StringComparison.OrdinalIgnoreCase)
        && (IsLoopback ? address.Scheme is "http" or "https" && (Port is null || address.Port == Port) : address.Scheme is "https" && address.Port == (Port ?? HttpsPort));
}
