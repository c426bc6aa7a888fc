using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>The documents at hand, by file name.</summary>
public sealed class SourceDocuments
{
    /// <summary>No documents: citations are checked against the lock alone.</summary>
    public static readonly SourceDocuments None = new(null, mayBeShown: false);

    private const long MostBytes = 16 << 20;

    private readonly ImmutableDictionary<string, SourceDocument>? documents;
    private readonly bool mayBeShown;

    private SourceDocuments(ImmutableDictionary<string, SourceDocument>? documents, bool mayBeShown) =>
        (this.documents, this.mayBeShown) = (documents, mayBeShown);

    /// <summary>Whether there is a folder of documents at all.</summary>
    public bool IsHere => documents is not null;

    /// <summary>What is read, in words.</summary>
    public const string WhatIsRead = "only .txt and .md files up to 16 MB are read";

    /// <summary>Reads the text documents (<c>.txt</c>, <c>.md</c>) of a folder; one that cannot be read counts as missing.</summary>
    /// <param name="mayBeShown">Whether readers may see the cited passages.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The bot has no permission.</exception>
    public static SourceDocuments Read(string directory, bool mayBeShown) => new(
        Directory.EnumerateFiles(Path.GetFullPath(directory))
            .Where(file => Path.GetExtension(file) is ".txt" or ".md")
            .Select(file => (Name: Path.GetFileName(file), Document: ReadFile(file)))
            .Where(file => file.Document is not null)
            .ToImmutableDictionary(file => file.Name, file => file.Document!, StringComparer.Ordinal),
        mayBeShown);

    public SourceDocument? Find(string file) => documents?.GetValueOrDefault(file);

    /// <summary>A passage's words, or null where they must not be shown.</summary>
    internal string? PassageToShow(SourceDocument document, Locator place) => mayBeShown ? document.Passage(place) : null;

    private static SourceDocument? ReadFile(string path)
    {
        try
        {
            // A pipe or device says that it has no length, and reading it might never end.
            return new FileInfo(RealPath.Of(path)).Length is > 0 and <= MostBytes ? SourceDocument.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
