namespace BriefingBot.Host.Discord.Rendering;

/// <summary>The flags the bot sets on messages (Discord R39, R42, R81).</summary>
[Flags]
internal enum MessageFlags
{
    None = 0,

    /// <summary>Only the person who asked sees it.</summary>
    Ephemeral = 1 << 6,

    /// <summary>Made of components alone; shown also to people who switched embeds off.</summary>
    ComponentsV2 = 1 << 15,
}
