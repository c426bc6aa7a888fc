using BriefingBot.Curating.Records;

namespace BriefingBot.Host.Storage;

/// <summary>A revision as its table has it. A way that a newer version wrote is read as the disk.</summary>
internal sealed class RevisionRow
{
    /// <summary>All of them but the text.</summary>
    public const string Columns =
        """
        topic as Topic, section as Section, id as Id, at as At, draft as Draft, way as Way, note as Note,
            community as Community, person as Person, person_name as PersonName
        """;

    public required string Topic { get; init; }

    public required string Section { get; init; }

    public required string Id { get; init; }

    public required long At { get; init; }

    public required long Draft { get; init; }

    public string? Text { get; init; }

    public required string Way { get; init; }

    public string? Note { get; init; }

    public string? Community { get; init; }

    public string? Person { get; init; }

    public string? PersonName { get; init; }

    /// <summary>As <see cref="Revision.Before"/>; not in the table.</summary>
    public string? Before { get; init; }

    public static RevisionRow Of(Revision revision) => new()
    {
        Topic = revision.Topic,
        Section = revision.Section,
        Id = revision.Id,
        At = revision.At.ToUnixTimeMilliseconds(),
        Draft = revision.IsDraft ? 1 : 0,
        Text = revision.Text,
        Way = revision.Way.ToString(),
        Note = revision.Note,
        Community = revision.Author?.Community,
        Person = revision.Author?.Person.Id,
        PersonName = revision.Author?.Person.Name,
        Before = revision.Before,
    };

    public Revision ToRevision() => new(
        Topic,
        Section,
        Id,
        StateText.Instant(At),
        Community is null ? null : new(Community, new(Person ?? string.Empty, PersonName ?? string.Empty)),
        StateText.Value(Way, BriefingBot.Curating.Records.Way.Disk),
        Note)
    {
        Text = Text,
        IsDraft = Draft != 0,
    };
}
