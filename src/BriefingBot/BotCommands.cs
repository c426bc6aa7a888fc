using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Curating.Commands;
using BriefingBot.Digests;
using BriefingBot.Digests.Commands;

namespace BriefingBot;

/// <summary>The commands the bot knows. A new one is a file in the folder of its capability and a line here.</summary>
public static class BotCommands
{
    /// <summary>All commands; the first is what bare names mean.</summary>
    /// <param name="digests">Null where no digests are kept: then nothing is offered that needs them.</param>
    /// <param name="curating">Null where no revisions and flags are kept, likewise.</param>
    /// <param name="curators">Null where briefings are not changed, likewise.</param>
    public static ImmutableArray<IChatCommand> All(
        ISectionSearch search, TimeProvider time, DigestServices? digests = null, ReaderServices? curating = null, CuratorServices? curators = null) => WithHelp(
        [
            .. Readers(search, time, takesFlags: curating is not null),
            .. curating is null ? [] : CuratingCommands.Readers(curating, time),
            .. digests is null ? [] : DigestCommands.All(digests, time),
            .. curators is null ? [] : CuratingCommands.Curators(curators, time),
        ],
        curators?.Curators ?? Curators.Nobody);

    /// <summary>Those of the terminal, where nothing is kept.</summary>
    public static ImmutableArray<IChatCommand> InTerminal(ISectionSearch search, TimeProvider time) =>
        WithHelp([.. Readers(search, time, takesFlags: false), new TopicsPreviewCommand(time)], Curators.Nobody);

    private static ImmutableArray<IChatCommand> Readers(ISectionSearch search, TimeProvider time, bool takesFlags) =>
    [
        new BriefCommand(time, takesFlags),
        new TopicsCommand(),
        new SearchCommand(search),
        new SourcesCommand(),
    ];

    private static ImmutableArray<IChatCommand> WithHelp(ImmutableArray<IChatCommand> commands, Curators curators) =>
        [.. commands, new HelpCommand(commands.Select(command => command.Definition), curators)];
}
