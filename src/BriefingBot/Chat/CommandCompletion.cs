using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Chat;

/// <summary>Offers what may come next, from the commands' own definitions.</summary>
internal static class CommandCompletion
{
    /// <summary>Values for one option; empty where nothing can be offered.</summary>
    public static async ValueTask<ImmutableArray<Suggestion>> CompleteAsync(
        ImmutableArray<CommandDefinition> definitions, CompletionRequest request, CatalogueView catalogue, Reader reader, CancellationToken cancellationToken)
    {
        var option = definitions.Find(request.Command)?.Options.FirstOrDefault(option => option.Name == request.Option);
        var typed = request.Typed.Length <= Suggestion.MaxLength ? request : request with { Typed = request.Typed[..Suggestion.MaxLength] };
        var values = option?.CompleteAsync is { } fetch ? await fetch(typed, reader, cancellationToken) : option?.Complete?.Invoke(typed, catalogue);
        return
        [
            .. (values ?? [])
                .Where(suggestion => suggestion.Value.Length <= Suggestion.MaxLength)
                .DistinctBy(suggestion => suggestion.Label)
                .Take(CatalogueView.MostCompletions),
        ];
    }

    /// <summary>What may stand in place of the word under the cursor, which is at the text's end.</summary>
    public static async ValueTask<TypedCompletion> CompleteTextAsync(
        ImmutableArray<CommandDefinition> definitions, string text, CatalogueView catalogue, Reader reader, CancellationToken cancellationToken)
    {
        var words = Word.Split(text);
        var isNewWord = words.Count == 0 || char.IsWhiteSpace(text[^1]);
        var current = isNewWord ? new Word(string.Empty, text.Length, IsQuoted: false) : words[^1];
        if (definitions.Match(words) is not { } match || (match.Words == words.Count && !isNewWord))
        {
            var typed = string.Join(' ', words.Select(word => word.Value)).TrimStart('/');
            return new(words.Count == 0 ? text.Length : words[0].Start, Commands(definitions, isNewWord && typed.Length > 0 ? typed + " " : typed));
        }

        var (definition, ofName) = match;
        var before = CommandGrammar.Assign(definition, isNewWord ? words.Skip(ofName) : words.Skip(ofName).SkipLast(1), catalogue);
        if (CommandGrammar.Named(definition, current) is { Option: var named, Value: var value })
        {
            return new(current.Start, [.. (await CompleteAsync(definitions, new(definition.Name, named.Name, value, before), catalogue, reader, cancellationToken))
                .Select(suggestion => suggestion with { Value = $"{named.Name}:{suggestion.Value}" })]);
        }

        var next = definition.Options.FirstOrDefault(option => option.IsTyped && option.Kind is not OptionKind.Flag && !before.ContainsKey(option.Name));
        var values = next is null ? [] : await CompleteAsync(definitions, new(definition.Name, next.Name, current.Value, before), catalogue, reader, cancellationToken);
        return new(current.Start, [.. values.Concat(Flags(definition, current.Value, before)).Take(CatalogueView.MostCompletions)]);
    }

    private static ImmutableArray<Suggestion> Commands(ImmutableArray<CommandDefinition> definitions, string typed) =>
    [
        .. definitions.Where(command => !command.IsHidden && command.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(command => new Suggestion("/" + command.Name, command.Description))
            .Take(CatalogueView.MostCompletions),
    ];

    // Flags come last in what is typed, so they are offered once something else is there.
    private static IEnumerable<Suggestion> Flags(CommandDefinition definition, string typed, ImmutableDictionary<string, string> before) =>
        definition.Options
            .Where(option => option.Kind is OptionKind.Flag && before.Count > 0 && !before.ContainsKey(option.Name)
                && option.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(option => new Suggestion(option.Name, option.Description));
}

/// <summary>Suggestions for a typed command.</summary>
/// <param name="Start">The text from here to the cursor is what a chosen value replaces.</param>
public sealed record TypedCompletion(int Start, ImmutableArray<Suggestion> Suggestions);
