namespace BriefingBot.Host.Discord.Rendering;

/// <summary>The kinds of components that the bot writes.</summary>
internal enum ComponentType
{
    ActionRow = 1,
    Button = 2,
    StringSelect = 3,
    TextInput = 4,
    TextDisplay = 10,
    File = 13,
    Separator = 14,
    Container = 17,
    Label = 18,
}
