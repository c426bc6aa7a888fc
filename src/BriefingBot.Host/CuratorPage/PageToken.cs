using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BriefingBot.Host.Curating;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.CuratorPage;

/// <summary>
/// What opens the curator page, whether or not the settings name a curator besides: a secret of the operator's, or 256 random
/// bits that are shown once, in the terminal. Whoever brought it holds a cookie that is made from it and good for nothing else.
/// </summary>
internal sealed class PageToken
{
    /// <summary>The shortest secret that is taken, in characters.</summary>
    public const int Least = 32;

    private const string Print = "print";
    private const string Off = "off";

    private readonly byte[]? token;
    private readonly byte[]? cookie;

    public PageToken(IOptions<CuratorsOptions> options)
    {
        var setting = options.Value.PageToken;
        var isPrinted = setting is Print || (setting.Length == 0 && Terminal is not null);
        if ((isPrinted ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) : setting) is { Length: > 0 } value and not Off)
        {
            Printed = isPrinted ? value : null;
            token = HashOf(value);
            Cookie = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(value), "curator page"u8));
            cookie = HashOf(Cookie);
        }
    }

    /// <summary>Where a person sees what is written and nobody keeps it; null where the bot has no terminal.</summary>
    public static TextWriter? Terminal => !Console.IsOutputRedirected ? Console.Out : !Console.IsErrorRedirected ? Console.Error : null;

    /// <summary>Whether there is one.</summary>
    public bool IsSet => token is not null;

    /// <summary>The token where the terminal is to show it; else null.</summary>
    public string? Printed { get; }

    /// <summary>What the cookie holds; null where there is no token.</summary>
    public string? Cookie { get; }

    /// <summary>Whether a setting can be one.</summary>
    public static bool IsAcceptable(string value) =>
        value is "" or Print or Off || (value.Length >= Least && value.Distinct().Count() >= 8 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    public bool Is(string given) => AreSame(given, token);

    public bool IsCookie(string given) => AreSame(given, cookie);

    // Hashes are of one length, and compared in a time that tells nothing.
    private static bool AreSame(string given, byte[]? expected) => expected is not null && CryptographicOperations.FixedTimeEquals(HashOf(given), expected);

    private static byte[] HashOf(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));
}
