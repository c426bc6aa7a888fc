using System.Globalization;
using System.Text.RegularExpressions;

namespace BriefingBot.Digests.Scheduling;

/// <summary>Offsets that people type for zones, such as <c>GMT+2</c>, with well-known places that have them in winter.</summary>
internal static partial class ZoneOffsets
{
    /// <param name="typed">In lower case.</param>
    public static IEnumerable<string> PlacesAt(string typed)
    {
        if (Offset().Match(typed) is not { Success: true } offset)
        {
            return [];
        }

        var hours = int.Parse(offset.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = offset.Groups["minutes"] is { Success: true } typedMinutes ? int.Parse(typedMinutes.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var meant = new TimeSpan(hours, minutes, 0);

        // The names in Etc count to the west.
        var isEast = (offset.Groups["sign"].ValueSpan is "+") != offset.Groups["etc"].Success;
        return WellKnownPlaces.Names.Where(place => Zones.Find(place)?.BaseUtcOffset == (isEast ? meant : -meant));
    }

    [GeneratedRegex("^(?<etc>etc/)?(?:gmt|utc)?-?(?<sign>[+-])(?<hours>[0-9]{1,2})(?::?(?<minutes>[0-9]{2}))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Offset();
}
