using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Curating;
using BriefingBot.Documents;

namespace BriefingBot.Chat;

/// <summary>The commands there are, and which of them are offered to whom.</summary>
internal sealed class OfferedCommands(ImmutableArray<CommandDefinition> all, CuratorGate? gate)
{
    private readonly ImmutableArray<CommandDefinition> shown = [.. all.Where(definition => !definition.IsHidden)];
    private readonly ImmutableArray<CommandDefinition> forReaders = [.. all.Where(definition => definition is { ForManagers: false, ForCurators: false })];
    private readonly ImmutableArray<CommandDefinition> forManagers = [.. all.Where(definition => !definition.ForCurators)];
    private readonly ImmutableArray<CommandDefinition> forCurators = [.. all.Where(definition => !definition.ForManagers)];

    public ImmutableArray<CommandDefinition> All => all;

    // What a person may not give is not offered to him either.
    public ImmutableArray<CommandDefinition> To(Reader reader) => (reader.IsManager, gate?.Curators.Include(reader)) switch
    {
        (true, true) => all,
        (false, true) => forCurators,
        (true, _) => forManagers,
        _ => forReaders,
    };

    /// <summary>What to say to a name that no command has.</summary>
    public Reply Unknown(string name) => shown.Where(command => command.Name.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase)).ToList() is { Count: > 0 } family
        ? Refusal.Incomplete(name, family)
        : NearestNames.Of(name, shown.Select(command => command.Name), 1) is [var meant]
            ? Refusal.Usage($"There is no command /{SafeText.Echo(name)}. Did you mean", "/" + meant)
            : Refusal.Usage($"There is no command /{SafeText.Echo(name)}. All commands are listed by", "/help");
}
