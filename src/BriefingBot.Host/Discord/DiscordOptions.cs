using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BriefingBot.Host.Discord.Files;

namespace BriefingBot.Host.Discord;

/// <summary><c>Discord</c>: the bot on Discord. Off while nothing of it is set.</summary>
internal sealed class DiscordOptions
{
    public const string Section = "Discord";

    /// <summary>All settings.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        nameof(Token), nameof(ApplicationId), nameof(PublicKey), nameof(Transport), nameof(GuildId), nameof(ShardId), nameof(ShardCount), nameof(ApiBaseUrl), nameof(CdnHosts),
    ];

    private const string DefaultTransport = "gateway";
    private const string DefaultAddress = "https://discord.com/api/v10";

    /// <summary>The bot's token. Secret: never logged, shown or put into a sentence.</summary>
    [AllowNull]
    public string Token { get; set => field = value?.Trim() ?? string.Empty; } = string.Empty;

    [AllowNull]
    public string ApplicationId { get; set => field = value?.Trim() ?? string.Empty; } = string.Empty;

    /// <summary>The application's Ed25519 key, 64 hexadecimal digits; needed for <c>http</c> alone.</summary>
    [AllowNull]
    public string PublicKey { get; set => field = value?.Trim() ?? string.Empty; } = string.Empty;

    /// <summary>How interactions arrive: <c>gateway</c> (the default, also where it is empty) or <c>http</c>; never both (Discord R20).</summary>
    [AllowNull]
    public string Transport { get; set => field = Or(value, DefaultTransport); } = DefaultTransport;

    /// <summary>Where Discord's API is; a path without a version gets <c>/api/v10</c> (Discord R2).</summary>
    [AllowNull]
    public string ApiBaseUrl { get; set => field = Or(value, DefaultAddress); } = DefaultAddress;

    /// <summary>The number of the one shard that this process runs; empty for all of them.</summary>
    [AllowNull]
    public string ShardId { get; set => field = value?.Trim() ?? string.Empty; } = string.Empty;

    /// <summary>How many shards there are in all; empty for as many as Discord recommends.</summary>
    [AllowNull]
    public string ShardCount { get; set => field = value?.Trim() ?? string.Empty; } = string.Empty;

    /// <summary>The one server to register commands in, where they are live at once; empty for everywhere.</summary>
    [AllowNull]
    public string GuildId { get; set => field = value?.Trim() ?? string.Empty; } = string.Empty;

    /// <summary>
    /// Where files that people hand over are fetched from (Discord R85), as an array or a list with commas; the hosts of
    /// Discord's own content network where it is empty.
    /// </summary>
    public IReadOnlyList<string> CdnHosts { get; private set; } = CdnHost.Defaults;

    /// <summary>Names in the section that mean nothing.</summary>
    public IReadOnlyList<string> Unknown { get; private set; } = [];

    /// <summary>Notes what has a value and is no setting: a name that was mistyped, and that nobody would miss.</summary>
    public void ReadUnknown(IConfigurationSection section) => Unknown =
    [
        .. section.GetChildren()
            .Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase) && child.AsEnumerable().Any(entry => !string.IsNullOrWhiteSpace(entry.Value)))
            .Select(child => child.Key),
    ];

    public void ReadCdnHosts(IConfigurationSection section)
    {
        var hosts = ListSetting.Read(section, nameof(CdnHosts));
        CdnHosts = hosts.Count == 0 ? CdnHost.Defaults : hosts;
    }

    /// <summary>Whether anything of Discord is set: then all that is needed must be.</summary>
    public bool IsOn => Token.Length > 0 || ApplicationId.Length > 0 || PublicKey.Length > 0 || GuildId.Length > 0
        || ShardId.Length > 0 || ShardCount.Length > 0 || !IsGateway;

    public bool IsGateway => Transport.Equals("gateway", StringComparison.OrdinalIgnoreCase);

    public bool IsHttp => Transport.Equals("http", StringComparison.OrdinalIgnoreCase);

    /// <summary>The shard to run of how many, or null for all that Discord recommends.</summary>
    public int? Shard => int.TryParse(ShardId, NumberStyles.None, CultureInfo.InvariantCulture, out var shard) ? shard : null;

    public int? Shards => int.TryParse(ShardCount, NumberStyles.None, CultureInfo.InvariantCulture, out var shards) ? shards : null;

    /// <summary>The API's address with its version and a slash at the end.</summary>
    public Uri ApiBase
    {
        get
        {
            var url = ApiBaseUrl.TrimEnd('/');
            var path = new Uri(url).AbsolutePath.TrimEnd('/');
            return new(path switch
            {
                "" => $"{url}/api/v10/",
                "/api" => $"{url}/v10/",
                _ => url + "/",
            });
        }
    }

    // Whoever passes variables on sets them empty where there are none.
    private static string Or(string? value, string otherwise) => string.IsNullOrWhiteSpace(value) ? otherwise : value.Trim();
}
