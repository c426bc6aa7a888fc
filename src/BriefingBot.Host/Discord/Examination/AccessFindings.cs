using System.Collections.Immutable;
using BriefingBot.Documents;
using BriefingBot.Host.Discord.Gateway;
using BriefingBot.Host.Discord.Registration;

namespace BriefingBot.Host.Discord.Examination;

/// <summary>What the bot has and may do on Discord.</summary>
internal static class AccessFindings
{
    private const string Later = "try again in a few minutes";

    public static Finding Commands(RegistrationOutcome outcome)
    {
        const string What = "Discord commands";
        return outcome switch
        {
            RegistrationOutcome.Unchanged { Count: var count } => new(true, What, $"{Quantity.Of(count, "command")} registered as now"),
            RegistrationOutcome.Failed { MayPass: false, Sentence: var sentence } => new(false, What, sentence),
            RegistrationOutcome.Failed => new(false, What, $"Discord did not say which it knows; {Later}"),
            _ => new(false, What, "Discord knows others than the bot has now; run “discord register”, or start the bot, which does it too"),
        };
    }

    /// <param name="servers">The servers that the bot is in; null where Discord did not say.</param>
    public static Finding Permissions(ImmutableArray<DiscordServer>? servers)
    {
        const string What = "Discord permissions";
        if (servers is not { } all)
        {
            return new(false, What, $"Discord did not say which servers the bot is in; {Later}");
        }

        if (all.IsEmpty)
        {
            return new(false, What, "the bot is in no server; open the link that “discord invite” prints");
        }

        var lacking = all.Where(server => !server.Missing.IsEmpty).ToList();
        if (lacking.Count == 0)
        {
            return new(true, What, $"the bot has all it needs in {Of(all)}");
        }

        var missing = BotInvite.Permissions.Where(permission => lacking.Exists(server => server.Missing.Contains(permission))).Select(permission => permission.Name);
        var others = lacking.Count > 1 ? $" and {lacking.Count - 1} more" : string.Empty;
        return new(false, What, $"in {lacking.Count} of {Of(all)} (“{SafeText.Echo(lacking[0].Name)}”{others}) the bot lacks {string.Join(", ", missing)}; "
            + "invite it there again with the link that “discord invite” prints, or give its role these rights");
    }

    /// <param name="info">Null where Discord did not say.</param>
    public static Finding Gateway(GatewayInfo? info)
    {
        const string What = "Discord gateway";
        return info switch
        {
            null => new(false, What, $"Discord did not say where it is; {Later}"),
            { StartsLeft: 0 } => new(false, What, $"no session can be started for {Quantity.Of((int)Math.Ceiling(info.ResetAfter.TotalMinutes), "minute")}; leave the bot running, or start it after that"),
            _ => new(true, What, $"{info.StartsLeft:N0} of {info.StartsTotal:N0} session starts left"),
        };
    }

    private static string Of(ImmutableArray<DiscordServer> servers) =>
        servers.Length < DiscordServer.MostListed ? Quantity.Of(servers.Length, "server") : $"the first {servers.Length} servers";
}
