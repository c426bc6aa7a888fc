using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating;

/// <summary>What curators do, each act with its entry in the audit log: the same for the commands and for the curator page.</summary>
public sealed class CuratorActs(IBriefingEditor editor, IFlags flags, IAuditLog audit, TimeProvider time)
{
    private const int MostTopicsNoted = 100;

    /// <summary>Saves a text that its author has looked at.</summary>
    public async Task<Noted<SaveResult>> SaveAsync(SectionEdit edit, Authorship authorship, CancellationToken cancellationToken)
    {
        var result = await editor.SaveAsync(edit, authorship, cancellationToken);
        var (outcome, detail) = result switch
        {
            SaveResult.Saved => (AuditOutcome.Done, authorship.Note),
            SaveResult.NotSaved { Proposal.IsConflict: true } => (AuditOutcome.Refused, "Somebody else had changed it."),
            SaveResult.NotSaved { Proposal.IsSame: true } => (AuditOutcome.Refused, "The section said that already."),
            SaveResult.NotSaved => (AuditOutcome.Refused, "The text was not accepted."),
            SaveResult.Failed { IsHeldBack: true } => (AuditOutcome.Refused, "Something was held back."),
            _ => (AuditOutcome.Failed, "It could not be written."),
        };
        return new(result, await NoteAsync(authorship.Author, "curate save", $"{edit.Topic}/{edit.Section}@{edit.Text.Revision}", outcome, detail));
    }

    /// <summary>Claims a flag that nobody has claimed, or closes it. Who brought it to that state before is told so as if it were done now.</summary>
    /// <returns>The flag as it is then; null where it was claimed, closed or changed before, and nothing was done.</returns>
    public async Task<Noted<Flag?>> SetAsync(Flag flag, FlagState wanted, Actor who, CancellationToken cancellationToken)
    {
        if (flag.State == wanted && flag.Curator?.IsSameAs(who) is true)
        {
            return new(flag, IsNoted: true);
        }

        var after = flag with { State = wanted, Curator = who, Since = time.GetUtcNow() };
        var isDone = flag.State != wanted && flag.State is not FlagState.Closed && await flags.ReplaceAsync(flag, after, cancellationToken);
        return new(
            isDone ? after : null,
            await NoteAsync(who, "curate flags", flag.Id, isDone ? AuditOutcome.Done : AuditOutcome.Refused, isDone ? wanted.ToString() : "It was claimed, closed or changed before."));
    }

    /// <summary>Lets through a change on disk that the curator was shown and may see whole.</summary>
    public async Task<Noted<ReloadResult>> ConfirmAsync(HeldChange held, Actor who, CancellationToken cancellationToken)
    {
        var result = await editor.ConfirmAsync(held, cancellationToken);
        var (outcome, detail) = result.Held is null
            ? (AuditOutcome.Done, $"It took away {held.Dropped.Count} of {held.Dropped.Of} sections and changed {Quantity.Of(held.Topics.Length, "topic")}.")
            : (AuditOutcome.Refused, "It had changed meanwhile.");

        // One entry for each topic, so that each is found by its name.
        var isNoted = true;
        foreach (var topic in held.Topics.Take(MostTopicsNoted))
        {
            isNoted = isNoted && await NoteAsync(who, "curate confirm", topic, outcome, detail);
        }

        return new(result, isNoted);
    }

    /// <summary>Takes over at once what changed on disk.</summary>
    public async Task<Noted<ReloadResult>> ReloadAsync(Actor who, CancellationToken cancellationToken)
    {
        var result = await editor.ReloadAsync(cancellationToken);
        return new(
            result,
            await NoteAsync(who, "curate reload", string.Empty, result.Held is null ? AuditOutcome.Done : AuditOutcome.Refused, result.Held is null ? null : "Something is held back."));
    }

    /// <summary>The flags that are not closed and that a reader may see: the oldest, and how many there are.</summary>
    public async Task<(ImmutableArray<Flag> Oldest, int Count)> OpenFlagsAsync(BriefingState state, Reader reader, int most, CancellationToken cancellationToken)
    {
        var visible = await VisibleFlags.OfAsync(flags, state, reader, cancellationToken);
        return (await flags.OpenAsync(visible, most, cancellationToken), await flags.CountOpenAsync(visible, cancellationToken));
    }

    /// <summary>Writes down what was done, or was tried: it cannot be taken back for want of a note, nor because nobody waits for the answer any more.</summary>
    /// <returns>Whether it is in the audit log.</returns>
    public async Task<bool> NoteAsync(Actor who, string act, string target, AuditOutcome outcome, string? detail)
    {
        try
        {
            await audit.AddAsync(new(time.GetUtcNow(), who, act, target, outcome, detail), CancellationToken.None);
            return true;
        }
        catch (StateUnavailableException)
        {
            return false;
        }
    }
}

/// <summary>What came of an act.</summary>
/// <param name="IsNoted">False where the state store could not be reached, so that it is not in the audit log.</param>
public sealed record Noted<T>(T Result, bool IsNoted);
