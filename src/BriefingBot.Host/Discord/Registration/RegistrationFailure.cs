using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Host.Discord.Registration;

/// <summary>Why commands could not be registered, and what helps.</summary>
internal static class RegistrationFailure
{
    public static string InWords(RestResult result, bool isGlobal) => result switch
    {
        { Outcome: RestOutcome.NotSent } => "Discord could not be reached, or has no time for the bot just now: no command was registered. Try again in a few minutes.",
        { Outcome: RestOutcome.Unknown } => "Discord did not say whether it registered the commands. Try again: what is registered already is left as it is.",
        { Status: 401 } => "Discord does not accept Discord:Token. Copy the token anew from the application's page, and set it.",
        { Code: ErrorCode.TooManyCommands } => "Discord takes 200 new commands a day for one server, and those are used up. Try again tomorrow.",
        { Status: 403 } or { Code: ErrorCode.MissingAccess } when !isGlobal =>
            "The bot may not register commands in the server that Discord:GuildId names. Invite it there with the link that “discord invite” gives, or clear that setting.",
        { Status: 403 } => "Discord:Token belongs to another application than Discord:ApplicationId. Take both from the same application's page.",
        { Status: 404 } => "Discord knows no application, or no server, by that number. Check Discord:ApplicationId and Discord:GuildId.",
        _ => $"Discord refused the commands (status {result.Status}, code {result.Code}). That is a fault of the bot: report it with these numbers.",
    };
}
