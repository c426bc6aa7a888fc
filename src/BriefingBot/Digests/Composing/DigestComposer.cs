using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Delivery;

namespace BriefingBot.Digests.Composing;

/// <summary>
/// Decides what a digest shows, and writes it. Pure: the same arguments give the same digest, always. The catalogue is the
/// channel's view of it, so that what its members may not see is exactly like what does not exist.
/// </summary>
public static class DigestComposer
{
    /// <summary>What the next digest shows.</summary>
    /// <remarks>
    /// Nothing is news to a channel without a digest yet: its first shows, by content, the first section, nothing, or all lines;
    /// and all there is then counts as seen. So the first digest of <see cref="DigestContent.Changes"/> has no parts, but what
    /// it has seen must be remembered like that of any other.
    /// </remarks>
    /// <param name="seen">After the last digest that was sent.</param>
    public static DigestPlan Plan(Subscription subscription, CatalogueView catalogue, SeenContent seen)
    {
        var scope = new DigestScope(subscription, catalogue);
        var parts = DigestParts.Of([.. Items(subscription.Content, scope, seen)], scope);
        return new(parts, Seen(scope, seen, parts));
    }

    /// <summary>
    /// What the channel has seen once these parts are there: for a digest whose parts an earlier process planned, too.
    /// </summary>
    /// <param name="before">What it had seen before them.</param>
    public static SeenContent Seen(Subscription subscription, CatalogueView catalogue, SeenContent before, ImmutableArray<DigestPart> parts) =>
        Seen(new DigestScope(subscription, catalogue), before, parts);

    /// <summary>
    /// One post of a digest, for everybody in the channel. It fits every platform whole; a card that does not is cut at the end
    /// of a sentence, with a button that opens all of it. Texts are those of the catalogue now, also where the plan is older; what
    /// is gone since says so.
    /// </summary>
    /// <param name="parts">All parts of the digest.</param>
    /// <param name="number">Which of them, from 1.</param>
    /// <param name="date">The local date that the digest is for.</param>
    /// <param name="note">A line under the title, such as <c>Late: planned 08:00</c>, or null.</param>
    public static Reply Write(Subscription subscription, ImmutableArray<DigestPart> parts, int number, CatalogueView catalogue, DateOnly date, string? note) =>
        new DigestReply(new(subscription, catalogue), date).Of(parts, number, note);

    private static SeenContent Seen(DigestScope scope, SeenContent before, ImmutableArray<DigestPart> parts)
    {
        var revisions = (before.Revisions is null
            ? DigestChanges.AllSeen(scope)
            : before.Revisions.Where(section => scope.Keys.Contains(section.Key.Split('/', 2)[0])).ToImmutableSortedDictionary(StringComparer.Ordinal)).ToBuilder();
        foreach (var item in parts.SelectMany(part => part.Items))
        {
            if (item.Kind is DigestItemKind.Removed)
            {
                revisions.RemoveRange(revisions.Keys.Where(name => name == item.Section || name.StartsWith(item.Section + "/", StringComparison.Ordinal)).ToList());
            }
            else
            {
                revisions[item.Section] = item.Revision;
            }
        }

        return new(revisions.ToImmutable(), parts.SelectMany(part => part.Items).LastOrDefault(item => item.IsWhole)?.Section ?? before.InTurn);
    }

    private static IEnumerable<DigestItem> Items(DigestContent content, DigestScope scope, SeenContent seen)
    {
        var all = DigestChanges.Compare(scope, seen.Revisions ?? DigestChanges.AllSeen(scope)).ToList();
        if (content is DigestContent.All)
        {
            return all;
        }

        var changes = all.Where(item => item.Kind is not DigestItemKind.Line);
        if (content is DigestContent.Changes || DigestTurn.Next(scope, seen.InTurn) is not { } next)
        {
            return changes;
        }

        var inTurn = all.First(item => item.Section == DigestScope.NameOf(next));
        return changes.Where(item => item != inTurn).Append(inTurn with
        {
            Kind = inTurn.Kind switch
            {
                DigestItemKind.Added => DigestItemKind.AddedTurn,
                DigestItemKind.Changed => DigestItemKind.ChangedTurn,
                _ => DigestItemKind.Turn,
            },
        });
    }
}
