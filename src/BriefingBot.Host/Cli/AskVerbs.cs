using System.CommandLine;
using System.Text;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Content;
using BriefingBot.Host.Search;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace BriefingBot.Host.Cli;

/// <summary>The chat commands in the terminal, made from the same definitions.</summary>
internal static class AskVerbs
{
    private static readonly Reader Terminal = new("terminal") { IsManager = true };

    public static IEnumerable<Command> Create(string[] settings)
    {
        var definitions = BotCommands.InTerminal(new SectionIndex(), TimeProvider.System).Select(command => command.Definition);
        var groups = new Dictionary<string, Command>(StringComparer.Ordinal);
        foreach (var definition in definitions.Where(definition => definition.Name is not "help"))
        {
            var name = definition.Name.Split(' ');
            var words = new Argument<string[]>(definition.Usage.Contains(' ', StringComparison.Ordinal) ? definition.Usage[(definition.Name.Length + 2)..] : "…")
            {
                Arity = ArgumentArity.ZeroOrMore,
                Description = string.Join("; ", definition.Options.Select(option => $"{option.Name}: {option.Description}")),
                Hidden = definition.Options.IsEmpty,
            };
            words.Validators.Add(given =>
            {
                foreach (var option in given.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                {
                    given.AddError($"There is no option {option.Value}.");
                }
            });
            var json = new Option<bool>("--json") { Description = "The reply as JSON" };
            var verb = new Command(name[^1], definition.Description) { words, json };
            verb.SetAction((parsed, cancellationToken) => AskAsync(settings, definition.Name, parsed.GetValue(words) ?? [], parsed.GetValue(json), cancellationToken));
            if (name is not [var first, _])
            {
                yield return verb;
            }
            else if (groups.TryGetValue(first, out var group))
            {
                group.Subcommands.Add(verb);
            }
            else
            {
                groups[first] = new(first, $"{definition.Description}; see {first} --help") { verb };
                yield return groups[first];
            }
        }
    }

    private static async Task<int> AskAsync(string[] settings, string command, string[] words, bool asJson, CancellationToken cancellationToken)
    {
        await using var services = TerminalServices.Create(settings);
        if (services is null)
        {
            return BotCommandLine.NotDone;
        }

        Catalogue catalogue;
        try
        {
            catalogue = services.GetRequiredService<BriefingContent>().Load().Catalogue;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("The folder of sources cannot be read; check its permissions, or leave Sources:Directory empty.");
            return BotCommandLine.NotDone;
        }

        if (!catalogue.Topics.Any())
        {
            await Console.Error.WriteLineAsync("There is nothing to serve: no topic is without errors. “check” lists them.");
            return BotCommandLine.NotDone;
        }

        services.GetRequiredService<BriefingLibrary>().Publish(catalogue);
        if (command is "search")
        {
            services.GetRequiredService<SectionIndex>().Build(catalogue);
        }

        // A shell has taken quotes off already; words that hold spaces get theirs back.
        var text = $"/{command} {string.Join(' ', words.Select(word => word.Any(char.IsWhiteSpace) ? $"\"{word}\"" : word))}";
        var reply = await Router(services).AnswerTextAsync(text, Terminal, cancellationToken);
        await WriteAsync(reply, asJson);
        return reply.Outcome switch
        {
            Outcome.Done => BotCommandLine.Done,
            Outcome.WrongUsage => BotCommandLine.WrongUsage,
            _ => BotCommandLine.NotDone,
        };
    }

    private static ChatRouter Router(IServiceProvider services) => new(
        BotCommands.InTerminal(services.GetRequiredService<ISectionSearch>(), services.GetRequiredService<TimeProvider>()),
        services.GetRequiredService<BriefingLibrary>(),
        services.GetRequiredService<IOptions<ChatOptions>>().Value.Audience,
        services.GetRequiredService<ILogger<ChatRouter>>());

    private static async Task WriteAsync(Reply reply, bool asJson)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var isAnswer = reply.Outcome is Outcome.Done;
        if (asJson)
        {
            await Console.Out.WriteLineAsync(Encoding.UTF8.GetString(ReplyJson.Serialize(reply)));
        }
        else if (isAnswer && !Console.IsOutputRedirected)
        {
            TerminalRenderer.Write(reply, AnsiConsole.Console);
        }
        else
        {
            await (isAnswer ? Console.Out : Console.Error).WriteAsync(PlainText.Render(reply.BlocksWithFiles));
        }
    }
}
