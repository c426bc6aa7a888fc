using BriefingBot.Briefings;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary>What readers may know of a change: drafts do not exist for them.</summary>
/// <param name="Section">The section as it is now, or null where it is not shown.</param>
internal sealed record ShownChange(ShownChangeKind Kind, string Key, Section? Section, DateTimeOffset At)
{
    /// <summary>Null where readers see no difference.</summary>
    /// <param name="section">The section as it is now, or null where it is not shown.</param>
    public static ShownChange? Of(RevisedSection revised, Section? section)
    {
        var wasShown = revised.Before is { IsRemoval: false, IsDraft: false };
        ShownChangeKind? kind = (wasShown, section) switch
        {
            (false, null) => null,
            (true, null) => ShownChangeKind.Removed,
            (false, _) => ShownChangeKind.Added,
            _ => revised.Before!.Id == revised.Newest.Id ? null : ShownChangeKind.Changed,
        };
        return kind is { } known ? new(known, revised.Newest.Section, section, revised.Newest.At) : null;
    }

    public static string CommandOf(Section section) => $"/brief {section.TopicKey} {section.Key}";

    public static string InWords(ShownChangeKind kind) => kind switch
    {
        ShownChangeKind.Added => "added",
        ShownChangeKind.Changed => "changed",
        _ => "no longer offered",
    };

    public Paragraph Line(string zone)
    {
        var at = new Moment(At, zone);
        if (Section is null)
        {
            return Paragraph.Of(new Text("No longer offered: "), new Strong([new Text(Key)]), new Text(", "), at);
        }

        var kind = Kind is ShownChangeKind.Added ? "New" : "Changed";
        var retired = Section.Status is SectionStatus.Retired ? ", retired" : string.Empty;
        return Paragraph.Of(new Text($"{kind}: "), new Strong([new Text(Section.Title)]), new Text($"{retired}, "), at, new Text(" – "), new CommandText(CommandOf(Section)));
    }
}

internal enum ShownChangeKind
{
    Added,
    Changed,
    Removed,
}
