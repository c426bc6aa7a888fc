namespace BriefingBot.Authoring;

/// <summary>A sentence of the text, or a line of the front matter, and what became of it.</summary>
/// <param name="Text">In one line.</param>
public sealed record SentenceChange(ChangeKind Kind, string Text);

/// <summary>What became of a sentence.</summary>
public enum ChangeKind
{
    Kept,
    Removed,
    Added,
}
