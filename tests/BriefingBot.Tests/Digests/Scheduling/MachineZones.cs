using BriefingBot.Digests.Scheduling;
using NodaTime;
using NodaTime.TimeZones;

namespace BriefingBot.Tests.Digests.Scheduling;

/// <summary>The IANA zones of this machine beside NodaTime's, which reads another copy of the same database by code of its own.</summary>
internal static class MachineZones
{
    public const int FirstYear = 2000;
    public const int LastYear = 2040;

    private const string Folder = "/usr/share/zoneinfo";

    /// <summary>Every name that this machine has rules for, former names and abbreviations included.</summary>
    public static readonly string[] Names =
    [
        .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(IsCompiled)
            .Select(file => Path.GetRelativePath(Folder, file))
            .Where(name => !name.StartsWith("posix/", StringComparison.Ordinal) && !name.StartsWith("right/", StringComparison.Ordinal) && name is not ("localtime" or "posixrules"))
            .Order(StringComparer.Ordinal),
    ];

    public static TimeZoneInfo Of(string name) => Zones.Find(name) ?? throw new InvalidOperationException($"This machine does not know {name}.");

    public static DateTimeZone? IndependentOf(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    /// <summary>Whether the machine's database, read here and not by .NET, has the same changes in a year as NodaTime's.</summary>
    public static bool Agree(CompiledZone compiled, DateTimeZone independent, int year)
    {
        // The compiled file lists no changes after its last one; a rule stands for them.
        year = Math.Min(year, Math.Max(compiled.LastYear, FirstYear));
        var (start, end) = (Instant.FromUtc(year, 1, 1, 0, 0) - Duration.FromDays(3), Instant.FromUtc(year + 1, 1, 1, 0, 0) + Duration.FromDays(3));
        if (year == compiled.LastYear)
        {
            end = Instant.FromUtc(year + 1, 1, 1, 0, 0) - Duration.FromDays(1);
        }

        return independent.GetZoneIntervals(new Interval(start, end), ZoneEqualityComparer.Options.OnlyMatchWallOffset)
            .Select(interval => (At: interval.HasStart && interval.Start > start ? interval.Start.ToUnixTimeSeconds() : start.ToUnixTimeSeconds(), interval.WallOffset.Seconds))
            .SequenceEqual(compiled.OffsetsBetween(start.ToUnixTimeSeconds(), end.ToUnixTimeSeconds()));
    }

    /// <summary>The first instant at which a local time is there, or the first after the gap; null where the gap is a day or more.</summary>
    public static DateTimeOffset? Expected(DateOnly date, TimeOnly time, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(LocalDateTime.FromDateTime(date.ToDateTime(time)));
        if (mapping.Count > 0)
        {
            return mapping.First().ToDateTimeOffset();
        }

        var (before, after) = (mapping.EarlyInterval, mapping.LateInterval);
        return after.WallOffset.ToTimeSpan() - before.WallOffset.ToTimeSpan() < TimeSpan.FromDays(1)
            ? after.Start.InZone(zone).ToDateTimeOffset()
            : null;
    }

    public static CompiledZone CompiledOf(string name) => CompiledZone.Read(File.ReadAllBytes(Path.Combine(Folder, name)));

    private static bool IsCompiled(string file)
    {
        using var content = File.OpenRead(file);
        Span<byte> start = stackalloc byte[4];
        return content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("TZif"u8);
    }
}
