using System.Collections.Immutable;
using System.Globalization;

namespace BriefingBot.Documents;

/// <summary>A run of text inside a sentence or heading.</summary>
public abstract record Inline;

/// <summary>Plain text.</summary>
public sealed record Text(string Value) : Inline;

/// <summary>Stressed text.</summary>
public sealed record Emphasis(ImmutableArray<Inline> Inlines) : Inline;

/// <summary>Strongly stressed text.</summary>
public sealed record Strong(ImmutableArray<Inline> Inlines) : Inline;

/// <summary>Text to be taken letter by letter.</summary>
public sealed record Code(string Value) : Inline;

/// <summary>A link; <paramref name="Url"/> is http or https.</summary>
public sealed record Link(ImmutableArray<Inline> Inlines, string Url) : Inline;

/// <summary>A word that a search asked for.</summary>
public sealed record Highlight(string Value) : Inline;

/// <summary>Something a reader can type, or press where the platform has something to press.</summary>
public sealed record CommandText(string Command) : Inline;

/// <summary>A moment in time, told by a place's clocks; platforms that can add the reader's own.</summary>
/// <param name="Zone">The IANA name of the place's zone.</param>
public sealed record Moment(DateTimeOffset At, string Zone) : Inline
{
    /// <summary><c>Mon 30 Nov 2026, 08:00 Europe/Berlin</c>; by UTC where the zone is not known here.</summary>
    public string InWords => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone)
        ? string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(At, zone):ddd d MMM yyyy, HH:mm} {Zone}")
        : string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime:ddd d MMM yyyy, HH:mm} UTC");
}

/// <summary>Marks of the passages a sentence rests on: the numbers of the card's <see cref="SourceList"/>.</summary>
public sealed record CitationMark(ImmutableArray<int> Numbers) : Inline;
