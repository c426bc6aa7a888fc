using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary>Replies to what cannot be answered: private, a sentence on what is wrong, and a next step to take.</summary>
public static class Refusal
{
    /// <summary>The command was not understood.</summary>
    /// <param name="sentence">Ends where the command to type follows.</param>
    public static Reply Usage(string sentence, string command) =>
        new([Paragraph.Of(new Text(sentence + " "), new CommandText(command))]) { Outcome = Outcome.WrongUsage };

    /// <summary>A name leads nowhere.</summary>
    /// <param name="sentence">Says what does not exist.</param>
    /// <param name="commands">What was probably meant, most likely first; may be empty.</param>
    /// <param name="otherwise">Where to look for all there is.</param>
    public static Reply NotFound(string sentence, IEnumerable<(string Command, string Label)> commands, string otherwise)
    {
        var likely = commands.ToList();
        return new(
        [
            Paragraph.Of(new Text(sentence + (likely.Count > 0 ? " Did you mean:" : string.Empty))),
            .. likely.Count > 0 ? Commands(likely) : [],
            Paragraph.Of(new Text("To see all there is, type "), new CommandText(otherwise)),
        ])
        { Outcome = Outcome.NotFound };
    }

    /// <summary>Only the first word of several commands was given.</summary>
    public static Reply Incomplete(string name, IEnumerable<CommandDefinition> family) => new(
    [
        Paragraph.Of(new Text($"/{name} needs one more word:")),
        .. Commands(family.Select(command => ("/" + command.Name, command.Description))),
    ])
    { Outcome = Outcome.WrongUsage };

    /// <summary>A required option is missing.</summary>
    public static Reply MissingOption(CommandDefinition command, OptionDefinition missing, ImmutableArray<Suggestion> values) => new(
    [
        Paragraph.Of(new Text($"/{command.Name} needs to know more: {missing.Description.ToLowerInvariant()}. Type it as "), new Code(command.Usage)),
        .. values.IsEmpty ? [] : Commands(values.Select(value => ($"/{command.Name} {value.Value}", value.Description))),
    ])
    { Outcome = Outcome.WrongUsage };

    /// <summary>A command that takes a file came without one; where forms have fields for files, it can be chosen.</summary>
    public static Reply MissingFile(CommandDefinition command, OptionDefinition missing, ChatRequest request) =>
        Usage($"/{command.Name} takes a file, and none came with it. Attach one where this place lets you give the command with a file; what else can be typed is listed by", "/help") with
        {
            Form = new(
                $"A file for /{command.Name}", TypedCommand.Of(command, request),
                [new(missing.Name, "File") { Description = missing.Description, IsFile = true, MostCharacters = SectionText.MostBytes }]),
        };

    /// <summary>Something broke on our side.</summary>
    public static Reply Failed(string incident) => new(
    [
        Paragraph.Of(new Text($"Something went wrong here, and it has been noted as incident {incident}. Try again; if it happens again, tell whoever runs this bot that number.")),
    ])
    { Outcome = Outcome.Failed };

    /// <summary>What the command needs cannot be read or written just now.</summary>
    public static Reply StateUnavailable =>
        new([Paragraph.Of(new Text("The bot cannot reach its database just now, so nothing was read or changed. Try again in a minute; whoever runs this bot sees the cause in its log."))])
        {
            Outcome = Outcome.Failed,
        };

    private static ImmutableArray<Block> Commands(IEnumerable<(string Command, string Label)> commands) =>
        [new ItemList(Ordered: false, [.. commands.Select(command => Paragraph.Of(new CommandText(command.Command), new Text(" – " + command.Label)))])];
}
