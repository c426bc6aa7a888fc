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
    public Task<Reply> AnswerTextAsync(string text, Reader reader, CancellationToken cancellationToken) =>
        GuardAsync(async () => await AnswerTextAsync(text, reader, await CatalogueAsync(reader, cancellationToken), cancellationToken), cancellationToken);

    /// <summary>Answers a command that a platform has taken apart.</summary>
    public Task<Reply> AnswerAsync(ChatRequest request, CancellationToken cancellationToken) =>
        GuardAsync(async () => await AnswerAsync(request, await CatalogueAsync(request.Reader, cancellationToken), cancellationToken), cancellationToken);

    /// <summary>Offers values for one option: at most 25, labels at most 100 characters and no two alike.</summary>
    public async ValueTask<ImmutableArray<Suggestion>> CompleteAsync(CompletionRequest request, Reader reader, CancellationToken cancellationToken) =>
        CommandCompletion.Complete(Definitions, request, await CatalogueAsync(reader, cancellationToken));

    /// <summary>Offers what may follow in a typed command, within the same limits.</summary>
    /// <param name="text">The text up to the cursor.</param>
    public async ValueTask<TypedCompletion> CompleteTextAsync(string text, Reader reader, CancellationToken cancellationToken) => text.Length > MostCharacters
        ? new(text.Length, [])
        : CommandCompletion.CompleteText(Definitions, text, await CatalogueAsync(reader, cancellationToken));

    private async ValueTask<CatalogueView> CatalogueAsync(Reader reader, CancellationToken cancellationToken) =>
        (await library.CurrentAsync(cancellationToken)).For(reader);

    private async ValueTask<Reply> AnswerTextAsync(string text, Reader reader, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (text.Length > MostCharacters)
        {
            return Refusal.Usage($"That is {text.Length:N0} characters long, and a command has at most {MostCharacters:N0}. Shorten it and send it again, or type", "/help");
        }

        var words = Word.Split(SafeText.Inert(text));
        if (words.Count == 0)
        {
            return Refusal.Usage("There is nothing to answer yet. Type a command, such as", Example(catalogue));
        }

        var name = words[0].Value.TrimStart('/');
        if (Definitions.Find(name) is { } definition)
        {
            return await AnswerAsync(new(definition.Name, CommandGrammar.Assign(definition, words.Skip(1), catalogue), reader), catalogue, cancellationToken);
        }

        if (words[0].Value.StartsWith('/'))
        {
            return UnknownCommand(name);
        }

        // “china-nk economics” without a command can only mean one thing.
        var brief = new ChatRequest(Definitions[0].Name, CommandGrammar.Assign(Definitions[0], words, catalogue), reader);
        return brief.Option(Definitions[0].Options[0].Name) is { } topic && catalogue.FindTopic(topic) is not null
            ? await AnswerAsync(brief, catalogue, cancellationToken)
            : Refusal.Usage("Commands begin with a slash. To look for words in all briefings, type", $"/search {SafeText.Echo(text)}");
    }

    private async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (commands.FirstOrDefault(command => command.Definition.Name == request.Command) is not { } command)
        {
            return UnknownCommand(request.Command);
        }

        if (command.Definition.Options.FirstOrDefault(option => option.Required && request.Option(option.Name) is null) is { } missing)
        {
            var values = CommandCompletion.Complete(Definitions, new(request.Command, missing.Name, string.Empty, request.Options), catalogue);
            return Refusal.MissingOption(command.Definition, missing, values);
        }

        var reply = await command.AnswerAsync(request, catalogue, cancellationToken);
        return reply.Outcome is Outcome.Done && defaultAudience is Audience.Channel ? reply with { Audience = Audience.Channel } : reply;
    }

    private Reply UnknownCommand(string name) => NearestNames.Of(name, Definitions.Select(command => command.Name), 1) is [var meant]
        ? Refusal.Usage($"There is no command /{SafeText.Echo(name)}. Did you mean", "/" + meant)
        : Refusal.Usage($"There is no command /{SafeText.Echo(name)}. All commands are listed by", "/help");

    private static string Example(CatalogueView catalogue) =>
        catalogue.Topics.FirstOrDefault() is { } topic ? $"/brief {topic.Key}" : "/help";

    private async Task<Reply> GuardAsync(Func<Task<Reply>> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var incident = RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTUVWXYZ", 8);
            Log.AnswerFailed(logger, incident, failure);
            return Refusal.Failed(incident);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "An answer failed, incident {Incident}")]
        public static partial void AnswerFailed(ILogger logger, string incident, Exception failure);
    }
}
