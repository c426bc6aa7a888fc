using System.Collections.Immutable;
using System.Security.Cryptography;
using BriefingBot.Briefings;
using BriefingBot.Documents;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Chat;

/// <summary>
/// Where every platform hands over what people ask: text as it was typed, or a command with its options already
/// taken apart. Always answers; what goes wrong inside becomes an incident id for the reader and a log entry for us.
/// </summary>
public sealed partial class ChatRouter(
    ImmutableArray<IChatCommand> commands, BriefingLibrary library, Audience defaultAudience, ILogger<ChatRouter> logger)
{
    /// <summary>The longest text that is read as a command, in UTF-16 units.</summary>
    public const int MostCharacters = 2_000;

    /// <summary>All commands, in the order in which help shows them.</summary>
    public ImmutableArray<CommandDefinition> Definitions { get; } = [.. commands.Select(command => command.Definition)];

    /// <summary>Answers what somebody typed.</summary>
    public async Task<Reply> AnswerTextAsync(string text, Reader reader, CancellationToken cancellationToken)
    {
        if (text.Length > MostCharacters)
        {
            return Refusal.Usage($"That is {text.Length:N0} characters long; a command has at most {MostCharacters:N0}. Shorten it and send it again.", "/help");
        }

        var catalogue = await CatalogueAsync(reader, cancellationToken);
        var words = Word.Split(SafeText.Inert(text));
        if (words.Count == 0)
        {
            return Refusal.Usage("There is nothing to answer yet. Type a command, such as", FirstExample(catalogue));
        }

        var name = words[0].Value.TrimStart('/');
        if (Find(name) is { } command)
        {
            return await AnswerAsync(command, new(command.Definition.Name, CommandGrammar.Assign(command.Definition, words.Skip(1), catalogue), reader), catalogue, cancellationToken);
        }

        if (words[0].Value.StartsWith('/'))
        {
            return UnknownCommand(name);
        }

        // “china-nk economics” without a command can only mean one thing.
        var brief = commands[0];
        var options = CommandGrammar.Assign(brief.Definition, words, catalogue);
        return options.Values.FirstOrDefault() is not null && catalogue.FindTopic(options[brief.Definition.Options[0].Name]) is not null
            ? await AnswerAsync(brief, new(brief.Definition.Name, options, reader), catalogue, cancellationToken)
            : Refusal.Usage("Commands begin with a slash. To look for words in all briefings, type", $"/search {SafeText.Echo(text)}");
    }

    /// <summary>Answers a command that a platform has taken apart.</summary>
    public async Task<Reply> AnswerAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        var catalogue = await CatalogueAsync(request.Reader, cancellationToken);
        return Find(request.Command) is { } command
            ? await AnswerAsync(command, request, catalogue, cancellationToken)
            : UnknownCommand(request.Command);
    }

    /// <summary>Offers values for one option: at most 25, labels at most 100 characters and no two alike. Never fails.</summary>
    public async ValueTask<ImmutableArray<Suggestion>> CompleteAsync(CompletionRequest request, Reader reader, CancellationToken cancellationToken) =>
        Complete(request, await CatalogueAsync(reader, cancellationToken));

    /// <summary>Offers what may follow in a typed command.</summary>
    /// <param name="text">The text up to the cursor.</param>
    public async ValueTask<TypedCompletion> CompleteTextAsync(string text, Reader reader, CancellationToken cancellationToken)
    {
        if (text.Length > MostCharacters)
        {
            return new(text.Length, []);
        }

        var catalogue = await CatalogueAsync(reader, cancellationToken);
        var words = Word.Split(text);
        var isNewWord = text.Length == 0 || char.IsWhiteSpace(text[^1]);
        var current = isNewWord || words.Count == 0 ? new Word(string.Empty, text.Length, text.Length, IsQuoted: false) : words[^1];
        if (words.Count == 0 || (words.Count == 1 && !isNewWord))
        {
            var typed = current.Value.TrimStart('/');
            return new(current.Start,
            [
                .. Definitions.Where(command => command.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                    .Select(command => new Suggestion("/" + command.Name, command.Description)),
            ]);
        }

        if (Find(words[0].Value.TrimStart('/'))?.Definition is not { } definition)
        {
            return new(current.Start, []);
        }

        var before = CommandGrammar.Assign(definition, isNewWord ? words.Skip(1) : words.Skip(1).SkipLast(1), catalogue);
        if (CommandGrammar.Named(definition, current) is { Option: var named, Value: var value })
        {
            return new(current.Start, [.. Complete(new(definition.Name, named.Name, value, before), catalogue)
                .Select(suggestion => suggestion with { Value = $"{named.Name}:{suggestion.Value}" })]);
        }

        var next = definition.Options.FirstOrDefault(option => option.Kind is not OptionKind.Flag && !before.ContainsKey(option.Name));
        var values = next is null ? [] : Complete(new(definition.Name, next.Name, current.Value, before), catalogue);
        var flags = definition.Options.Where(option => option.Kind is OptionKind.Flag && before.Count > 0 && !before.ContainsKey(option.Name)
                && option.Name.StartsWith(current.Value, StringComparison.OrdinalIgnoreCase))
            .Select(option => new Suggestion(option.Name, option.Description));
        return new(current.Start, [.. values.Concat(flags).Take(CatalogueView.MostCompletions)]);
    }

    private static ImmutableArray<Suggestion> Complete(CompletionRequest request, OptionDefinition? option, CatalogueView catalogue) =>
    [
        .. (option?.Complete?.Invoke(request, catalogue) ?? [])
            .Where(suggestion => suggestion.Value.Length <= Suggestion.MaxLength)
            .DistinctBy(suggestion => suggestion.Label)
            .Take(CatalogueView.MostCompletions),
    ];

    private ImmutableArray<Suggestion> Complete(CompletionRequest request, CatalogueView catalogue) => Complete(
        request.Typed.Length <= Suggestion.MaxLength ? request : request with { Typed = request.Typed[..Suggestion.MaxLength] },
        Find(request.Command)?.Definition.Options.FirstOrDefault(option => option.Name == request.Option),
        catalogue);

    private async ValueTask<CatalogueView> CatalogueAsync(Reader reader, CancellationToken cancellationToken) =>
        (await library.CurrentAsync(cancellationToken)).For(reader);

    private async Task<Reply> AnswerAsync(IChatCommand command, ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (command.Definition.Options.FirstOrDefault(option => option.Required && request.Option(option.Name) is null) is { } missing)
        {
            return Refusal.MissingOption(command.Definition, missing, Complete(new(request.Command, missing.Name, string.Empty, request.Options), catalogue));
        }

        try
        {
            var reply = await command.AnswerAsync(request, catalogue, cancellationToken);
            return reply.Outcome is Outcome.Done && defaultAudience is Audience.Channel ? reply with { Audience = Audience.Channel } : reply;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var incident = RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTUVWXYZ", 8);
            Log.CommandFailed(logger, command.Definition.Name, incident, failure);
            return Refusal.Failed(incident);
        }
    }

    private IChatCommand? Find(string name) =>
        commands.FirstOrDefault(command => command.Definition.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private Reply UnknownCommand(string name)
    {
        var nearest = NearestNames.Of(name, Definitions.Select(command => command.Name), 1);
        return nearest is [var meant]
            ? Refusal.Usage($"There is no command /{SafeText.Echo(name)}. Did you mean", "/" + meant)
            : Refusal.Usage($"There is no command /{SafeText.Echo(name)}. All commands are listed by", "/help");
    }

    private static string FirstExample(CatalogueView catalogue) =>
        catalogue.Topics.FirstOrDefault() is { } topic ? $"/brief {topic.Key}" : "/help";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Command {Command} failed, incident {Incident}")]
        public static partial void CommandFailed(ILogger logger, string command, string incident, Exception failure);
    }
}

/// <summary>Suggestions for a typed command.</summary>
/// <param name="Start">The text from here to the cursor is what a chosen value replaces.</param>
public sealed record TypedCompletion(int Start, ImmutableArray<Suggestion> Suggestions);
