namespace BriefingBot.Host.Discord.Gateway;

/// <summary>What the numbers mean with which a gateway closes its connection (Discord R108, R109).</summary>
internal static class CloseCode
{
    /// <summary>Ends the session, when a client sends it.</summary>
    public const int Normal = 1000;

    /// <summary>A number that keeps the session, sent by a client that means to resume it.</summary>
    public const int KeepsSession = 4000;

    public const int AuthenticationFailed = 4004;

    /// <param name="code">Null where the connection ended without one.</param>
    public static NextStep Next(int? code) => code switch
    {
        4004 or 4010 or 4011 or 4012 or 4013 or 4014 => NextStep.GiveUp,
        4003 or 4007 or 4009 => NextStep.NewSession,
        _ => NextStep.Resume,
    };

    /// <summary>What to do about a number that ends it all, for those who run the bot.</summary>
    public static string Sentence(int code) => code switch
    {
        AuthenticationFailed => "Discord does not accept the bot's token: set Discord:Token to the one on the Bot page of https://discord.com/developers and start again.",
        4010 => "Discord does not know this shard: set Discord:ShardId to a number from 0 to Discord:ShardCount less one, and start again.",
        4011 => "Discord wants more shards for so many servers: raise Discord:ShardCount, or leave it and Discord:ShardId empty, and start again.",
        4012 => "Discord no longer speaks version 10 of its gateway: get a newer version of this program.",
        4013 => "Discord does not know the gateway intents that were asked for: get a newer version of this program.",
        4014 => "Discord does not allow this bot the gateway intents that were asked for: on the Bot page of https://discord.com/developers, see Privileged Gateway Intents, and start again.",
        _ => $"Discord's gateway ended the connection for good (code {code}).",
    };
}

/// <summary>What to do when a connection has ended.</summary>
internal enum NextStep
{
    /// <summary>Connect and resume the session, if there is one.</summary>
    Resume,

    /// <summary>Forget the session, connect and start another.</summary>
    NewSession,

    /// <summary>Nothing, until somebody mends something.</summary>
    GiveUp,

    /// <summary>Nothing: the bot stops.</summary>
    Stop,
}
