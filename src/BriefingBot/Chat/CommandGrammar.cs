using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Chat;

/// <summary>
/// Sorts typed words into a command's options: <c>name:value</c> goes to that option, a flag's name switches it on,
/// and the rest fills the options in order. A known name may have several words, and the last option takes what is left.
/// </summary>
internal static class CommandGrammar
{
    public static ImmutableDictionary<string, string> Assign(CommandDefinition command, IEnumerable<Word> words, CatalogueView catalogue)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var rest = new List<Word>();
        foreach (var word in words)
        {
            if (Named(command, word) is { } named)
            {
                values[named.Option.Name] = named.Value;
            }
            else if (!word.IsQuoted && FlagOf(command, word.Value) is { } flag)
            {
                values[flag.Name] = "true";
            }
            else
            {
                rest.Add(word);
            }
        }

        var open = command.Options.Where(option => option.IsTyped && option.Kind is not OptionKind.Flag && !values.ContainsKey(option.Name)).ToList();
        for (var i = 0; i < open.Count && rest.Count > 0; i++)
        {
            var takesAll = i == open.Count - 1 || open[i].Kind is OptionKind.Words;
            var count = takesAll ? rest.Count : WordsOfName(open[i], rest, values, catalogue);
            values[open[i].Name] = string.Join(' ', rest.Take(count).Select(word => word.Value));
            rest.RemoveRange(0, count);
        }

        return values.ToImmutable();
    }

    /// <summary>The option and value of a word like <c>topic:china-nk</c>.</summary>
    public static (OptionDefinition Option, string Value)? Named(CommandDefinition command, Word word)
    {
        var colon = word.Value.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && command.Options.FirstOrDefault(option => option.IsTyped && option.Name.Equals(word.Value[..colon], StringComparison.OrdinalIgnoreCase)) is { } option
            ? (option, word.Value[(colon + 1)..])
            : null;
    }

    private static OptionDefinition? FlagOf(CommandDefinition command, string word) => command.Options.FirstOrDefault(option =>
        option.Kind is OptionKind.Flag && option.Name.Equals(word, StringComparison.OrdinalIgnoreCase));

    private static int WordsOfName(OptionDefinition option, List<Word> words, IReadOnlyDictionary<string, string> before, CatalogueView catalogue)
    {
        const int MostWords = 6;
        for (var count = Math.Min(words.Count, MostWords); (option.IsKnown ?? (object?)option.IsKnownAfter) is not null && count > 1; count--)
        {
            var name = string.Join(' ', words.Take(count).Select(word => word.Value));
            if (option.IsKnown?.Invoke(name, catalogue) is true || option.IsKnownAfter?.Invoke(name, before, catalogue) is true)
            {
                return count;
            }
        }

        return 1;
    }
}
