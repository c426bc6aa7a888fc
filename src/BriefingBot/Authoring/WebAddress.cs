namespace BriefingBot.Authoring;

/// <summary>The only addresses that are ever shown as links.</summary>
internal static class WebAddress
{
    /// <summary>Whether this is an absolute http or https address without a user name in it.</summary>
    public static bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0
        && !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
