using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Curating;

/// <summary>The commands for those who change briefings.</summary>
internal static class CuratingCommands
{
    public static ImmutableArray<IChatCommand> All(CuratingServices services, TimeProvider time)
    {
        var drafts = new Drafts(time);
        return
        [
            new StatusCommand(services, time),
            new HistoryCommand(services, time),
            new DiffCommand(services, time),
            new RollbackCommand(services, drafts, time),
            new VerifyCommand(services, drafts, time),
            new DownloadCommand(services, time),
            new FlagsCommand(services, time),
            new ReloadCommand(services, time),
            new ConfirmCommand(services, time),
            new SaveCommand(services, drafts, time),
        ];
    }
}
