using BriefingBot.Chat;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Registration;

/// <summary>
/// Makes Discord know the bot's commands: for everywhere, or for one server alone where <c>Discord:GuildId</c> names it; the
/// commands for everywhere are then left as they are.
/// </summary>
internal sealed class CommandRegistration(DiscordRest rest, IOptions<DiscordOptions> options, ChatRouter router)
{
    /// <summary>Asks what Discord knows, and registers only what differs (Discord R47, R48).</summary>
    public async Task<RegistrationOutcome> EnsureAsync(CancellationToken cancellationToken)
    {
        var (application, guild) = (options.Value.ApplicationId, options.Value.GuildId);
        var isGlobal = guild.Length == 0;
        var route = isGlobal ? $"applications/{application}/commands" : $"applications/{application}/guilds/{guild}/commands";
        var body = CommandBodies.Write(router.Definitions, isGlobal);
        var count = router.Definitions.GroupBy(definition => definition.Name.Split(' ')[0]).Count();

        // Without this question Discord leaves translations out, and they would always seem to differ.
        var known = await rest.SendAsync(new(HttpMethod.Get, route + "?with_localizations=true"), cancellationToken);
        if (!known.IsOk)
        {
            return Failed(known, isGlobal);
        }

        if (CommandComparison.AreSame(body, known.Body, isGlobal))
        {
            return new RegistrationOutcome.Unchanged(count);
        }

        var put = await rest.SendAsync(new(HttpMethod.Put, route, body), cancellationToken);
        return put.IsOk
            ? new RegistrationOutcome.Registered(count)
            : Failed(put, isGlobal);
    }

    private static RegistrationOutcome.Failed Failed(RestResult result, bool isGlobal) =>
        new(RegistrationFailure.InWords(result, isGlobal), MayPass: result.Outcome is RestOutcome.NotSent or RestOutcome.Unknown);
}
