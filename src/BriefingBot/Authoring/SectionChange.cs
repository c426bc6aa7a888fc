namespace BriefingBot.Authoring;

/// <summary>Another version of a section was accepted, or the section is gone.</summary>
/// <param name="Before">The revision until now; null for a new section.</param>
/// <param name="After">The revision from now on; null for a section that is not accepted any more, such as one whose topic lost its <c>topic.yaml</c>.</param>
/// <param name="Text">The whole file of the revision from now on, with <c>\n</c> between lines; null where there is none.</param>
public sealed record SectionChange(string Topic, string Section, string? Before, string? After, string? Text)
{
    /// <summary>Whether readers do not see the revision from now on.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Whether the section's file is gone.</summary>
    public bool IsRemoved { get; init; }
}
