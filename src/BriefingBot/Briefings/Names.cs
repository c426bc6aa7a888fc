using System.Globalization;
using System.Text;

namespace BriefingBot.Briefings;

/// <summary>The rules for keys and aliases, and the form in which names are compared.</summary>
public static class Names
{
    /// <summary>The longest key or alias: topic, section and revision together must fit a button's identifier.</summary>
    public const int MaxLength = 40;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        // Words of the commands themselves.
        "all", "default", "help", "none", "share", "readme",
        // Names that some file systems cannot hold.
        "con", "prn", "aux", "nul",
    };

    /// <summary>
    /// The form in which names are compared: lower case, compatibility forms folded, runs of spaces,
    /// hyphens and underscores as one hyphen. <c>"China  NK"</c> becomes <c>china-nk</c>.
    /// </summary>
    public static string Normalize(string name)
    {
        if (IsNormal(name))
        {
            return name;
        }

        var folded = new StringBuilder(name.Length);
        foreach (var c in SafeNormalize(name))
        {
            if (char.IsWhiteSpace(c) || c is '-' or '_' or '\u2010' or '\u2011' or '\u2013')
            {
                if (folded.Length > 0 && folded[^1] != '-')
                {
                    folded.Append('-');
                }
            }
            else if (!char.IsControl(c) && char.GetUnicodeCategory(c) is not UnicodeCategory.Format)
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString().TrimEnd('-');
    }

    /// <summary>Whether a file or alias may have this name: lower-case letters and digits in any script, joined by single hyphens.</summary>
    public static bool IsKey(string name)
    {
        if (name.Length is 0 or > MaxLength || name[0] == '-' || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal))
        {
            return false;
        }

        return name.All(c => c == '-' || (char.IsLetterOrDigit(c) && char.ToLowerInvariant(c) == c));
    }

    /// <summary>Whether the name is taken by the commands or by file systems.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    private static bool IsNormal(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return name.Length > 0 && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal);
    }

    // Normalize throws on lone surrogates, which people can paste.
    private static string SafeNormalize(string name) => Documents.SafeText.Inert(name).Normalize(NormalizationForm.FormKC);
}
