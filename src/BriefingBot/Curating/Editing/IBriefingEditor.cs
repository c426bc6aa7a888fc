using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Curating.Records;

namespace BriefingBot.Curating.Editing;

/// <summary>The briefings folder for people who change it while the bot runs.</summary>
public interface IBriefingEditor
{
    /// <summary>What is served and what is held back; null before the first briefings are there.</summary>
    BriefingState? State { get; }

    /// <summary>Files that other replicas serve in revisions which the briefings folder here does not hold.</summary>
    ImmutableArray<MissedRevision> Missed { get; }

    /// <summary>A section's text as it lies on disk now.</summary>
    /// <param name="topic">The key of a topic that is there.</param>
    /// <param name="section">A key; whatever cannot be one is refused.</param>
    OpenedSection Open(string topic, string section);

    /// <summary>Looks at it once more, writes it so that it outlasts any failure, and serves it.</summary>
    Task<SaveResult> SaveAsync(SectionEdit edit, Authorship authorship, CancellationToken cancellationToken);

    /// <summary>Takes over at once whatever changed on disk, or holds it back.</summary>
    Task<ReloadResult> ReloadAsync(CancellationToken cancellationToken);

    /// <summary>Lets through what is held back, if it is still what a person saw.</summary>
    Task<ReloadResult> ConfirmAsync(HeldChange seen, CancellationToken cancellationToken);
}

/// <summary>A file that another replica serves, and this one cannot.</summary>
/// <param name="File">Its name in the topic's folder.</param>
/// <param name="Revision">Empty where the other one serves none.</param>
public sealed record MissedRevision(string Topic, string File, string Revision);

/// <summary>A section on disk.</summary>
/// <param name="Now">Null where there is no file.</param>
/// <param name="Refusal">Why it can be neither read nor written, in a sentence; or null.</param>
public sealed record OpenedSection(SectionText? Now, string? Refusal);

/// <summary>A new text for a section.</summary>
/// <param name="From">The revision that its author started from; null for a new section.</param>
public sealed record SectionEdit(string Topic, string Section, string? From, SectionText Text);

/// <summary>What came of a save.</summary>
public abstract record SaveResult
{
    private SaveResult()
    {
    }

    /// <summary>It is on disk.</summary>
    /// <param name="IsServed">Whether the text that was saved is what is served. It is in the history in either case.</param>
    public sealed record Saved(string Revision, bool IsServed) : SaveResult;

    /// <summary>Nothing was written, for reasons that are in the proposal: a conflict, errors, or nothing that is new.</summary>
    public sealed record NotSaved(Proposal Proposal) : SaveResult;

    /// <summary>Nothing was written.</summary>
    /// <param name="Reason">Sentences that say what to do.</param>
    public sealed record Failed(string Reason) : SaveResult
    {
        /// <summary>Whether it waits for something else that is held back; otherwise something is broken or in the way.</summary>
        public bool IsHeldBack { get; init; }
    }
}
