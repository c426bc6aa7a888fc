using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary>A form that was filled in and sent off; untrusted, like everything a platform sends back.</summary>
/// <param name="Command">As <see cref="Form.Command"/>.</param>
/// <param name="Fields">What was filled in, by field name.</param>
/// <param name="Files">What was chosen, by field name.</param>
internal sealed record FilledForm(string Command, ImmutableDictionary<string, string> Fields, ImmutableDictionary<string, IncomingFile> Files)
{
    /// <summary>The command as if it had been typed with what was filled in; null where there is no such command.</summary>
    public ChatRequest? ToRequest(ImmutableArray<CommandDefinition> definitions, Reader reader, CatalogueView catalogue)
    {
        var words = Word.Split(SafeText.Inert(Command.Length <= ChatRouter.MostCharacters ? Command : string.Empty));
        if (definitions.Match(words) is not { } match)
        {
            return null;
        }

        var options = CommandGrammar.Assign(match.Definition, words.Skip(match.Words), catalogue);
        foreach (var option in match.Definition.Options)
        {
            if (!options.ContainsKey(option.Name) && Fields.TryGetValue(option.Name, out var value))
            {
                options = options.Add(option.Name, value);
            }
        }

        return new(match.Definition.Name, options, reader) { Files = Files };
    }

    /// <summary>What was written, as files. What is short is typed again more quickly than copied out of a file.</summary>
    public ImmutableArray<ReplyFile> LongTexts()
    {
        const int MostFiles = 5, Long = 100;
        return
        [
            .. Fields.Where(field => field.Value.Length > Long).OrderBy(field => field.Key, StringComparer.Ordinal).Take(MostFiles)
                .Select((field, i) => new ReplyFile($"what-you-wrote-{i + 1}.txt", field.Value)),
        ];
    }
}
