using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;

namespace BriefingBot.Curating.Commands;

/// <summary>The commands about changes of content.</summary>
internal static class CuratingCommands
{
    /// <summary>Those for everybody.</summary>
    public static ImmutableArray<IChatCommand> Readers(ReaderServices services, TimeProvider time) =>
    [
        new ChangesCommand(services.Revisions, time),
        new FlagCommand(services.Flags, time),
    ];

    /// <summary>Those for the ones who change it.</summary>
    public static ImmutableArray<IChatCommand> Curators(CuratorServices services, TimeProvider time)
    {
        var drafts = new Drafts(time);
        return
        [
            new StatusCommand(services, time),
            new HistoryCommand(services, time),
            new DiffCommand(services, time),
            new RollbackCommand(services, drafts, time),
            new VerifyCommand(services, drafts, time),
            new EditCommand(services, time),
            new UploadCommand(services, drafts, time),
            new DownloadCommand(services, time),
            new FlagsCommand(services, time),
            new ReloadCommand(services, time),
            new ConfirmCommand(services, time),
            new SaveCommand(services, drafts, time),
            new PutCommand(services, drafts, time),
            new AgainCommand(services, drafts, time),
        ];
    }
}
