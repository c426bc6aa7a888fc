using System.Globalization;
using BriefingBot.Documents;

namespace BriefingBot.Curating;

/// <summary>Revisions in words.</summary>
public static class RevisionText
{
    /// <summary><c>21 Nov 2026, 12:00 UTC, by Ada: a form in a chat</c>.</summary>
    public static string InShort(Revision revision) =>
        string.Create(CultureInfo.InvariantCulture, $"{revision.At.UtcDateTime:d MMM yyyy, HH:mm} UTC, {Author(revision)}{OfWay(revision.Way)}");

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
