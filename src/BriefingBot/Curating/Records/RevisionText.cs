using System.Collections.Immutable;
using System.Globalization;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Records;

/// <summary>Revisions in words.</summary>
public static class RevisionText
{
    /// <summary><c>21 Nov 2026, 12:00 UTC, by Ada, from a chat</c>.</summary>
    public static string InShort(Revision revision) =>
        string.Create(CultureInfo.InvariantCulture, $"{revision.At.UtcDateTime:d MMM yyyy, HH:mm} UTC, {Author(revision)}{OfWay(revision.Way)}");

    /// <summary>A revision in a history: its id, when, which way and by whom, and its note.</summary>
    public static Paragraph Item(Revision revision, string zone) => new(
    [
        new(
        [
            revision.IsRemoval ? new Strong([new Text("removed")]) : new Code(revision.Id),
            new Text(" – "),
            new Moment(revision.At, zone),
            new Text($", {OfWay(revision.Way)}{(revision.Author is { } author ? $" by {Name(author)}" : string.Empty)}{(revision.IsDraft ? ", a draft" : string.Empty)}."),
        ]),
        .. revision.Note is { } note ? [new Sentence([new Text(SafeText.Echo(note, 200))])] : ImmutableArray<Sentence>.Empty,
    ]);

    public static string OfWay(Way way) => way switch
    {
        Way.Form => "from a chat",
        Way.Upload => "uploaded in a chat",
        Way.Page => "on the curator page",
        Way.Rollback => "rolled back",
        Way.Start => "found at the start",
        _ => "changed on disk",
    };

    public static string Name(Actor who) => who.Person.Name.Length > 0 ? SafeText.Echo(who.Person.Name) : who.Person.Id.Length > 0 ? SafeText.Echo(who.Person.Id) : who.Platform;

    private static string Author(Revision revision) => revision.Author is { } author ? $"by {Name(author)}, " : string.Empty;
}
