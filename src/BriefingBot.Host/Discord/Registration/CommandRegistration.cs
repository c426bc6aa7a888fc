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
    private bool IsGlobal => options.Value.GuildId.Length == 0;

    private string Route => IsGlobal
        ? $"applications/{options.Value.ApplicationId}/commands"
        : $"applications/{options.Value.ApplicationId}/guilds/{options.Value.GuildId}/commands";

    /// <summary>Asks what Discord knows, and registers only what differs (Discord R47, R48).</summary>
    public async Task<RegistrationOutcome> EnsureAsync(CancellationToken cancellationToken)
    {
        var body = CommandBodies.Write(router.Definitions, IsGlobal);
        var known = await CompareAsync(body, RestRequest.DefaultDeadline, cancellationToken);
        if (known is not RegistrationOutcome.Different different)
        {
            return known;
        }

        var put = await rest.SendAsync(new(HttpMethod.Put, Route, EntryPoint.Keep(body, different.Known)), cancellationToken);
        return put.IsOk
            ? new RegistrationOutcome.Registered(different.Count)
            : Failed(put);
    }

    /// <summary>Asks what Discord knows, and changes nothing.</summary>
    /// <param name="deadline">How long that may take.</param>
    public Task<RegistrationOutcome> CheckAsync(TimeSpan deadline, CancellationToken cancellationToken) =>
        CompareAsync(CommandBodies.Write(router.Definitions, IsGlobal), deadline, cancellationToken);

    private async Task<RegistrationOutcome> CompareAsync(ReadOnlyMemory<byte> body, TimeSpan deadline, CancellationToken cancellationToken)
    {
        // Without this question Discord leaves translations out, and they would always seem to differ.
        var known = await rest.SendAsync(new(HttpMethod.Get, Route + "?with_localizations=true") { Deadline = deadline }, cancellationToken);
        if (!known.IsOk)
        {
            return Failed(known);
        }

        var count = router.Definitions.GroupBy(definition => definition.Name.Split(' ')[0]).Count();
        return CommandComparison.AreSame(body, known.Body, IsGlobal)
            ? new RegistrationOutcome.Unchanged(count)
            : new RegistrationOutcome.Different(count, known.Body);
    }

    private RegistrationOutcome.Failed Failed(RestResult result) =>
        new(RegistrationFailure.InWords(result, IsGlobal), MayPass: result.Outcome is RestOutcome.NotSent or RestOutcome.Unknown);
}
