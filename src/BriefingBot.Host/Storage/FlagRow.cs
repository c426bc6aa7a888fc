using BriefingBot.Curating.Records;

namespace BriefingBot.Host.Storage;

/// <summary>A flag as its table has it. A state that a newer version wrote is read as claimed: somebody saw to it.</summary>
internal sealed record FlagRow
{
    public const string Columns =
        """
        id as Id, at as At, topic as Topic, section as Section, revision as Revision, reason as Reason, community as Community,
            person as Person, person_name as PersonName, state as State, since as Since, curator_community as CuratorCommunity,
            curator as Curator, curator_name as CuratorName
        """;

    public required string Id { get; init; }

    public required long At { get; init; }

    public required string Topic { get; init; }

    public required string Section { get; init; }

    public required string Revision { get; init; }

    public required string Reason { get; init; }

    public required string Community { get; init; }

    public required string Person { get; init; }

    public required string PersonName { get; init; }

    public required string State { get; init; }

    public required long Since { get; init; }

    public string? CuratorCommunity { get; init; }

    public string? Curator { get; init; }

    public string? CuratorName { get; init; }

    public static FlagRow Of(Flag flag) => new()
    {
        Id = flag.Id,
        At = flag.At.ToUnixTimeMilliseconds(),
        Topic = flag.Topic,
        Section = flag.Section,
        Revision = flag.Revision,
        Reason = flag.Reason,
        Community = flag.Reader.Community,
        Person = flag.Reader.Person.Id,
        PersonName = flag.Reader.Person.Name,
        State = flag.State.ToString(),
        Since = flag.Since.ToUnixTimeMilliseconds(),
        CuratorCommunity = flag.Curator?.Community,
        Curator = flag.Curator?.Person.Id,
        CuratorName = flag.Curator?.Person.Name,
    };

    public Flag ToFlag() => new(Id, StateText.Instant(At), Topic, Section, Revision, Reason, new(Community, new(Person, PersonName)))
    {
        State = StateText.Value(State, FlagState.Claimed),
        Since = StateText.Instant(Since),
        Curator = CuratorCommunity is null ? null : new(CuratorCommunity, new(Curator ?? string.Empty, CuratorName ?? string.Empty)),
    };
}
