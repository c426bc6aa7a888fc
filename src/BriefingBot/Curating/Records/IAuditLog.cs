using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Curating.Records;

/// <summary>An administrative act, also one that was refused. Never with the text of a section.</summary>
/// <param name="Act">What was done, by the command that does it: <c>curate save</c>, also where that saves a rollback.</param>
/// <param name="Target">What it was done to: <c>topic/section@revision</c>, <c>topic</c>, a flag's id; empty for none.</param>
/// <param name="Detail">A sentence for people, such as why it was refused, or null.</param>
public sealed record AuditEntry(DateTimeOffset At, Actor Who, string Act, string Target, AuditOutcome Outcome, string? Detail);

/// <summary>What became of an act.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>The person may not, or what they gave was not accepted.</summary>
    Refused,

    /// <summary>Something broke, or nobody knows what became of it.</summary>
    Failed,
}

/// <summary>Which entries to read; null does not filter.</summary>
/// <param name="Who">A person's id or whole name, or a community.</param>
/// <param name="Act">The act, or its first words: <c>curate</c>.</param>
/// <param name="Target">The target, or what it is part of: <c>topic</c>, <c>topic/section</c>.</param>
public sealed record AuditFilter(string? Who = null, string? Act = null, string? Target = null, DateTimeOffset? Since = null);

/// <summary>Keeps what administrators did. Throws <see cref="StateUnavailableException"/> where the state store cannot be reached.</summary>
public interface IAuditLog
{
    Task AddAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The newest that fit, newest first.</summary>
    Task<ImmutableArray<AuditEntry>> ReadAsync(AuditFilter filter, int count, CancellationToken cancellationToken);
}
