using BriefingBot.Documents;

namespace BriefingBot.Host.Discord;

/// <summary>
/// Whether the settings fit the application that the token belongs to: each a sentence that says what to do, or null where
/// they fit or Discord did not say.
/// </summary>
internal static class ApplicationFit
{
    /// <summary>All that does not fit.</summary>
    public static IEnumerable<string> Contradictions(DiscordOptions settings, DiscordApplication application) =>
        new[] { Id(settings, application), PublicKey(settings, application), Endpoint(settings, application) }.OfType<string>();

    public static string? Id(DiscordOptions settings, DiscordApplication application) =>
        application.Id is { } id && id != settings.ApplicationId
            ? $"Discord:ApplicationId is {settings.ApplicationId}, and Discord:Token belongs to application {SafeText.Echo(id)}; set both from the same application's pages."
            : null;

    /// <summary>Over the gateway nothing is signed.</summary>
    public static string? PublicKey(DiscordOptions settings, DiscordApplication application) =>
        settings.IsHttp && application.PublicKey is { } key && !key.Equals(settings.PublicKey, StringComparison.OrdinalIgnoreCase)
            ? "Discord:PublicKey is not this application's key, so every request from Discord would be refused; copy it again from the page “General Information”."
            : null;

    /// <summary>Discord delivers in one way alone (Discord R20).</summary>
    public static string? Endpoint(DiscordOptions settings, DiscordApplication application) =>
        !settings.IsHttp && application.Endpoint is { Length: > 0 }
            ? "Discord:Transport is gateway, and the application has an Interactions Endpoint URL, so Discord sends nothing over the gateway; clear that URL on the page “General Information”, or set Discord:Transport to http."
            : null;

    /// <summary>No contradiction but a step that is left: Discord takes the URL only while the bot runs.</summary>
    public static string? MissingEndpoint(DiscordOptions settings, DiscordApplication application) =>
        settings.IsHttp && string.IsNullOrEmpty(application.Endpoint)
            ? "The application has no Interactions Endpoint URL, so Discord sends the bot nothing; while the bot runs, set that URL on the page “General Information” to https://YOUR-HOST/discord/interactions."
            : null;
}
