using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Curating;
using BriefingBot.Documents;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Chat;

/// <summary>
/// Where every platform hands over what people ask: text as it was typed, or a command with its options already
/// taken apart. Always answers; what goes wrong inside becomes an incident id for the reader and a log entry for us.
/// </summary>
public sealed partial class ChatRouter(
    ImmutableArray<IChatCommand> commands, BriefingLibrary library, Audience defaultAudience, ILogger<ChatRouter> logger, CuratorGate? gate = null)
{
    /// <summary>The longest text that is read as a command, in UTF-16 units.</summary>
    public const int MostCharacters = 2_000;

    /// <summary>All commands, hidden ones too, in the order in which help shows them.</summary>
    public ImmutableArray<CommandDefinition> Definitions => offered.All;

    private readonly OfferedCommands offered = new([.. commands.Select(command => command.Definition)], gate);

    /// <summary>Answers what somebody typed.</summary>
    public async Task<Reply> AnswerTextAsync(string text, Reader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerTextAsync(text, reader, await CatalogueAsync(reader, cancellationToken), cancellationToken);
        }
        catch (Exception failure) when (IsOurs(failure, cancellationToken))
        {
            return Failed(failure);
        }
    }

    /// <summary>Answers a command that a platform has taken apart.</summary>
    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(request, await CatalogueAsync(request.Reader, cancellationToken), cancellationToken);
        }
        catch (Exception failure) when (IsOurs(failure, cancellationToken))
        {
            return Failed(failure);
        }
    }

    /// <summary>
    /// Answers what somebody pressed. Where the text has changed since, the answer says so, and nothing goes to a channel
    /// that the one who pressed has not seen.
    /// </summary>
    /// <param name="command">The control's command; untrusted, like everything a platform sends back.</param>
    /// <param name="revision">The revision of the text that the control stood under; null where it does not matter.</param>
    public async Task<Reply> AnswerControlAsync(string command, string? revision, Reader reader, CancellationToken cancellationToken)
    {
        var reply = await AnswerTextAsync(command, reader, cancellationToken);
        return revision is null || reply.Revision is null || reply.Revision == revision ? reply : Changed(reply, command);
    }

    /// <summary>
    /// Answers a form that was filled in and sent off. Every rule and right is looked at as if the command had been typed,
    /// also those that were looked at when it was opened. What was written and led to nothing comes back as a file.
    /// </summary>
    /// <param name="command">As <see cref="Form.Command"/>; untrusted.</param>
    /// <param name="fields">What was filled in, by field name; untrusted in number, names and length.</param>
    public Task<Reply> AnswerFormAsync(string command, ImmutableDictionary<string, string> fields, Reader reader, CancellationToken cancellationToken) =>
        AnswerFormAsync(command, fields, ImmutableDictionary<string, IncomingFile>.Empty, reader, cancellationToken);

    /// <summary>The same for a form in which files were chosen.</summary>
    /// <param name="files">By field name; untrusted likewise.</param>
    public async Task<Reply> AnswerFormAsync(
        string command, ImmutableDictionary<string, string> fields, ImmutableDictionary<string, IncomingFile> files, Reader reader, CancellationToken cancellationToken)
    {
        var form = new FilledForm(command, fields, files);
        Reply reply;
        try
        {
            var catalogue = await CatalogueAsync(reader, cancellationToken);
            reply = form.ToRequest(Definitions, reader, catalogue) is { } request
                ? await AnswerAsync(request, catalogue, cancellationToken)
                : Refusal.Usage("This form belongs to a command that is no longer there. The commands are listed by", "/help");
        }
        catch (Exception failure) when (IsOurs(failure, cancellationToken))
        {
            reply = Failed(failure);
        }

        return reply is { Outcome: not Outcome.Done, Form: null, Files.IsEmpty: true } ? reply with { Files = form.LongTexts() } : reply;
    }

    /// <summary>Offers values for one option: at most 25, labels at most 100 characters and no two alike.</summary>
    public async ValueTask<ImmutableArray<Suggestion>> CompleteAsync(CompletionRequest request, Reader reader, CancellationToken cancellationToken) =>
        await CommandCompletion.CompleteAsync(offered.To(reader), request, await CatalogueAsync(reader, cancellationToken), reader, cancellationToken);

    /// <summary>Offers what may follow in a typed command, within the same limits.</summary>
    /// <param name="text">The text up to the cursor.</param>
    public async ValueTask<TypedCompletion> CompleteTextAsync(string text, Reader reader, CancellationToken cancellationToken) => text.Length > MostCharacters
        ? new(text.Length, [])
        : await CommandCompletion.CompleteTextAsync(offered.To(reader), text, await CatalogueAsync(reader, cancellationToken), reader, cancellationToken);

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

        if (Definitions.Match(words) is { } match)
        {
            return await AnswerAsync(
                new(match.Definition.Name, CommandGrammar.Assign(match.Definition, words.Skip(match.Words), catalogue), reader), catalogue, cancellationToken);
        }

        if (words[0].Value.StartsWith('/'))
        {
            return offered.Unknown(words[0].Value[1..]);
        }

        // “china-nk economics” without a command can only mean one thing.
        var brief = new ChatRequest(Definitions[0].Name, CommandGrammar.Assign(Definitions[0], words, catalogue), reader);
        return brief.Option(Definitions[0].Options[0].Name) is { } topic && catalogue.FindTopic(topic) is not null
            ? await AnswerAsync(brief, catalogue, cancellationToken)
            : Refusal.Usage("Commands begin with a slash. To look for words in all briefings, type", $"/search {SafeText.Echo(text)}");
    }

    private async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (Find(request.Command) is not { } command)
        {
            return offered.Unknown(request.Command);
        }

        if (command.Definition.ForManagers && !request.Reader.IsManager)
        {
            return Refusal.Usage($"/{command.Definition.Name} is for people who manage this server or workspace; ask one of them. What you can type is listed by", "/help");
        }

        if (command.Definition.ForCurators && gate is not null && await gate.RefuseAsync(request) is { } refusal)
        {
            return refusal;
        }

        if (await OptionCheck.RefuseAsync(command.Definition, request, Definitions, catalogue, cancellationToken) is { } unfit)
        {
            return unfit;
        }

        var reply = await command.AnswerAsync(request, catalogue, cancellationToken);

        // What not everybody may ask is answered to them alone.
        return reply.Outcome is Outcome.Done && defaultAudience is Audience.Channel && command.Definition is { ForManagers: false, ForCurators: false, IsPrivate: false }
            ? reply with { Audience = Audience.Channel }
            : reply;
    }

    private IChatCommand? Find(string name)
    {
        foreach (var command in commands)
        {
            if (command.Definition.Name == name)
            {
                return command;
            }
        }

        return null;
    }

    // Who pressed “Post to channel” meant what he saw, so the new text is shown to him first.
    private static Reply Changed(Reply reply, string command)
    {
        var isPost = reply.Audience is Audience.Channel;
        var notice = new StatusLine("The text has changed since you opened it; this is what it says now."
            + (isPost ? " Nothing has been posted yet." : string.Empty));
        return reply with
        {
            Blocks = reply.Blocks.Insert(reply.Blocks is [Title, ..] ? 1 : 0, notice),
            Audience = Audience.Private,
            Controls = isPost ? reply.Controls.Add(new Button("Post to channel", command)) : reply.Controls,
        };
    }

    private static string Example(CatalogueView catalogue) =>
        catalogue.Topics.FirstOrDefault() is { } topic ? $"/brief {topic.Key}" : "/help";

    private static bool IsOurs(Exception failure, CancellationToken cancellationToken) =>
        failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested;

    private Reply Failed(Exception failure)
    {
        if (failure is StateUnavailableException unavailable)
        {
            Log.StateUnavailable(logger, unavailable.Kind);
            return Refusal.StateUnavailable;
        }

        var incident = Incident.New();
        Log.AnswerFailed(logger, incident, failure);
        return Refusal.Failed(incident);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "An answer failed, incident {Incident}")]
        public static partial void AnswerFailed(ILogger logger, string incident, Exception failure);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A command was refused, because the state store cannot be reached: {Cause}")]
        public static partial void StateUnavailable(ILogger logger, string cause);
    }
}
