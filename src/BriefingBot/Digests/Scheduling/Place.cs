using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Digests.Scheduling;

/// <summary>A place of tzdata's list, and how it is compared with what people type.</summary>
/// <param name="FullName"><c>america/new-york</c>.</param>
/// <param name="City"><c>new-york</c>.</param>
internal sealed record Place(string Name, string FullName, string City)
{
    private static readonly Lazy<ImmutableArray<Place>> Known = new(static () =>
    [
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(Zones.IsPlace).Append(Zones.Utc).Distinct(StringComparer.Ordinal)
            .OrderBy(WellKnownPlaces.RankOf).ThenBy(name => name, StringComparer.Ordinal).Select(Of),
    ]);

    /// <summary>The best known first. Reading them takes a moment, so nobody does before somebody asks for a zone.</summary>
    public static ImmutableArray<Place> All => Known.Value;

    public static string Normalize(string typed) => string.Join('/', typed.Split('/').Select(Names.Normalize));

    /// <summary>How well it fits what was typed so far, 0 being best; null where it does not.</summary>
    public int? RankFor(string typed) =>
        City == typed || FullName == typed ? 0
        : City.StartsWith(typed, StringComparison.Ordinal) ? 1
        : FullName.StartsWith(typed, StringComparison.Ordinal) ? 2
        : City.Contains("-" + typed, StringComparison.Ordinal) || FullName.Contains("/" + typed, StringComparison.Ordinal) ? 3
        : null;

    private static Place Of(string name) => new(name, Normalize(name), Normalize(name[(name.LastIndexOf('/') + 1)..]));
}
