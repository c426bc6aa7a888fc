using System.Collections.Immutable;
using BriefingBot.Authoring;

namespace BriefingBot.Host.Content;

/// <summary>A place in the briefings folder.</summary>
/// <param name="Topic">The folder's name; empty for the whole briefings folder.</param>
/// <param name="Name">The file's; empty for the whole topic's folder.</param>
internal readonly record struct BriefingFile(string Topic, string Name)
{
    /// <summary>Anything may have changed.</summary>
    public static readonly BriefingFile Everything = new(string.Empty, string.Empty);

    public override string ToString() => $"{Topic}/{Name}";
}

/// <summary>What was exchanged at once.</summary>
/// <param name="Files">Those that were read, as they are now; some may say what they said before.</param>
/// <param name="Sections">Those that are served in another version.</param>
/// <param name="LetThrough">What a person confirmed; null where nobody needed to.</param>
internal sealed record AcceptedFiles(IReadOnlyCollection<FileChange> Files, ImmutableArray<SectionChange> Sections, HeldChange? LetThrough);
