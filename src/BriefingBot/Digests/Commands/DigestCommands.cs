using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Digests.Commands;

/// <summary>The commands for digests.</summary>
internal static class DigestCommands
{
    public static ImmutableArray<IChatCommand> All(DigestServices services, TimeProvider time) =>
    [
        new SubscribeCommand(services.Subscriptions, time),
        new ListCommand(services.Subscriptions, services.Ledger, time),
        new PreviewCommand(services.Subscriptions, services.Ledger, time),
        new SendCommand(services, time),
        new PauseCommand(services.Subscriptions, time),
        new ResumeCommand(services.Subscriptions, time),
        new RemoveCommand(services.Subscriptions),
        new LogCommand(services.Subscriptions, services.Ledger, time),
        new ConfirmCommand(services.Subscriptions, time),
    ];
}
