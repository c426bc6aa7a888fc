using BriefingBot.Documents;
using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Host.Discord.Examination;

/// <summary>How the settings stand beside the application as Discord describes it.</summary>
internal static class ApplicationFindings
{
    /// <summary>What the first question tells: whether Discord answers at all, and takes the token.</summary>
    public static Finding Token(DiscordOptions settings, RestResult asked) => asked switch
    {
        { IsOk: true } => new(true, "Discord token", "Discord accepts it"),
        { Status: StatusCodes.Status401Unauthorized } => new(false, "Discord token", "Discord does not accept it; copy it anew from the application's page “Bot”, and set Discord:Token"),
        { Status: 0 } => new(false, "Discord", $"could not be reached at {settings.ApiBase}; check this machine's network and Discord:ApiBaseUrl, or try again in a few minutes"),
        { Outcome: RestOutcome.NotSent or RestOutcome.Unknown } => new(false, "Discord", $"has no time for the bot just now (status {asked.Status}); try again in a few minutes"),
        _ => new(false, "Discord", $"{settings.ApiBase} answered with status {asked.Status} and does not describe the application; check Discord:ApiBaseUrl, and whether Discord or a proxy keeps this machine out"),
    };

    public static IEnumerable<Finding> All(DiscordOptions settings, DiscordApplication application) =>
    [
        Id(settings, application),
        PublicKey(settings, application),
        new(true, "Discord intents", "none are needed"),
        Endpoint(settings, application),
    ];

    private static Finding Id(DiscordOptions settings, DiscordApplication application)
    {
        const string What = "Discord application";
        if (application.Id is null)
        {
            return new(false, What, $"{settings.ApiBase} does not describe it as Discord does; check Discord:ApiBaseUrl");
        }

        return ApplicationFit.Id(settings, application) is { } contradiction
            ? new(false, What, contradiction)
            : new(true, What, application.Name is { Length: > 0 } name ? $"“{SafeText.Echo(name)}”, and Discord:ApplicationId fits" : "Discord:ApplicationId fits");
    }

    private static Finding PublicKey(DiscordOptions settings, DiscordApplication application)
    {
        const string What = "Discord public key";
        if (!settings.IsHttp)
        {
            return new(true, What, "not needed for the gateway");
        }

        return ApplicationFit.PublicKey(settings, application) is { } contradiction
            ? new(false, What, contradiction)
            : new(true, What, application.PublicKey is null ? "Discord:PublicKey is set; Discord does not say whether it fits" : "Discord:PublicKey fits");
    }

    private static Finding Endpoint(DiscordOptions settings, DiscordApplication application)
    {
        const string What = "Discord endpoint";
        var problem = ApplicationFit.Endpoint(settings, application) ?? ApplicationFit.MissingEndpoint(settings, application);
        return problem is not null
            ? new(false, What, problem)
            : new(true, What, settings.IsHttp ? $"Discord sends to {SafeText.Echo(application.Endpoint!, 200)}" : "no Interactions Endpoint URL is set, which is right for the gateway");
    }
}
