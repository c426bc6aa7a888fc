using System.Text.RegularExpressions;

namespace BriefingBot.Curating.Editing;

/// <summary>
/// Names of texts that go out as files, and what such a name says when a file comes back: <c>plant.a1b2c3d4.md</c> is the
/// section <c>plant</c> as of the revision <c>a1b2c3d4</c>. Of characters that no platform and no disk changes.
/// </summary>
internal static partial class DownloadName
{
    private const int LongestEnd = 64;

    /// <param name="revision">What whoever changes it starts from; null for a new section.</param>
    /// <param name="note">A word that tells it from others of the same section, or empty.</param>
    public static string Of(string section, string? revision, string note = "")
    {
        var key = string.Concat(section.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_'));
        return $"{key}{(note.Length > 0 ? "-" : string.Empty)}{note}{(revision is null ? string.Empty : ".")}{revision}.md";
    }

    /// <summary>What a file's name says of the revision it started from; null where it says nothing. It may be wrong: names are their senders'.</summary>
    public static string? RevisionIn(string name) =>
        Revision().Match(name.Length > LongestEnd ? name[^LongestEnd..] : name) is { Success: true } match ? match.Groups["id"].Value.ToLowerInvariant() : null;

    // Browsers count copies, as in “plant.a1b2c3d4 (1).md”.
    [GeneratedRegex(@"[@._-](?<id>[0-9a-f]{8})(?![0-9a-z])[^/\\]{0,12}$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Revision();
}
