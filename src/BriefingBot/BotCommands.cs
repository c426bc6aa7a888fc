using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Digests;

namespace BriefingBot;

/// <summary>The commands the bot knows. A new one is a file in the folder of its capability and a line here.</summary>
public static class BotCommands
{
    /// <summary>All commands; the first is what bare names mean.</summary>
    /// <param name="digests">Null where no digests are kept: then nothing is offered that needs them.</param>
    /// <param name="curating">Null where no revisions and flags are kept, likewise.</param>
    public static ImmutableArray<IChatCommand> All(ISectionSearch search, TimeProvider time, DigestServices? digests = null, CuratingServices? curating = null) => WithHelp(
    [
        .. Readers(search, time),
        .. curating is null ? [] : CuratingCommands.Readers(curating, time),
        .. digests is null ? [] : DigestCommands.All(digests, time),
    ]);

    /// <summary>Those of the terminal, where nothing is kept.</summary>
    public static ImmutableArray<IChatCommand> InTerminal(ISectionSearch search, TimeProvider time) =>
        WithHelp([.. Readers(search, time), new TopicsPreviewCommand(time)]);

    private static ImmutableArray<IChatCommand> Readers(ISectionSearch search, TimeProvider time) =>
    [
        new BriefCommand(time),
        new TopicsCommand(),
        new SearchCommand(search),
        new SourcesCommand(),
    ];

    private static ImmutableArray<IChatCommand> WithHelp(ImmutableArray<IChatCommand> commands) =>
        [.. commands, new HelpCommand(commands.Select(command => command.Definition))];
}
