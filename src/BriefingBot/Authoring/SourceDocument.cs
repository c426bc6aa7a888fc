using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>
/// A source document as citations see it: sections of paragraphs. In the text each line that is not empty is a
/// paragraph, or a heading if it is short and has no full stop at its end (or begins with <c>#</c>). A first line
/// that looks like a heading and has no paragraph of its own is the document's title, not a section.
/// </summary>
public sealed class SourceDocument
{
    private const int MostHeadingLength = 120;

    private readonly Lazy<Dictionary<string, Locator>> places;

    private SourceDocument(string hash, string? title, ImmutableArray<DocumentSection> sections)
    {
        (Hash, Title, Sections) = (hash, title, sections);
        places = new(() => sections
            .SelectMany((section, number) => section.Paragraphs.Select((text, i) => (Fingerprint: Fingerprint(text), Place: new Locator(number, i + 1))))
            .DistinctBy(paragraph => paragraph.Fingerprint)
            .ToDictionary(paragraph => paragraph.Fingerprint, paragraph => paragraph.Place, StringComparer.Ordinal));
    }

    /// <summary>SHA-256 of the document's bytes, in lower-case hex.</summary>
    public string Hash { get; }

    public string? Title { get; }

    /// <summary>Where a paragraph of this fingerprint stands first; null when nowhere.</summary>
    public Locator? Find(string fingerprint) => places.Value.TryGetValue(fingerprint, out var place) ? place : null;

    /// <summary>Section 0 is what stands before the first heading; it may have no paragraphs.</summary>
    public ImmutableArray<DocumentSection> Sections { get; }

    /// <summary>Reads a text document; bytes that are not UTF-8 are replaced, since the words around them still count.</summary>
    public static SourceDocument Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => SafeText.Inert(line).Trim())
            .Where(line => line.Length > 0)
            .ToList();
        var title = lines is [var first, var second, ..] && IsHeading(first) && IsHeading(second) ? HeadingText(first) : null;
        var sections = ImmutableArray.CreateBuilder<DocumentSection>();
        string? heading = null;
        var paragraphs = ImmutableArray.CreateBuilder<string>();
        foreach (var line in title is null ? lines : lines.Skip(1))
        {
            if (IsHeading(line))
            {
                sections.Add(new(heading, paragraphs.ToImmutable()));
                heading = HeadingText(line);
                paragraphs.Clear();
            }
            else
            {
                paragraphs.Add(line);
            }
        }

        sections.Add(new(heading, paragraphs.ToImmutable()));
        return new(Convert.ToHexStringLower(SHA256.HashData(bytes)), title, sections.ToImmutable());
    }

    /// <summary>The words of a passage, or null when there is no such place.</summary>
    public string? Passage(Locator place) =>
        place.Section >= 0 && place.Section < Sections.Length
        && place.Paragraph >= 1 && place.Paragraph <= Sections[place.Section].Paragraphs.Length
            ? Sections[place.Section].Paragraphs[place.Paragraph - 1]
            : null;

    /// <summary>SHA-256 of the text as <see cref="Normalize"/> gives it, in lower-case hex.</summary>
    public static string Fingerprint(string paragraph) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Normalize(paragraph))));

    /// <summary>The text without what a retyping may change: NFC, white space folded, quotes and dashes unified.</summary>
    public static string Normalize(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var c in SafeText.Inert(text).Normalize(NormalizationForm.FormC))
        {
            if (char.IsWhiteSpace(c))
            {
                if (normal.Length > 0 && normal[^1] != ' ')
                {
                    normal.Append(' ');
                }
            }
            else
            {
                normal.Append(c switch
                {
                    '‘' or '’' or '‚' or '‛' or '′' or '`' or '´' => '\'',
                    '“' or '”' or '„' or '‟' or '«' or '»' or '″' => '"',
                    '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' => '-',
                    _ => c,
                });
            }
        }

        return normal.ToString().TrimEnd(' ');
    }

    private static bool IsHeading(string line) =>
        line.StartsWith('#') || (line.Length <= MostHeadingLength && !EndsSentence(line));

    private static bool EndsSentence(string line)
    {
        var end = line.TrimEnd('"', '”', '’', '\'', ')', ']', '»');
        return end.Length == 0 || end[^1] is '.' or '!' or '…' or ';' or ',' or '。' or '！';
    }

    private static string HeadingText(string line) => line.TrimStart('#').Trim();
}

/// <param name="Heading">Null for section 0.</param>
public sealed record DocumentSection(string? Heading, ImmutableArray<string> Paragraphs);
