namespace BriefingBot.Digests.Scheduling;

/// <summary>Places that people are likely to mean, so that they come before others: large cities of every region.</summary>
internal static class WellKnownPlaces
{
    /// <summary>The likeliest first.</summary>
    public static readonly string[] Names =
    [
        "Europe/London", "Europe/Berlin", "Europe/Paris", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", Zones.Utc,
        "Asia/Tokyo", "Asia/Shanghai", "Asia/Kolkata", "Australia/Sydney", "Europe/Madrid", "Europe/Rome", "Europe/Amsterdam", "Europe/Zurich",
        "Europe/Warsaw", "Europe/Stockholm", "Europe/Vienna", "Europe/Brussels", "Europe/Lisbon", "Europe/Dublin", "Europe/Helsinki", "Europe/Athens",
        "Europe/Istanbul", "Europe/Kyiv", "Europe/Moscow", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "Asia/Seoul",
        "Asia/Singapore", "Asia/Hong_Kong", "Asia/Dubai", "Asia/Jakarta", "Asia/Bangkok", "Asia/Manila", "Asia/Taipei", "Asia/Jerusalem", "Asia/Riyadh",
        "America/Toronto", "America/Vancouver", "America/Phoenix", "America/Mexico_City", "America/Bogota", "America/Lima", "America/Sao_Paulo",
        "America/Argentina/Buenos_Aires", "America/Santiago", "America/Halifax", "America/Anchorage", "Pacific/Honolulu", "Pacific/Auckland",
        "Australia/Melbourne", "Australia/Brisbane", "Australia/Perth",
    ];

    private static readonly Dictionary<string, int> Ranks = Names.Index().ToDictionary(place => place.Item, place => place.Index, StringComparer.Ordinal);

    /// <summary>0 for the first; the same, after all others, for those that are not here.</summary>
    public static int RankOf(string name) => Ranks.GetValueOrDefault(name, int.MaxValue);
}
