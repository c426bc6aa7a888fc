using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Digests;

namespace BriefingBot.Curating;

/// <summary>What curators do, each act with its entry in the audit log: the same for the commands and for the curator page.</summary>
public sealed class CuratorActs(CuratorServices services, TimeProvider time)
{
    /// <summary>Saves a text that its author has looked at.</summary>
    public async Task<SaveAct> SaveAsync(SectionEdit edit, Authorship authorship, CancellationToken cancellationToken)
    {
        var result = await services.Editor.SaveAsync(edit, authorship, cancellationToken);
        var (outcome, detail) = result switch
        {
            SaveResult.Saved => (AuditOutcome.Done, authorship.Note),
            SaveResult.NotSaved { Proposal.IsConflict: true } => (AuditOutcome.Refused, "Somebody else had changed it."),
            SaveResult.NotSaved => (AuditOutcome.Refused, "The text was not accepted."),
            _ => (AuditOutcome.Failed, "It could not be written."),
        };
        try
        {
            await NoteAsync(authorship.Author, "curate save", $"{edit.Topic}/{edit.Section}@{edit.Text.Revision}", outcome, detail, cancellationToken);
            return new(result, IsNoted: true);
        }
        catch (StateUnavailableException)
        {
            // What is written cannot be taken back for want of a note.
            return new(result, IsNoted: false);
        }
    }

    /// <summary>Claims a flag or closes it.</summary>
    /// <returns>The flag as it is then; null where it was closed or changed before, and nothing was done.</returns>
    public async Task<Flag?> SetAsync(Flag flag, FlagState wanted, Actor who, CancellationToken cancellationToken)
    {
        var after = flag with { State = wanted, Curator = who, Since = time.GetUtcNow() };
        var isDone = flag.State is not FlagState.Closed && await services.Flags.ReplaceAsync(flag, after, cancellationToken);
        await NoteAsync(who, "curate flags", flag.Id, isDone ? AuditOutcome.Done : AuditOutcome.Refused, isDone ? wanted.ToString() : "It was closed or changed before.", cancellationToken);
        return isDone ? after : null;
    }

    /// <summary>Lets through a change on disk that the curator was shown and may see whole.</summary>
    public async Task<ReloadResult> ConfirmAsync(HeldChange held, Actor who, CancellationToken cancellationToken)
    {
        var result = await services.Editor.ConfirmAsync(held, cancellationToken);
        await NoteAsync(who, "curate confirm", string.Join(' ', held.Topics.Take(20)), result.Held is null ? AuditOutcome.Done : AuditOutcome.Refused,
            result.Held is null ? $"It took away {held.Dropped.Count} of {held.Dropped.Of} sections." : "It had changed meanwhile.", cancellationToken);
        return result;
    }

    /// <summary>Takes over at once what changed on disk.</summary>
    public async Task<ReloadResult> ReloadAsync(Actor who, CancellationToken cancellationToken)
    {
        var result = await services.Editor.ReloadAsync(cancellationToken);
        await NoteAsync(who, "curate reload", string.Empty, result.Held is null ? AuditOutcome.Done : AuditOutcome.Refused, result.Held is null ? null : "Something is held back.", cancellationToken);
        return result;
    }

    /// <summary>The flags that are not closed on what a reader may see, oldest first.</summary>
    public async Task<IReadOnlyList<Flag>> OpenFlagsAsync(BriefingSet set, Reader reader, CancellationToken cancellationToken)
    {
        const int Most = 500;
        return [.. (await services.Flags.OpenAsync(Most, cancellationToken)).Where(flag => set.FolderOf(flag.Topic, reader) == flag.Topic)];
    }

    private Task NoteAsync(Actor who, string act, string target, AuditOutcome outcome, string? detail, CancellationToken cancellationToken) =>
        services.Audit.AddAsync(new(time.GetUtcNow(), who, act, target, outcome, detail), cancellationToken);
}

/// <summary>What came of a save.</summary>
/// <param name="IsNoted">False where the state store could not be reached, so that it is not in the audit log.</param>
public sealed record SaveAct(SaveResult Result, bool IsNoted);
