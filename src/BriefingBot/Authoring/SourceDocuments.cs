using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>The documents at hand, by file name.</summary>
public sealed class SourceDocuments
{
    /// <summary>No documents: citations are checked against the lock alone.</summary>
    public static readonly SourceDocuments None = new(null, mayBeShown: false);

    private readonly ImmutableDictionary<string, SourceDocument>? documents;
    private readonly bool mayBeShown;

    private SourceDocuments(ImmutableDictionary<string, SourceDocument>? documents, bool mayBeShown) =>
        (this.documents, this.mayBeShown) = (documents, mayBeShown);

    /// <summary>Whether there is a folder of documents at all.</summary>
    public bool IsHere => documents is not null;

    /// <summary>Reads the text documents (<c>.txt</c>, <c>.md</c>) of a folder.</summary>
    /// <param name="mayBeShown">Whether readers may see the cited passages.</param>
    /// <exception cref="IOException">The folder or a file in it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The bot has no permission.</exception>
    public static SourceDocuments Read(string directory, bool mayBeShown) => new(
        Directory.EnumerateFiles(directory)
            .Where(file => Path.GetExtension(file) is ".txt" or ".md" && new FileInfo(file).Length <= MostBytes)
            .ToImmutableDictionary(file => Path.GetFileName(file), file => SourceDocument.Parse(File.ReadAllBytes(file)), StringComparer.Ordinal),
        mayBeShown);

    public SourceDocument? Find(string file) => documents?.GetValueOrDefault(file);

    /// <summary>A passage's words, or null where they must not be shown.</summary>
    internal string? PassageToShow(SourceDocument document, Locator place) => mayBeShown ? document.Passage(place) : null;

    private const long MostBytes = 16 << 20;
}
