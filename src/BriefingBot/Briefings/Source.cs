using System.Collections.Immutable;

namespace BriefingBot.Briefings;

/// <summary>A bibliographic record; field names and meanings are CSL 1.0.2's.</summary>
/// <param name="Id">The key that citations use.</param>
/// <param name="Type">A CSL type, such as <c>article</c>.</param>
/// <param name="Authors">Names as they are shown, in order.</param>
/// <param name="Issued">When it was published, as precisely as known: <c>2024</c>, <c>2024-05</c> or <c>2024-05-31</c>.</param>
/// <param name="Accessed">When it was read, in the same forms.</param>
/// <param name="File">The file name of the document where an operator holds it (<c>custom.file</c>).</param>
public sealed record Source(
    string Id,
    string Type,
    string Title,
    ImmutableArray<string> Authors,
    string? ContainerTitle = null,
    string? Publisher = null,
    string? Issued = null,
    string? Accessed = null,
    string? Url = null,
    string? Note = null,
    string? File = null)
{
    /// <summary>The full bibliographic line, without a full stop after what is missing.</summary>
    public string FullCitation()
    {
        string?[] parts =
        [
            Authors.IsEmpty ? null : string.Join(", ", Authors),
            Title,
            ContainerTitle,
            Publisher,
            Issued is null ? null : Dates.InWords(Issued),
            Accessed is null ? null : "Read " + Dates.InWords(Accessed),
            Note?.TrimEnd('.'),
        ];
        return string.Join(". ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }
}
