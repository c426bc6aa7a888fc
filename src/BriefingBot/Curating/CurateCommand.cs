using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests;

namespace BriefingBot.Curating;

/// <summary>A command for curators. That nobody else gives it is the router's business (<see cref="CuratorGate"/>).</summary>
internal abstract class CurateCommand(string name, string description, CuratorServices services, TimeProvider time, params ImmutableArray<OptionDefinition> options) : IChatCommand
{
    public CommandDefinition Definition { get; } = new($"curate {name}", description, options) { ForCurators = true, IsHidden = name is "save" or "put" or "again" };

    protected CuratorServices Services => services;

    protected CuratorActs Acts { get; } = new(services, time);

    protected DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken) =>
        services.Editor.State is { } state
            ? await AnswerAsync(request, state, catalogue, cancellationToken)
            : Refusal.Usage("The briefings are still being read. In a moment, type again", $"/{Definition.Name}");

    protected abstract Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken);

    /// <summary>Writes down what was done, or not; for answers that must not be lost for want of a note.</summary>
    /// <returns>Whether it was written down.</returns>
    protected async Task<bool> TryAuditAsync(ChatRequest request, string target, AuditOutcome outcome, string? detail, CancellationToken cancellationToken)
    {
        try
        {
            await services.Audit.AddAsync(new(time.GetUtcNow(), Actor.Of(request.Reader), request.Command, target, outcome, detail), cancellationToken);
            return true;
        }
        catch (StateUnavailableException)
        {
            return false;
        }
    }
}
