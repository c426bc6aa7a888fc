using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Briefings;

/// <summary>A section as readers get it: title, status, text with marks, numbered sources, and the id of exactly this text.</summary>
internal static class SectionCard
{
    public static Reply Of(Topic topic, Section section, DateOnly today, bool isShared, bool takesFlags) => new(Blocks(section, today))
    {
        Controls = CardControls.Of(topic, section, isShared, takesFlags),
        Command = $"/brief {topic.Key} {section.Key}",
    };

    /// <summary>What stands on the card.</summary>
    public static ImmutableArray<Block> Blocks(Section section, DateOnly today)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>(section.Body.Length + 6);
        blocks.Add(new Title(section.Title));
        foreach (var warning in Warnings(section, today))
        {
            blocks.Add(new StatusLine(warning));
        }

        if (Status(section) is { Length: > 0 } status)
        {
            blocks.Add(new StatusLine(status));
        }

        blocks.AddRange(section.Body);
        if (!section.Citations.IsEmpty)
        {
            blocks.Add(new SourceList(Sources(section)));
        }

        blocks.Add(new CardId(section.Id));
        return blocks.ToImmutable();
    }

    private static ImmutableArray<SourceEntry> Sources(Section section)
    {
        var entries = ImmutableArray.CreateBuilder<SourceEntry>(section.Citations.Length);
        foreach (var citation in section.Citations)
        {
            entries.Add(new(entries.Count + 1, citation.Source.Title, citation.Place, citation.Pin.Note, citation.Source.Url));
        }

        return entries.MoveToImmutable();
    }

    private static IEnumerable<string> Warnings(Section section, DateOnly today)
    {
        if (section.Status is SectionStatus.Retired)
        {
            yield return "Retired: this section is no longer kept up to date.";
        }

        if (section.ReviewBy < today)
        {
            yield return $"Review overdue: it was due on {Dates.InWords(section.ReviewBy.Value)}.";
        }

        var astray = section.Citations.Count(citation => citation.Pin.Note is not null);
        if (astray > 0)
        {
            yield return astray == section.Citations.Length
                ? "No citation here is in order; see the sources below."
                : $"{astray} of {section.Citations.Length} citations are not in order; see the sources below.";
        }
    }

    private static string Status(Section section)
    {
        string?[] parts =
        [
            section.Reviewed is { } reviewed ? $"Reviewed {Dates.InWords(reviewed)}" : null,
            AsOf(section),
            section.ReviewBy is { } reviewBy ? $"review by {Dates.InWords(reviewBy)}" : null,
        ];
        return string.Join(" · ", parts.OfType<string>());
    }

    // The newest source tells how far the text can know; where none is dated, the day they were read does.
    private static string? AsOf(Section section)
    {
        var sources = section.Citations.Select(citation => citation.Source);
        if (sources.Select(source => source.Issued).OfType<string>().Max(StringComparer.Ordinal) is { } issued)
        {
            return $"as of {Dates.InWords(issued)}";
        }

        return sources.Select(source => source.Accessed).OfType<string>().Max(StringComparer.Ordinal) is { } accessed
            ? $"as of {Dates.InWords(accessed)} (undated sources, read that day)"
            : null;
    }
}
