using System.Buffers;
using System.Globalization;
using System.Text;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>Addresses as they may stand in a link.</summary>
internal static class LinkTarget
{
    // What ends a link, a format or an address in markdown; and the at sign, since an address may say @everyone.
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(" \"'()*<>@[\\]^`{|}~");

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/%?=&#");

    /// <summary>The address with everything percent-encoded that means something in markdown; null where it is not http(s).</summary>
    public static string? Of(string url)
    {
        if (IsPlain(url))
        {
            return url;
        }

        var address = SafeText.Inert(url).Trim();
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) || uri.Host.Length == 0)
        {
            return null;
        }

        // An address with a name before its host is how one site passes for another.
        if (uri.UserInfo.Length > 0)
        {
            return null;
        }

        return Ascii.IsValid(address) && address.AsSpan().IndexOfAny(Unsafe) < 0 ? address : Encode(address);
    }

    // Nearly all addresses are, and need not be taken apart.
    private static bool IsPlain(string url) =>
        url.StartsWith("https://", StringComparison.Ordinal) && url.Length > 8 && char.IsAsciiLetterOrDigit(url[8]) && !url.AsSpan(8).ContainsAnyExcept(Plain);

    private static string Encode(string address)
    {
        var encoded = new StringBuilder(address.Length + 16);
        foreach (var rune in address.EnumerateRunes())
        {
            _ = rune.IsAscii && Unsafe.Contains((char)rune.Value) ? encoded.Append($"%{rune.Value:X2}")
                : Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format ? encoded.Append(Uri.EscapeDataString(rune.ToString()))
                : encoded.Append(rune);
        }

        return encoded.ToString();
    }
}
