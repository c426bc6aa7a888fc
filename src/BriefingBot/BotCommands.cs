using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;

namespace BriefingBot;

/// <summary>The commands the bot knows. A new one is a file in the folder of its capability and a line here.</summary>
public static class BotCommands
{
    /// <summary>All commands; the first is what bare names mean.</summary>
    public static ImmutableArray<IChatCommand> All(ISectionSearch search, TimeProvider time)
    {
        ImmutableArray<IChatCommand> commands =
        [
            new BriefCommand(time),
            new TopicsCommand(),
            new SearchCommand(search),
            new SourcesCommand(),
        ];
        return [.. commands, new HelpCommand(commands.Select(command => command.Definition))];
    }
}
