using BriefingBot.Host.Discord.Gateway;
using BriefingBot.Host.Discord.Registration;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Examination;

/// <summary>Asks Discord how the bot stands there, and changes nothing. For settings that are valid.</summary>
internal sealed class DiscordExamination(ApplicationLookup applications, CommandRegistration registration, DiscordRest rest, IOptions<DiscordOptions> options)
{
    // Spent twice at most: on the first question, and on all the others side by side.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    /// <summary>What was found, in the order in which it is to be mended; always at least one.</summary>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var application = await applications.FindAsync(Patience, cancellationToken);
        var token = ApplicationFindings.Token(settings, application.Result);
        if (!token.IsThere)
        {
            return [token];
        }

        var commands = registration.CheckAsync(Patience, cancellationToken);
        var servers = AskAsync($"users/@me/guilds?limit={DiscordServer.MostListed}", cancellationToken);
        var gateway = settings.IsGateway ? AskAsync("gateway/bot", cancellationToken) : Task.FromResult<RestResult>(default);
        await Task.WhenAll(commands, servers, gateway);
        return
        [
            token,
            .. ApplicationFindings.All(settings, application),
            AccessFindings.Commands(await commands),
            AccessFindings.Permissions(Body(await servers) is { } list ? DiscordServer.ReadAll(list) : null),
            .. settings.IsGateway ? [AccessFindings.Gateway(Body(await gateway) is { } info ? GatewayInfo.Read(info, settings.ApiBase) : null)] : Array.Empty<Finding>(),
        ];
    }

    private static ReadOnlyMemory<byte>? Body(RestResult result) => result.IsOk ? result.Body : null;

    private Task<RestResult> AskAsync(string route, CancellationToken cancellationToken) =>
        rest.SendAsync(new(HttpMethod.Get, route) { Deadline = Patience }, cancellationToken);
}
