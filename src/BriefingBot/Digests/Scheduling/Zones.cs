using System.Collections.Immutable;
using System.Security;
using BriefingBot.Briefings;

namespace BriefingBot.Digests.Scheduling;

/// <summary>
/// The zones that this machine's tzdata knows. People choose among places, and UTC: abbreviations such as <c>EST</c>, offsets and
/// the names of countries have no daylight-saving time, or not the one that people mean, and lead to the places they are used in.
/// </summary>
public static class Zones
{
    public const string Utc = "UTC";

    private const int LongestName = 64;

    private static readonly HashSet<string> Areas = new(StringComparer.Ordinal)
    {
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
    };

    /// <summary>A zone by its exact name; null for what this machine does not know. Never throws.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        if (!IsName(name))
        {
            return null;
        }

        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception unknown) when (unknown is TimeZoneNotFoundException or InvalidTimeZoneException or SecurityException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Finds the place that was typed, in any case, with spaces or underscores, with or without its area where one place only is
    /// called so; or UTC. Never an abbreviation, an offset or another name that is no place.
    /// </summary>
    /// <param name="name">The name to keep: an IANA name that <see cref="Find"/> knows.</param>
    public static bool TryResolve(string typed, out string name)
    {
        if (typed.Length > LongestName)
        {
            name = string.Empty;
            return false;
        }

        var normal = Place.Normalize(typed);
        var found = Place.All.Where(place => place.FullName == normal || place.City == normal).Take(2).ToList();
        name = found switch
        {
            [var only] => only.Name,
            [var first, ..] => Place.All.FirstOrDefault(place => place.FullName == normal)?.Name ?? string.Empty,
            _ => FormerName(normal) ?? string.Empty,
        };
        return name.Length > 0;
    }

    /// <summary>Names of places for what was typed so far, most likely first; at most 25.</summary>
    public static ImmutableArray<string> Complete(string typed)
    {
        if (typed.Length > LongestName)
        {
            return [];
        }

        var normal = Place.Normalize(typed);
        ImmutableArray<string> found =
        [
            .. Place.All.Select(place => (place.Name, Rank: place.RankFor(normal))).Where(place => place.Rank is not null).OrderBy(place => place.Rank).Select(place => place.Name)
                .Concat(ZoneAbbreviations.PlacesOf(normal)).Distinct(StringComparer.Ordinal).Take(CatalogueView.MostCompletions),
        ];
        return found.IsEmpty ? Nearest(typed) : found;
    }

    /// <summary>
    /// The places that were probably meant by what <see cref="TryResolve"/> refused, likeliest first, at most five: those where
    /// an abbreviation is used, those with the rules of another name, or those whose names are nearly so.
    /// </summary>
    public static ImmutableArray<string> Nearest(string typed)
    {
        if (typed.Length > LongestName)
        {
            return [];
        }

        var normal = Place.Normalize(typed);
        IEnumerable<string>[] guesses =
        [
            ZoneAbbreviations.PlacesOf(normal),
            ZoneOffsets.PlacesAt(normal),
            Find(typed.Trim()) is { } other && !IsPlace(other.Id) ? SameRules(other) : [],
            Place.All.Where(place => place.RankFor(normal) is not null).OrderBy(place => place.RankFor(normal)).Select(place => place.Name),
            Mistyped(normal),
        ];
        return [.. (guesses.FirstOrDefault(guess => guess.Any()) ?? []).Take(5)];
    }

    internal static bool IsPlace(string name) => name == Utc || (name.IndexOf('/', StringComparison.Ordinal) is > 0 and var end && Areas.Contains(name[..end]));

    private static IEnumerable<string> SameRules(TimeZoneInfo zone) => Place.All.Where(place => Find(place.Name)?.HasSameRules(zone) == true).Select(place => place.Name);

    private static IEnumerable<string> Mistyped(string normal) =>
        NearestNames.Of(normal, Place.All.SelectMany(place => new[] { place.City, place.FullName }), int.MaxValue)
            .SelectMany(name => Place.All.Where(place => place.City == name || place.FullName == name)).Select(place => place.Name).Distinct(StringComparer.Ordinal);

    // Names that tzdata keeps for what a place was called before, such as Asia/Calcutta, which browsers still say, are in no list.
    private static string? FormerName(string normal)
    {
        var name = string.Join('/', normal.Split('/').Select(part => string.Join('_', part.Split('-').Select(Capitalize))));
        return IsPlace(name) ? Find(name)?.Id : null;
    }

    private static string Capitalize(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    // What looks like a path must not be looked for on the disk.
    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && char.IsAsciiLetter(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+') && !name.EndsWith('/');
}
