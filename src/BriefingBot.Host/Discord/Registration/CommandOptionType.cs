namespace BriefingBot.Host.Discord.Registration;

/// <summary>The kinds of options that the bot registers (Discord R26).</summary>
internal enum CommandOptionType
{
    SubCommand = 1,
    SubCommandGroup = 2,
    String = 3,
    Boolean = 5,
    Role = 8,
    Attachment = 11,
}
