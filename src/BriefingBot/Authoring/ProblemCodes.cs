namespace BriefingBot.Authoring;

/// <summary>The codes of all problems, so that a script can tell them apart and a reader can look them up.</summary>
public static class ProblemCodes
{
    // The file as such.
    public const string Unreadable = "unreadable";
    public const string OutsideFolder = "outside-folder";
    public const string TooLarge = "too-large";
    public const string NotUtf8 = "not-utf8";
    public const string UnsafeCharacter = "unsafe-character";
    public const string UnknownFile = "unknown-file";
    public const string MissingFile = "missing-file";
    public const string BadName = "bad-name";
    public const string ReservedName = "reserved-name";
    public const string DuplicateName = "duplicate-name";

    public const string More = "more";

    // YAML and its fields.
    public const string FrontMatter = "front-matter";
    public const string YamlSyntax = "yaml-syntax";
    public const string YamlAlias = "yaml-alias";
    public const string UnknownField = "unknown-field";
    public const string DuplicateField = "duplicate-field";
    public const string MissingField = "missing-field";
    public const string BadValue = "bad-value";
    public const string UnknownSection = "unknown-section";

    // The body.
    public const string EmptyBody = "empty-body";
    public const string UncitedSentence = "uncited-sentence";
    public const string BadCitation = "bad-citation";
    public const string BadLink = "bad-link";
    public const string RepeatedTitle = "repeated-title";
    public const string UnsupportedMarkdown = "unsupported-markdown";
    public const string TooLong = "too-long";
    public const string ReviewOverdue = "review-overdue";

    // Sources and the lock.
    public const string UnknownSource = "unknown-source";
    public const string UnknownHeading = "unknown-heading";
    public const string UnknownParagraph = "unknown-paragraph";
    public const string UncitedSource = "uncited-source";
    public const string UncitedParagraph = "uncited-paragraph";
    public const string MissingLock = "missing-lock";
    public const string BadLock = "bad-lock";
    public const string NotPinned = "not-pinned";
    public const string OtherDocument = "other-document";
    public const string MissingDocument = "missing-document";
    public const string DocumentChanged = "document-changed";
    public const string PassageMoved = "passage-moved";
    public const string PassageUnpinned = "passage-unpinned";
}
