using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using BriefingBot.Host.Discord.Registration;

namespace BriefingBot.Host.Discord.Examination;

/// <summary>A server that the bot is in.</summary>
/// <param name="Missing">What <see cref="BotInvite"/> asks for and the server does not give.</param>
internal sealed record DiscordServer(string Name, ImmutableArray<BotPermission> Missing)
{
    /// <summary>How many servers Discord lists at a time.</summary>
    public const int MostListed = 200;

    private const int LongestBitSet = 100;

    /// <summary>Reads what <c>GET users/@me/guilds</c> answers; null where that is no list. Rights that are not said are not missed.</summary>
    public static ImmutableArray<DiscordServer>? ReadAll(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Where(server => server.ValueKind is JsonValueKind.Object).Select(Read)]
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second is a text with half of a surrogate pair.
            return null;
        }
    }

    private static DiscordServer Read(JsonElement server)
    {
        string? Text(string name) => server.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

        // A set of bits that may outgrow 64 of them.
        var isSaid = BigInteger.TryParse(Text("permissions") is { Length: <= LongestBitSet } digits ? digits : null, NumberStyles.None, CultureInfo.InvariantCulture, out var given);
        var hasAll = !isSaid || (given & Permission.Administrator) != 0 || (server.TryGetProperty("owner", out var owner) && owner.ValueKind is JsonValueKind.True);
        return new(Text("name") ?? string.Empty, hasAll ? [] : [.. BotInvite.Permissions.Where(permission => (given & permission.Bit) == 0)]);
    }
}
