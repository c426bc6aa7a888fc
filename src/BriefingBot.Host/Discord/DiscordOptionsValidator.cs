using System.Globalization;
using BriefingBot.Documents;
using BriefingBot.Host.Discord.Files;
using BriefingBot.Host.Discord.Interactions;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord;

/// <summary>
/// Names every setting that is missing or cannot be right, with what to do. The token itself is in no sentence, not even
/// where it was set as something else by mistake.
/// </summary>
internal sealed class DiscordOptionsValidator : IValidateOptions<DiscordOptions>
{
    // Ids are shorter, and so are all words that these settings take; tokens, keys and client secrets are longer.
    private const int LongestShown = 24;

    // One process keeps a connection for each, unless it is told to run only one of them.
    private const int MostShardsHere = 1_000;

    public ValidateOptionsResult Validate(string? name, DiscordOptions options)
    {
        List<string> failures = [.. options.Unknown.Select(Unknown), .. options.IsOn ? Failures(options) : []];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string Unknown(string name) =>
        $"Discord has {Shown(name)}, which means nothing there; its settings are {string.Join(", ", DiscordOptions.Names)}.";

    private static IEnumerable<string> Failures(DiscordOptions options)
    {
        if (Token(options.Token) is { } token)
        {
            yield return token;
        }

        if (ApplicationId(options.ApplicationId) is { } application)
        {
            yield return application;
        }

        if (!options.IsHttp && !options.IsGateway)
        {
            yield return $"Discord:Transport is {Shown(options.Transport)}; write gateway or http. Discord delivers by one of them, never by both.";
        }

        if (PublicKey(options) is { } key)
        {
            yield return key;
        }

        if (Address(options.ApiBaseUrl) is { } address)
        {
            yield return address;
        }

        foreach (var host in options.CdnHosts.Where(host => CdnHost.Parse(host) is null))
        {
            yield return $"Discord:CdnHosts has “{SafeText.Echo(host, 100)}”, which is no host; write names such as cdn.discordapp.com, or leave it empty. Files are fetched over https alone, but for a host on this machine, such as 127.0.0.1:8080.";
        }

        if (Shards(options) is { } shards)
        {
            yield return shards;
        }

        if (options.GuildId.Length > 0 && !IsSnowflake(options.GuildId))
        {
            yield return $"Discord:GuildId is {Shown(options.GuildId)}, which is no id; write the server's digits, or leave it empty to register commands everywhere.";
        }
    }

    /// <summary>What is wrong with an application's id, or null.</summary>
    public static string? ApplicationId(string id) => id switch
    {
        "" => "Discord:ApplicationId is not set, though other Discord settings are. Copy the application's ID from its page “General Information”, or clear the other Discord settings to leave Discord off.",
        _ when !IsSnowflake(id) => $"Discord:ApplicationId is {Shown(id)}, which is no id; write the digits from the application's page “General Information”.",
        _ => null,
    };

    private static string? Token(string token) => token switch
    {
        "" => "Discord:Token is not set, though other Discord settings are. Copy the bot's token from the application's page “Bot” into the environment as Discord__Token, or clear the other Discord settings to leave Discord off.",
        _ when token.StartsWith("Bot ", StringComparison.OrdinalIgnoreCase) => "Discord:Token begins with the word “Bot”; set the token alone.",
        _ when token.Any(c => c is <= ' ' or > '~' or '"' or '\'') => "Discord:Token holds a space, a quotation mark or another character that no token has; copy it again from the application's page “Bot”.",
        _ => null,
    };

    private static string? PublicKey(DiscordOptions options)
    {
        if (options.PublicKey.Length == 0)
        {
            return options.IsHttp
                ? "Discord:PublicKey is not set, and Discord:Transport is http, which needs it to tell Discord's requests from others. Copy it from the application's page “General Information”."
                : null;
        }

        try
        {
            return SignatureVerifier.Create(options.PublicKey) is null
                ? $"Discord:PublicKey is {Shown(options.PublicKey)}, which is no public key; copy its 64 hexadecimal digits from the application's page “General Information”."
                : null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException or PlatformNotSupportedException)
        {
            return "Discord:PublicKey is set, but the native library that checks signatures (libsodium) does not load here; publish the bot for this machine's runtime (-r linux-x64 or linux-arm64), or use Discord:Transport gateway without a public key.";
        }
    }

    private static string? Address(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri is { Query: "", Fragment: "", UserInfo: "" }
            && uri.AbsolutePath.TrimEnd('/') is var path && (path is "" or "/api" || path.EndsWith("/v10", StringComparison.Ordinal))
            ? uri.Scheme is "http" && IsDiscords(uri.IdnHost)
                ? "Discord:ApiBaseUrl begins with http, so that the bot's token would be sent unencrypted; write https://discord.com/api/v10."
                : null
            : $"Discord:ApiBaseUrl is {(address.Contains('@', StringComparison.Ordinal) ? "an address with a name or password in it" : $"“{SafeText.Echo(address, 200)}”")}; write an http(s) address that ends in /api/v10, such as https://discord.com/api/v10.";

    // Discord R8. Any other host may be a test server or a proxy on the same machine or network.
    private static bool IsDiscords(string host) => new[] { "discord.com", "discordapp.com" }.Any(known =>
        host.Equals(known, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{known}", StringComparison.OrdinalIgnoreCase));

    private static string? Shards(DiscordOptions options)
    {
        if (options.ShardId.Length == 0 && options.ShardCount.Length == 0)
        {
            return null;
        }

        if (options.Shards is not > 0 || (options.ShardId.Length == 0 && options.Shards > MostShardsHere))
        {
            return options.ShardCount.Length == 0
                ? "Discord:ShardId is set and Discord:ShardCount is not; set how many shards there are in all, or clear Discord:ShardId to run all of them here."
                : $"Discord:ShardCount is {Shown(options.ShardCount)}; write a number from 1, at most {MostShardsHere:N0} where Discord:ShardId is empty.";
        }

        return options.ShardId.Length > 0 && !(options.Shard >= 0 && options.Shard < options.Shards)
            ? $"Discord:ShardId is {Shown(options.ShardId)}; write a number from 0 to {options.Shards - 1}, one less than Discord:ShardCount."
            : null;
    }

    private static string Shown(string value) => value.Length <= LongestShown ? $"“{SafeText.Echo(value)}”" : $"a text of {value.Length:N0} characters";

    private static bool IsSnowflake(string id) => ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
}
