namespace BriefingBot.Curating.Records;

/// <summary>One accepted version of a section's file, or that the section was removed. Immutable; <see cref="IRevisions"/> keeps it.</summary>
/// <param name="Topic">The topic's key.</param>
/// <param name="Section">The section's key.</param>
/// <param name="Id">As <see cref="Briefings.Section.Revision"/>; empty for a removal.</param>
/// <param name="At">When it was accepted. All that were found at one start have the same.</param>
/// <param name="Author">Null for what changed on disk.</param>
/// <param name="Note">What the author said about it, or a few words on how it was found; untrusted text, or null.</param>
public sealed record Revision(string Topic, string Section, string Id, DateTimeOffset At, Actor? Author, Way Way, string? Note)
{
    /// <summary>The whole file with <c>\n</c> between lines. Null for a removal, and in lists, which are read without texts.</summary>
    public string? Text { get; init; }

    /// <summary>Whether readers do not see it: that it is there is not told to them either.</summary>
    public bool IsDraft { get; init; }

    /// <summary>The id of the one that it came after, where that is known; not kept.</summary>
    public string? Before { get; init; }

    public bool IsRemoval => Id.Length == 0;
}

/// <summary>How a revision came to be.</summary>
public enum Way
{
    /// <summary>Somebody changed the file.</summary>
    Disk,

    /// <summary>A form in a chat.</summary>
    Form,

    /// <summary>A file uploaded in a chat.</summary>
    Upload,

    /// <summary>The curator page.</summary>
    Page,

    /// <summary>An earlier revision's text was put back.</summary>
    Rollback,

    /// <summary>It was there when the bot started.</summary>
    Start,
}
