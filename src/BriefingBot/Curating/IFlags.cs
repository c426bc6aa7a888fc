using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Curating;

/// <summary>Keeps what readers flag. Throws <see cref="StateUnavailableException"/> where the state store cannot be reached.</summary>
public interface IFlags
{
    /// <summary>Adds one whose id is new, unless its reader made too many: also where several are added at once.</summary>
    /// <param name="most">How many a reader may make after a moment, in any state; all readers of a community together whose id is empty.</param>
    /// <returns>Whether it was added.</returns>
    Task<bool> AddAsync(Flag flag, int most, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Those that are not closed, oldest first.</summary>
    Task<ImmutableArray<Flag>> OpenAsync(int count, CancellationToken cancellationToken);

    Task<Flag?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Exchanges one for its next version, unless it was changed since it was read.</summary>
    /// <returns>Whether it was exchanged.</returns>
    Task<bool> ReplaceAsync(Flag before, Flag after, CancellationToken cancellationToken);
}
