using System.Collections.Immutable;
using BriefingBot.Curating.Records;
using Dapper;

namespace BriefingBot.Host.Storage;

/// <inheritdoc/>
internal sealed class AuditLog(StateStore state) : IAuditLog
{
    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) => state.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into audit (id, at, community, person, person_name, act, target, outcome, detail)
            values (@Id, @At, @Community, @Person, @PersonName, @Act, @Target, @Outcome, @Detail)
            """,
            AuditRow.Of(entry),
            transaction,
            cancellationToken: cancellationToken)),
        cancellationToken);

    public Task<ImmutableArray<AuditEntry>> ReadAsync(AuditFilter filter, int count, CancellationToken cancellationToken) => state.ReadAsync<ImmutableArray<AuditEntry>>(
        async connection =>
        [
            .. (await connection.QueryAsync<AuditRow>(new CommandDefinition(
                $"""
                select {AuditRow.Columns} from audit
                where (@Who is null or @Who in (person, person_name, community))
                    and (@Act is null or act = @Act or substr(act, 1, length(@Act) + 1) = @Act || ' ')
                    and (@Target is null or target = @Target or substr(target, 1, length(@Target) + 1) in (@Target || '/', @Target || '@'))
                    and (@Since is null or at >= @Since)
                order by at desc, id desc limit @count
                """,
                new { filter.Who, filter.Act, filter.Target, Since = filter.Since?.ToUnixTimeMilliseconds(), count },
                cancellationToken: cancellationToken))).Select(row => row.ToEntry()),
        ],
        cancellationToken);

    private sealed class AuditRow
    {
        public const string Columns =
            """
            id as Id, at as At, community as Community, person as Person, person_name as PersonName, act as Act, target as Target,
                outcome as Outcome, detail as Detail
            """;

        public required string Id { get; init; }

        public required long At { get; init; }

        public required string Community { get; init; }

        public required string Person { get; init; }

        public required string PersonName { get; init; }

        public required string Act { get; init; }

        public required string Target { get; init; }

        public required string Outcome { get; init; }

        public string? Detail { get; init; }

        // The id begins with the time, for the order and so that no two processes give the same.
        public static AuditRow Of(AuditEntry entry) => new()
        {
            Id = Guid.CreateVersion7(entry.At).ToString(),
            At = entry.At.ToUnixTimeMilliseconds(),
            Community = entry.Who.Community,
            Person = entry.Who.Person.Id,
            PersonName = entry.Who.Person.Name,
            Act = entry.Act,
            Target = entry.Target,
            Outcome = entry.Outcome.ToString(),
            Detail = entry.Detail,
        };

        public AuditEntry ToEntry() => new(
            StateText.Instant(At), new(Community, new(Person, PersonName)), Act, Target, StateText.Value(Outcome, AuditOutcome.Failed), Detail);
    }
}
