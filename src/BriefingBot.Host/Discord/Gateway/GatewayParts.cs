namespace BriefingBot.Host.Discord.Gateway;

/// <summary>What all shards of a process share.</summary>
/// <param name="Shards">How many there are in all, of this process or others.</param>
internal sealed record GatewayParts(
    DiscordOptions Options,
    int Shards,
    IdentifyGate Gate,
    SessionStore Store,
    InteractionReceived OnInteraction,
    DiscordStatus Status,
    TimeProvider Time,
    Random Random,
    ILogger Logger);
