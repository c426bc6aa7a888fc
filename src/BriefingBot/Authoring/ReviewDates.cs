using System.Globalization;
using System.Text.RegularExpressions;

namespace BriefingBot.Authoring;

/// <summary>The dates of the last and the next review in a section's text.</summary>
public static partial class ReviewDates
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>The text as reviewed on a day, and to be reviewed again after as long as before. Everything else stays as it was written.</summary>
    /// <returns>Null where the dates do not stand in it as people write them.</returns>
    public static SectionText? Move(SectionText text, DateOnly today)
    {
        var end = text.Text.IndexOf("\n---", StringComparison.Ordinal);
        if (!text.Text.StartsWith("---", StringComparison.Ordinal) || end < 0)
        {
            return null;
        }

        var fields = text.Text[..end];
        if (Find(Reviewed(), fields) is not { } reviewed)
        {
            return null;
        }

        if (Find(ReviewBy(), fields) is { } due)
        {
            var next = today.AddDays(Math.Max(0, due.Date.DayNumber - reviewed.Date.DayNumber));
            fields = Replace(fields, due.Place, next);
            reviewed = Find(Reviewed(), fields)!.Value;
        }
        else if (fields.Contains("\nreview-by", StringComparison.Ordinal))
        {
            return null;
        }

        return SectionText.Of(Replace(fields, reviewed.Place, today) + text.Text[end..]);
    }

    private static (DateOnly Date, Group Place)? Find(Regex field, string fields) =>
        field.Matches(fields) is [var match] && DateOnly.TryParseExact(match.Groups["date"].Value, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (date, match.Groups["date"])
            : null;

    private static string Replace(string fields, Group place, DateOnly date) =>
        string.Concat(fields.AsSpan(0, place.Index), date.ToString(Format, CultureInfo.InvariantCulture), fields.AsSpan(place.Index + place.Length));

    [GeneratedRegex("""^reviewed *: *["']?(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})["']? *(?:#.*)?$""", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reviewed();

    [GeneratedRegex("""^review-by *: *["']?(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})["']? *(?:#.*)?$""", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ReviewBy();
}
