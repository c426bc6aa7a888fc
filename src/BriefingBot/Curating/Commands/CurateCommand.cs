using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary>A command for curators. That nobody else gives it is the router's business (<see cref="CuratorGate"/>).</summary>
internal abstract class CurateCommand(string name, string description, CuratorServices services, TimeProvider time, params ImmutableArray<OptionDefinition> options) : IChatCommand
{
    public virtual CommandDefinition Definition { get; } = new($"curate {name}", description, options) { ForCurators = true };

    protected CuratorServices Services => services;

    protected CuratorActs Acts => services.Acts;

    protected DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken) =>
        services.Editor.State is { } state
            ? await AnswerAsync(request, state, catalogue, cancellationToken)
            : Refusal.Usage("The briefings are still being read. In a moment, type again", $"/{Definition.Name}");

    protected abstract Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken);

    /// <summary>Writes down what was refused before anything was done.</summary>
    /// <returns>Whether it is in the audit log.</returns>
    protected Task<bool> NoteRefusalAsync(ChatRequest request, string target, string reason) =>
        Acts.NoteAsync(Actor.Of(request.Reader), request.Command, target, AuditOutcome.Refused, reason);

    /// <summary>The answer to what was done, which says so where it could not be noted.</summary>
    protected static Reply WithNote(Reply reply, bool isNoted) => isNoted
        ? reply
        : reply with { Blocks = reply.Blocks.Add(new StatusLine("The bot cannot reach its database just now, so this is not in the audit log.")) };
}
