using System.Collections.Immutable;
using System.Globalization;

namespace BriefingBot.Host.Discord.Registration;

/// <summary>The link that brings the bot into a server, with the fewest rights it works with.</summary>
internal static class BotInvite
{
    /// <summary>What the bot asks for. Not embedding links: its messages have no embeds. Reading the history is for Discord R71.</summary>
    public static ImmutableArray<BotPermission> Permissions { get; } =
    [
        new("View Channel", Permission.ViewChannel, "see the channels that digests are posted to"),
        new("Send Messages", Permission.SendMessages, "post digests, and briefings that somebody shares"),
        new("Send Messages in Threads", Permission.SendMessagesInThreads, "post them in threads too"),
        new("Read Message History", Permission.ReadMessageHistory, "find out whether a digest was posted already, when Discord did not say"),
    ];

    public static string Url(string applicationId)
    {
        var permissions = Permissions.Aggregate(0UL, (all, permission) => all | permission.Bit);
        return string.Create(CultureInfo.InvariantCulture, $"https://discord.com/oauth2/authorize?client_id={Uri.EscapeDataString(applicationId)}&scope=bot%20applications.commands&permissions={permissions}");
    }
}

/// <summary>A right on Discord.</summary>
/// <param name="Name">As Discord shows it.</param>
/// <param name="Purpose">What the bot needs it for: follows “to”.</param>
internal sealed record BotPermission(string Name, ulong Bit, string Purpose);
