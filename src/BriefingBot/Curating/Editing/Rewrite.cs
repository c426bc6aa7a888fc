using System.Diagnostics.CodeAnalysis;
using BriefingBot.Authoring;

namespace BriefingBot.Curating.Editing;

/// <summary>A text for a section that nobody typed: one that was there before, or the same one as checked today.</summary>
/// <param name="Now">The text on disk now; null where there is none.</param>
/// <param name="Edit">Null where there is nothing to propose.</param>
/// <param name="Refusal">Then why, in a sentence.</param>
public sealed record Rewrite(SectionText? Now, SectionEdit? Edit, string? Refusal)
{
    [MemberNotNullWhen(true, nameof(Edit))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsPossible => Edit is not null;

    /// <summary>The note of a verification.</summary>
    public const string Checked = "Checked against its sources";

    /// <summary>The note of a rollback.</summary>
    public static string BackTo(string revision) => $"Back to {revision}";

    /// <summary>The text as reviewed today, and due again after as long as it was before.</summary>
    public static Rewrite Verified(OpenedSection opened, string topic, string section, DateOnly today) => opened switch
    {
        { Refusal: { } blocked } => new(null, null, blocked),
        { Now: null } => new(null, null, "The section's file is no longer there."),
        { Now: { } now } when ReviewDates.Move(now, today) is { } reviewed => new(now, new(topic, section, now.Revision, reviewed), null),
        { Now: var now } => new(now, null, "The fields “reviewed” and “review-by” are not in this file, each in a line of its own and as a date such as 2026-05-31, so they cannot be moved; set them in the file."),
    };

    /// <summary>An earlier text anew.</summary>
    public static Rewrite RolledBack(OpenedSection opened, string topic, string section, string earlier) =>
        opened.Refusal is { } blocked ? new(null, null, blocked)

        // Letter by letter, also where nobody could hand it over like this: another text would be another revision.
        : new(opened.Now, new(topic, section, opened.Now?.Revision, SectionText.Of(earlier)), null);
}
