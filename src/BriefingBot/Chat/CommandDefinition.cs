using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Curating;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary>A command as all platforms know it: this one definition drives the grammar, completion, help and registration.</summary>
/// <param name="Name">One lower-case word; or two or three, with a space between, where commands belong together: <c>digest subscribe</c>.</param>
/// <param name="Description">One sentence without a full stop, at most 100 characters.</param>
/// <param name="Options">In the order they are typed; required ones first.</param>
public sealed record CommandDefinition(string Name, string Description, ImmutableArray<OptionDefinition> Options)
{
    /// <summary>The most words a name has.</summary>
    public const int MostWords = 3;

    /// <summary>Whether it is for people who manage the server or workspace alone; others are refused.</summary>
    public bool ForManagers { get; init; }

    /// <summary>Whether it is for those alone whom the settings name as curators; others are refused.</summary>
    public bool ForCurators { get; init; }

    /// <summary>Whether its answers are for the one who asked alone, also where others go to the channel.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether only controls run it, so that it is listed, completed and registered nowhere.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether this reader may give it.</summary>
    public bool IsFor(Reader reader, Curators curators) =>
        (!ForManagers || reader.IsManager) && (!ForCurators || curators.Include(reader));

    /// <summary>How to type it: <c>/brief TOPIC [SECTION] [share]</c>.</summary>
    public string Usage => string.Join(' ', Options.Where(option => option.Kind is not OptionKind.Text).Select(option => option.Usage).Prepend("/" + Name));
}

/// <summary>Looks commands up.</summary>
public static class CommandDefinitions
{
    /// <summary>The command of that name in any case; null if there is none.</summary>
    public static CommandDefinition? Find(this ImmutableArray<CommandDefinition> definitions, string name) =>
        definitions.FirstOrDefault(command => command.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The command whose name these words begin with, a slash before them or not, and how many of them are its name.</summary>
    internal static (CommandDefinition Definition, int Words)? Match(this ImmutableArray<CommandDefinition> definitions, List<Word> words)
    {
        var name = words.Count == 0 ? string.Empty : words[0].Value.TrimStart('/');
        for (var count = 1; count <= Math.Min(words.Count, CommandDefinition.MostWords); count++)
        {
            name = count == 1 ? name : $"{name} {words[count - 1].Value}";
            if (definitions.Find(name) is { } definition)
            {
                return (definition, count);
            }
        }

        return null;
    }
}

/// <summary>An option of a command.</summary>
/// <param name="Name">One lower-case word; also typed as <c>name:value</c>.</param>
/// <param name="Description">One sentence without a full stop, at most 100 characters.</param>
public sealed record OptionDefinition(string Name, OptionKind Kind, string Description, bool Required = false)
{
    /// <summary>Offers values for what was typed so far; null where nothing can be offered.</summary>
    public Func<CompletionRequest, CatalogueView, IEnumerable<Suggestion>>? Complete { get; init; }

    /// <summary>In place of <see cref="Complete"/> where the values must be fetched, and depend on who asks where.</summary>
    public Func<CompletionRequest, Reader, CancellationToken, Task<ImmutableArray<Suggestion>>>? CompleteAsync { get; init; }

    /// <summary>Whether these words name something, so that names of several words need no quotes.</summary>
    public Func<string, CatalogueView, bool>? IsKnown { get; init; }

    /// <summary>In place of <see cref="IsKnown"/> where that depends on the options before it, whose values are given.</summary>
    public Func<string, IReadOnlyDictionary<string, string>, CatalogueView, bool>? IsKnownAfter { get; init; }

    /// <summary>Whether it can be typed.</summary>
    public bool IsTyped => Kind is not (OptionKind.Text or OptionKind.File);

    /// <summary>The most that is taken, in UTF-16 units.</summary>
    public int MostCharacters => Kind is OptionKind.Text ? SectionText.MostBytes : ChatRouter.MostCharacters;

    public string Usage => (Kind, Required) switch
    {
        (OptionKind.Flag, _) => $"[{Name}]",
        (_, true) => Name.ToUpperInvariant(),
        _ => $"[{Name.ToUpperInvariant()}]",
    };
}

/// <summary>What an option holds.</summary>
public enum OptionKind
{
    /// <summary>One name; the last such option of a command takes all words that are left.</summary>
    Name,

    /// <summary>Free words; takes all that are left.</summary>
    Words,

    /// <summary>On when its name is typed.</summary>
    Flag,

    /// <summary>The platform's id of a role, chosen there from a list; else as <see cref="Name"/>.</summary>
    Role,

    /// <summary>A file that is given with the command (<see cref="ChatRequest.Files"/>); it has no value and cannot be typed.</summary>
    File,

    /// <summary>Text of several lines, as a form's field alone gives it (<see cref="FormField"/>): it is listed and registered nowhere and cannot be typed.</summary>
    Text,
}

/// <summary>Asks for values of one option.</summary>
/// <param name="Typed">What was typed of it so far.</param>
/// <param name="Others">The other options' values, as far as they are known; may be incomplete and wrong.</param>
public sealed record CompletionRequest(string Command, string Option, string Typed, ImmutableDictionary<string, string> Others);

/// <summary>A value to choose.</summary>
/// <param name="Value">What is put into the command; at most 100 characters.</param>
/// <param name="Description">What it stands for.</param>
public sealed record Suggestion(string Value, string Description)
{
    /// <summary>The most characters a value or label has.</summary>
    public const int MaxLength = 100;

    /// <summary>What is shown: the value and what it stands for, cut to 100 characters.</summary>
    public string Label => SafeText.Cut(SafeText.Inert($"{Value} – {Description}"), MaxLength);
}
