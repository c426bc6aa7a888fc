using System.Globalization;
using System.Text.RegularExpressions;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>A citation as it was written; the section is a number or a heading.</summary>
internal sealed record CitationDraft(string SourceId, int? SectionNumber, string? Heading, int Paragraph, int Offset);

/// <summary>
/// Pandoc's citation syntax with CSL's locators, as far as a passage needs it:
/// <c>[@id, sec. 3, para. 1; @other, sec. "Exact heading", paras. 2-3]</c>.
/// </summary>
internal static partial class CitationSyntax
{
    private const int MostParagraphs = 50;
    private const int MostCharacters = 1_000;
    private const string Shape = "Write a citation as [@source, sec. 3, para. 1], several joined by “;”.";

    /// <summary>The citations between the brackets; empty, with the problem, when they cannot be read.</summary>
    /// <param name="content">What stands between <c>[</c> and <c>]</c>.</param>
    /// <param name="offset">Where in the file the content starts.</param>
    public static (IReadOnlyList<CitationDraft> Citations, string? Problem) Parse(string content, int offset)
    {
        if (content.Length > MostCharacters)
        {
            return ([], $"This citation has {content.Length:N0} characters; is its “]” missing? {Shape}");
        }

        var citations = new List<CitationDraft>();
        foreach (Match item in Items().Matches(content))
        {
            if (Item().Match(item.Value) is not { Success: true } match)
            {
                return ([], Explain(item.Value));
            }

            var first = Number(match.Groups["first"]);
            var last = match.Groups["last"].Success ? Number(match.Groups["last"]) : first;
            if (first is null or 0 || last is null || last < first || last - first >= MostParagraphs)
            {
                return ([], $"The paragraphs “{SafeText.Echo(match.Groups["paragraphs"].Value)}” are no range. Paragraphs count from 1. {Shape}");
            }

            int? section = match.Groups["number"].Success ? Number(match.Groups["number"]) ?? int.MaxValue : null;
            var heading = match.Groups["heading"].Success ? match.Groups["heading"].Value : null;
            citations.AddRange(Enumerable.Range(first.Value, last.Value - first.Value + 1)
                .Select(paragraph => new CitationDraft(match.Groups["id"].Value, section, heading, paragraph, offset + item.Index)));
        }

        return citations.Count == 0 ? ([], Shape) : (citations, null);
    }

    private static string Explain(string item)
    {
        var said = SafeText.Echo(item);
        if (!item.TrimStart().StartsWith('@'))
        {
            return $"“{said}” does not begin with @ and a source's id. {Shape}";
        }

        if (item.Contains("para", StringComparison.OrdinalIgnoreCase) || item.Contains('¶', StringComparison.Ordinal))
        {
            return item.Contains("sec", StringComparison.OrdinalIgnoreCase) || item.Contains('§', StringComparison.Ordinal)
                ? $"“{said}” cannot be read: put commas after the id and the section, and a heading between \" and \". {Shape}"
                : $"“{said}” does not say which section; what stands before the first heading is sec. 0. {Shape}";
        }

        return item.Contains("sec", StringComparison.OrdinalIgnoreCase) || item.Contains('§', StringComparison.Ordinal)
            ? $"“{said}” does not say which paragraph. {Shape}"
            : $"“{said}” does not say which section; what stands before the first heading is sec. 0. {Shape}";
    }

    private static int? Number(Group group) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Items are separated by semicolons outside quotes and braces.
    [GeneratedRegex("""(?:"[^"]*"|“[^”]*”|\{[^}]*\}|[^;"“{]|["“{])+""", RegexOptions.ExplicitCapture)]
    private static partial Regex Items();

    [GeneratedRegex(
        """
        ^\s* @(?<id>[\p{L}\p{N}_][\p{L}\p{N}_:.\-]*) \s*,
        \s* (?:sections?\b|secs?\.|§) \s* (?: (?<number>\d+) | "(?<heading>[^"]+)" | “(?<heading>[^”]+)” | \{(?<heading>[^}]+)\} ) \s*,
        \s* (?:paragraphs?\b|paras?\.|¶¶?) \s* (?<paragraphs>(?<first>\d+) (?: \s*[-–]\s* (?<last>\d+) )?) \s*$
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Item();
}
