using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>What a new text of a section would do, looked at before anything is written.</summary>
/// <param name="From">The revision that its author started from; null for a section that was not there.</param>
/// <param name="Now">The text on disk now; null where there is none.</param>
/// <param name="New">The text that is proposed.</param>
/// <param name="Problems">What would be wrong with the section, and what else in the topic would be wrong that is not so now.</param>
/// <param name="Difference">From the text on disk to the new one.</param>
/// <param name="Lost">The titles of sections that readers would no longer find.</param>
/// <param name="LosesEverything">Whether nothing at all would be left to serve.</param>
public sealed record Proposal(
    string Topic,
    string Section,
    string? From,
    SectionText? Now,
    SectionText New,
    ImmutableArray<Problem> Problems,
    ImmutableArray<SentenceChange> Difference,
    ImmutableArray<string> Lost,
    bool LosesEverything)
{
    /// <summary>The section as it would be, a draft too; null where the text has errors that keep it from being shown.</summary>
    public Section? Result { get; init; }

    /// <summary>Whether somebody else changed the section since, to another text; both are here, so nothing that was typed is lost.</summary>
    public bool IsConflict => !IsSame && Now?.Revision != From;

    /// <summary>The same for an author who has now seen what is on disk.</summary>
    public Proposal Seen => this with { From = Now?.Revision };

    /// <summary>Whether it says what is there already, whoever put it there.</summary>
    public bool IsSame => Now?.Text == New.Text;

    public IEnumerable<Problem> Errors => Problems.Where(problem => problem.Severity is Severity.Error);

    /// <summary>A text with errors would not be served, so it is not written either.</summary>
    public bool MaySave => !IsConflict && !IsSame && !LosesEverything && !Errors.Any();
}
