using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Curating;

/// <summary>The commands about changes of content.</summary>
internal static class CuratingCommands
{
    /// <summary>Those for everybody.</summary>
    public static ImmutableArray<IChatCommand> Readers(CuratingServices services, TimeProvider time) =>
    [
        new ChangesCommand(services.Revisions, time),
        new FlagCommand(services.Flags, time),
    ];
}
