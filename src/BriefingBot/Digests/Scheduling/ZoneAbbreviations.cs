using System.Collections.Frozen;

namespace BriefingBot.Digests.Scheduling;

/// <summary>Abbreviations and words that people use for zones, with the places where they are used, likeliest first.</summary>
internal static class ZoneAbbreviations
{
    private static readonly string[] Eastern = ["America/New_York", "America/Toronto", "America/Panama"];
    private static readonly string[] Central = ["America/Chicago", "America/Mexico_City", "America/Winnipeg", "Asia/Shanghai"];
    private static readonly string[] Mountain = ["America/Denver", "America/Phoenix", "America/Edmonton"];
    private static readonly string[] Western = ["America/Los_Angeles", "America/Vancouver", "America/Tijuana"];
    private static readonly string[] CentralEuropean = ["Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw"];
    private static readonly string[] EasternEuropean = ["Europe/Athens", "Europe/Helsinki", "Europe/Kyiv", "Africa/Cairo"];
    private static readonly string[] WesternEuropean = ["Europe/Lisbon", "Atlantic/Canary", "Atlantic/Madeira"];
    private static readonly string[] EasternAustralian = ["Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane"];
    private static readonly string[] CentralAustralian = ["Australia/Adelaide", "Australia/Darwin"];
    private static readonly string[] Brazilian = ["America/Sao_Paulo", "America/Bahia", "America/Fortaleza"];
    private static readonly string[] Moscow = ["Europe/Moscow"];
    private static readonly string[] NewZealand = ["Pacific/Auckland"];
    private static readonly string[] Alaskan = ["America/Anchorage", "America/Juneau"];
    private static readonly string[] Atlantic = ["America/Halifax", "America/Puerto_Rico", "Atlantic/Bermuda"];
    private static readonly string[] Coordinated = [Zones.Utc];

    private static readonly FrozenDictionary<string, string[]> Places = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["est"] = Eastern,
        ["edt"] = Eastern,
        ["et"] = Eastern,
        ["est5edt"] = Eastern,
        ["eastern"] = Eastern,
        ["cst"] = Central,
        ["cdt"] = Central,
        ["ct"] = Central,
        ["cst6cdt"] = Central,
        ["central"] = Central,
        ["mst"] = Mountain,
        ["mdt"] = Mountain,
        ["mt"] = Mountain,
        ["mst7mdt"] = Mountain,
        ["mountain"] = Mountain,
        ["pst"] = Western,
        ["pdt"] = Western,
        ["pt"] = Western,
        ["pst8pdt"] = Western,
        ["akst"] = Alaskan,
        ["akdt"] = Alaskan,
        ["hst"] = ["Pacific/Honolulu"],
        ["ast"] = Atlantic,
        ["adt"] = Atlantic,
        ["cet"] = CentralEuropean,
        ["cest"] = CentralEuropean,
        ["met"] = CentralEuropean,
        ["mez"] = CentralEuropean,
        ["eet"] = EasternEuropean,
        ["eest"] = EasternEuropean,
        ["wet"] = WesternEuropean,
        ["west"] = WesternEuropean,
        ["gmt"] = ["Europe/London", "Africa/Abidjan", "Atlantic/Reykjavik", Zones.Utc],
        ["bst"] = ["Europe/London", "Asia/Dhaka"],
        ["ist"] = ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
        ["msk"] = Moscow,
        ["trt"] = ["Europe/Istanbul"],
        ["gst"] = ["Asia/Dubai"],
        ["pkt"] = ["Asia/Karachi"],
        ["jst"] = ["Asia/Tokyo"],
        ["kst"] = ["Asia/Seoul"],
        ["sgt"] = ["Asia/Singapore"],
        ["hkt"] = ["Asia/Hong_Kong"],
        ["ict"] = ["Asia/Bangkok", "Asia/Ho_Chi_Minh"],
        ["wib"] = ["Asia/Jakarta"],
        ["pht"] = ["Asia/Manila"],
        ["aest"] = EasternAustralian,
        ["aedt"] = EasternAustralian,
        ["acst"] = CentralAustralian,
        ["acdt"] = CentralAustralian,
        ["awst"] = ["Australia/Perth"],
        ["nzst"] = NewZealand,
        ["nzdt"] = NewZealand,
        ["sast"] = ["Africa/Johannesburg"],
        ["eat"] = ["Africa/Nairobi"],
        ["wat"] = ["Africa/Lagos"],
        ["cat"] = ["Africa/Maputo", "Africa/Harare"],
        ["brt"] = Brazilian,
        ["brst"] = Brazilian,
        ["art"] = ["America/Argentina/Buenos_Aires"],
        ["clt"] = ["America/Santiago"],
        ["cot"] = ["America/Bogota"],
        ["z"] = Coordinated,
        ["zulu"] = Coordinated,
        ["uct"] = Coordinated,
        ["universal"] = Coordinated,
        ["etc/utc"] = Coordinated,
        ["etc/uct"] = Coordinated,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="typed">In lower case.</param>
    /// <returns>Places that this machine knows; none for anything else.</returns>
    public static IEnumerable<string> PlacesOf(string typed) => Places.GetValueOrDefault(typed, []).Where(place => Zones.Find(place) is not null);
}
