namespace BriefingBot.Host.Discord.Rest;

/// <summary>The numbers by which Discord names errors, as far as the bot asks for them (Discord R7).</summary>
internal static class ErrorCode
{
    public const int UnknownChannel = 10003;
    public const int UnknownMessage = 10008;
    public const int UnknownWebhook = 10015;
    public const int TooManyCommands = 30034;
    public const int AlreadyAnswered = 40060;
    public const int MissingAccess = 50001;
    public const int MissingPermissions = 50013;

    /// <summary>Also a 401, but of an interaction whose time is over (Discord R45).</summary>
    public const int InvalidWebhookToken = 50027;
}
