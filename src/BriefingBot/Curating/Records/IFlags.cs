using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Curating.Records;

/// <summary>Which flags to read.</summary>
/// <param name="Topics">All of these topics.</param>
/// <param name="Gone">Of these topics, those that were made in <paramref name="Community"/>.</param>
public sealed record FlagFilter(ImmutableArray<string> Topics, ImmutableArray<string> Gone, string Community);

/// <summary>Keeps what readers flag. Throws <see cref="StateUnavailableException"/> where the state store cannot be reached.</summary>
public interface IFlags
{
    /// <summary>Adds one whose id is new, unless its reader made too many: also where several are added at once.</summary>
    /// <param name="most">How many a reader may make after a moment, in any state; all readers of a community together whose id is empty.</param>
    /// <returns>Whether it was added.</returns>
    Task<bool> AddAsync(Flag flag, int most, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The topics, there or not, of which something is flagged that is not closed.</summary>
    Task<ImmutableArray<string>> OpenTopicsAsync(CancellationToken cancellationToken);

    /// <summary>Those of these topics that are not closed, oldest first.</summary>
    Task<ImmutableArray<Flag>> OpenAsync(FlagFilter filter, int count, CancellationToken cancellationToken);

    /// <summary>How many there are of them.</summary>
    Task<int> CountOpenAsync(FlagFilter filter, CancellationToken cancellationToken);

    Task<Flag?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Exchanges one for its next version, unless it was changed since it was read.</summary>
    /// <returns>Whether it was exchanged.</returns>
    Task<bool> ReplaceAsync(Flag before, Flag after, CancellationToken cancellationToken);
}
