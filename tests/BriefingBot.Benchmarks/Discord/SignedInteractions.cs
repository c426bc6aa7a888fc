using System.Globalization;
using System.Text;
using NSec.Cryptography;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>Whole HTTP requests as Discord would send them, each with an id of its own and signed, made before they are needed.</summary>
internal sealed class SignedInteractions : IDisposable
{
    public const ulong ApplicationId = 1100000000000000123;

    private static readonly string[] Sections = ["history", "diplomacy", "economics", "strategy", "nuclear", "leaders", "signals", "outlook"];

    private readonly Key key = Key.Create(SignatureAlgorithm.Ed25519, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
    private ulong lastId = ((ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 1_420_070_400_000) << 22;

    public string PublicKey => Convert.ToHexStringLower(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    /// <param name="isRight">Whether the signature is that of the body; else it is one of the right form that is not.</param>
    public byte[][] Create(int count, bool isRight = true)
    {
        var requests = new byte[count][];
        var first = Interlocked.Add(ref lastId, (ulong)count) - (ulong)count;
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Parallel.For(0, count, i =>
        {
            var body = Body(first + (ulong)i, Sections[i % Sections.Length]);
            var signed = Encoding.UTF8.GetBytes(timestamp + body);
            if (!isRight)
            {
                signed[0] ^= 1;
            }

            var signature = Convert.ToHexStringLower(SignatureAlgorithm.Ed25519.Sign(key, signed));
            requests[i] = Encoding.UTF8.GetBytes(
                $"POST /discord/interactions HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Discord-Interactions/1.0 (+https://discord.com)\r\nContent-Type: application/json\r\n" +
                $"X-Signature-Ed25519: {signature}\r\nX-Signature-Timestamp: {timestamp}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        });
        return requests;
    }

    /// <summary>A command's payload with all that Discord sends along.</summary>
    public static string Body(ulong id, string section, string? token = null) => string.Create(CultureInfo.InvariantCulture,
        $$$"""
        {"app_permissions":"2248473465835073","application_id":"{{{ApplicationId}}}","attachment_size_limit":20971520,"authorizing_integration_owners":{"0":"1100000000000000900"},"channel":{"flags":0,"guild_id":"1100000000000000900","icon_emoji":{"id":null,"name":"👋"},"id":"1100000000000000777","last_message_id":"1100000000000000999","name":"general","nsfw":false,"parent_id":"1100000000000000901","permissions":"2251799813685247","position":0,"rate_limit_per_user":0,"theme_color":null,"topic":null,"type":0},"channel_id":"1100000000000000777","context":0,"data":{"guild_id":"1100000000000000900","id":"1100000000000000555","name":"brief","options":[{"name":"topic","type":3,"value":"china-nk"},{"name":"section","type":3,"value":"{{{section}}}"}],"type":1},"entitlement_sku_ids":[],"entitlements":[],"guild":{"features":["COMMUNITY","NEWS"],"id":"1100000000000000900","locale":"en-US"},"guild_id":"1100000000000000900","guild_locale":"en-US","id":"{{{id}}}","locale":"en-GB","member":{"avatar":null,"banner":null,"communication_disabled_until":null,"deaf":false,"flags":0,"joined_at":"2024-01-01T00:00:00.000000+00:00","mute":false,"nick":null,"pending":false,"permissions":"2251799813685247","premium_since":null,"roles":["1100000000000000902"],"unusual_dm_activity_until":null,"user":{"avatar":"a_d5efa99b3eeaa7dd43acca82f5692432","avatar_decoration_data":null,"clan":null,"discriminator":"0","global_name":"A reader","id":"1100000000000000444","primary_guild":null,"public_flags":64,"username":"reader"}},"token":"{{{token ?? "aW50ZXJhY3Rpb246MTEwMDAwMDAwMDAwMDAwMDEyMzpBYUJiQ2NEZEVlRmZHZ0hoSWlKa0tsTG1Nbk5vT3BQcVFyUnNTdFR1VXZWd1d4WHlZelowMTIzNDU2Nzg5QWFCYkNjRGRFZUZmR2dIaElpSmtLbExtTW5Ob09wUHFRclJzU3RUdVV2VndXeFh5WXpaMDEyMzQ1Njc4OQ"}}}","type":2,"version":1}
        """);

    public void Dispose() => key.Dispose();
}
