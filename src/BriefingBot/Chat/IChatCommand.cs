using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Chat;

/// <summary>A command: what it is called and what it answers. It never sends anything itself.</summary>
public interface IChatCommand
{
    CommandDefinition Definition { get; }

    /// <summary>
    /// Answers a request. Bad input is an answer too (<see cref="Outcome.NotFound"/>, <see cref="Outcome.WrongUsage"/>);
    /// an exception means a bug or an outage, and the router turns it into an incident.
    /// </summary>
    /// <param name="catalogue">One moment's catalogue as this reader may see it.</param>
    ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken);
}

/// <summary>A command that somebody gave.</summary>
/// <param name="Command">The command's name, without a slash.</param>
/// <param name="Options">Values by option name; not validated, whatever a platform claims.</param>
public sealed record ChatRequest(string Command, ImmutableDictionary<string, string> Options, Reader Reader)
{
    /// <summary>Files by option name (<see cref="OptionKind.File"/>).</summary>
    public ImmutableDictionary<string, IncomingFile> Files { get; init; } = ImmutableDictionary<string, IncomingFile>.Empty;

    /// <summary>An option's value without the space around it; null when it is missing or blank.</summary>
    public string? Option(string name) =>
        Options.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public bool Flag(string name) =>
        Option(name) is { } value && !(value is "0" || value.Equals("false", StringComparison.OrdinalIgnoreCase) || value.Equals("no", StringComparison.OrdinalIgnoreCase));
}
