using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Curating.Records;

/// <summary>
/// Keeps every accepted version of every section. Throws <see cref="StateUnavailableException"/> where the state store
/// cannot be reached.
/// </summary>
public interface IRevisions
{
    /// <summary>
    /// Adds revisions in the order given, all or none. One whose section's newest has the same id is left out, so that
    /// several processes may add the same; where only the one that comes later knows its author, that is put in. So is one
    /// that came after <see cref="Revision.Before"/> where that is recorded already and was itself followed by others.
    /// </summary>
    Task AddAsync(IReadOnlyCollection<Revision> revisions, CancellationToken cancellationToken);

    /// <summary>A section's newest revisions, newest first, without texts; whether or not the section is still there.</summary>
    Task<ImmutableArray<Revision>> LogAsync(string topic, string section, int count, CancellationToken cancellationToken);

    /// <summary>The newest revision of a section that has this id, with its text; null where there is none.</summary>
    Task<Revision?> FindAsync(string topic, string section, string id, CancellationToken cancellationToken);

    /// <summary>What became of a topic's sections after a moment.</summary>
    Task<TopicChanges> SinceAsync(string topic, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The id of every section's newest revision, empty for a removal, by <c>topic/section</c>.</summary>
    Task<IReadOnlyDictionary<string, string>> NewestAsync(CancellationToken cancellationToken);
}

/// <summary>What became of a topic's sections.</summary>
/// <param name="Since">From when on: as asked, or when the topic was first found at a start, if that was later.</param>
/// <param name="Sections">Those with a revision after that, newest first.</param>
public sealed record TopicChanges(DateTimeOffset Since, ImmutableArray<RevisedSection> Sections);

/// <summary>A section that was revised, both without texts.</summary>
/// <param name="Before">The revision at the moment that was asked for; null where the section was not there yet.</param>
public sealed record RevisedSection(Revision Newest, Revision? Before);
