namespace BriefingBot.Host.Discord.Gateway;

/// <summary>
/// Takes an interaction in and returns at once, for the gateway's connection waits for it (Discord R117). Called by
/// several shards at a time.
/// </summary>
/// <param name="data">The <c>d</c> of INTERACTION_CREATE; valid during the call alone. Holds a token: never logged.</param>
/// <param name="received">When it was read, as a timestamp of the clock (Discord R31).</param>
/// <returns>False where it is not of the shape of an interaction; it is counted and skipped then.</returns>
internal delegate bool InteractionReceived(ReadOnlySpan<byte> data, long received);
