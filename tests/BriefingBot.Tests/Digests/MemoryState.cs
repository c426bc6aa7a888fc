using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;

namespace BriefingBot.Tests.Digests;

/// <summary>Subscriptions and their ledger in memory, by the rules that the databases keep; can be made unreachable.</summary>
internal sealed class MemoryState : ISubscriptions, IDeliveryLedger
{
    private readonly Lock gate = new();
    private readonly List<Subscription> subscriptions = [];
    private readonly Dictionary<OccurrenceKey, Row> rows = [];
    private readonly Dictionary<string, SeenContent> seen = new(StringComparer.Ordinal);

    /// <summary>Whether every call fails, as when the database is gone.</summary>
    public bool IsUnavailable { get; set; }

    /// <summary>All subscriptions, oldest first.</summary>
    public ImmutableArray<Subscription> All => Do<ImmutableArray<Subscription>>(() => [.. subscriptions]).Result;

    public Task<Subscription?> FindAsync(string id, CancellationToken cancellationToken) =>
        Do(() => subscriptions.Find(subscription => subscription.Id == id));

    public Task<ImmutableArray<Subscription>> InChannelAsync(ChannelAddress channel, CancellationToken cancellationToken) =>
        Do<ImmutableArray<Subscription>>(() => [.. subscriptions.Where(subscription => subscription.Channel == channel)]);

    public Task<int> CountAsync(string platform, string community, CancellationToken cancellationToken) =>
        Do(() => subscriptions.Count(subscription => subscription.Channel.Platform == platform && subscription.Channel.Community == community
            && subscription.State is not SubscriptionState.Draft));

    public Task<ImmutableArray<Subscription>> InStateAsync(SubscriptionState state, DateTimeOffset since, CancellationToken cancellationToken) =>
        Do<ImmutableArray<Subscription>>(() =>
            [.. subscriptions.Where(subscription => subscription.State == state && subscription.Since <= since).OrderBy(subscription => subscription.Since)]);

    public Task AddAsync(Subscription subscription, CancellationToken cancellationToken) => Do(() =>
    {
        Assert.DoesNotContain(subscriptions, other => other.Id == subscription.Id);
        subscriptions.Add(subscription);
        return true;
    });

    public Task<bool> ReplaceAsync(Subscription before, Subscription after, CancellationToken cancellationToken) => Do(() =>
    {
        var index = subscriptions.IndexOf(before);
        if (index < 0)
        {
            return false;
        }

        subscriptions[index] = after;
        return true;
    });

    public Task<bool> KeepAsync(Subscription draft, Subscription kept, int mostInChannel, int mostInCommunity, CancellationToken cancellationToken) => Do(() =>
    {
        var (index, saved) = (subscriptions.IndexOf(draft), subscriptions.Where(other => other.State is not SubscriptionState.Draft).ToList());
        if (index < 0 || saved.Count(other => other.Channel == kept.Channel) >= mostInChannel
            || saved.Count(other => other.Channel.Platform == kept.Channel.Platform && other.Channel.Community == kept.Channel.Community) >= mostInCommunity)
        {
            return false;
        }

        subscriptions[index] = kept;
        return true;
    });

    public Task<bool> RemoveAsync(Subscription before, CancellationToken cancellationToken) => Do(() =>
    {
        if (!subscriptions.Remove(before))
        {
            return false;
        }

        Forget(before.Id);
        return true;
    });

    public Task ForgetAsync(string id, CancellationToken cancellationToken) => Do(() =>
    {
        Forget(id);
        return true;
    });

    /// <summary>Loses a subscription, as by a hand in the tables, but not what the ledger has of it.</summary>
    public void Lose(string id) => subscriptions.RemoveAll(subscription => subscription.Id == id);

    /// <summary>How often the ledger was pruned.</summary>
    public int Prunings { get; private set; }

    public Task PruneAsync(DateOnly before, CancellationToken cancellationToken) => Do(() =>
    {
        Prunings++;
        foreach (var key in rows.Keys.Where(key => key.Date < before || !subscriptions.Exists(subscription => subscription.Id == key.Subscription)).ToList())
        {
            rows.Remove(key);
        }

        return true;
    });

    private void Forget(string id)
    {
        foreach (var key in rows.Keys.Where(key => key.Subscription == id).ToList())
        {
            rows.Remove(key);
        }

        seen.Remove(id);
    }

    public Task<Occurrence?> ClaimAsync(
        OccurrenceKey key, DateTimeOffset planned, string owner, DateTimeOffset now, DateTimeOffset lease, bool again, CancellationToken cancellationToken) => Do(() =>
    {
        if ((rows.TryGetValue(key, out var row) && !MayBeTaken(row, planned, now, again)) || !subscriptions.Exists(subscription => subscription.Id == key.Subscription))
        {
            return null;
        }

        var occurrence = (row?.Occurrence ?? new(key, planned, OccurrenceState.Running, null, null, [])) with
        {
            Planned = row?.Occurrence is { State: OccurrenceState.Running } left ? left.Planned : planned,
            State = OccurrenceState.Running,
            Reason = null,
            Finished = null,
        };
        rows[key] = new(occurrence, owner, lease);
        return occurrence;
    });

    public Task<bool> RenewAsync(OccurrenceKey key, string owner, DateTimeOffset lease, CancellationToken cancellationToken) =>
        Write(key, owner, row => row with { Lease = lease });

    public Task<bool> PlanAsync(OccurrenceKey key, string owner, ImmutableArray<DigestPart> parts, CancellationToken cancellationToken) =>
        Write(key, owner, row => row with
        {
            Occurrence = row.Occurrence with { Parts = [.. parts.Select(part => new DeliveredPart(part.Number, part.ToString(), PartState.Planned, 0, null))] },
        });

    public Task<bool> BeginPartAsync(OccurrenceKey key, string owner, int number, CancellationToken cancellationToken) =>
        WritePart(key, owner, number, part => part with { State = PartState.Sending, Tries = part.Tries + 1 });

    public Task<bool> EndPartAsync(OccurrenceKey key, string owner, int number, PartState state, string? messageId, CancellationToken cancellationToken) =>
        WritePart(key, owner, number, part => part with { State = state, MessageId = messageId, Tries = state is PartState.Planned ? part.Tries - 1 : part.Tries });

    public Task<bool> FinishAsync(
        OccurrenceKey key, string owner, OccurrenceState state, string? reason, DateTimeOffset now, SeenContent? seen, CancellationToken cancellationToken) =>
        Write(key, owner, row =>
        {
            if (seen is not null)
            {
                this.seen[key.Subscription] = seen;
            }

            return row with { Occurrence = row.Occurrence with { State = state, Reason = reason, Finished = now } };
        });

    public Task<SeenContent> SeenAsync(string subscription, CancellationToken cancellationToken) =>
        Do(() => seen.GetValueOrDefault(subscription, SeenContent.Nothing));

    public Task<ImmutableArray<Occurrence>> LogAsync(string subscription, int count, CancellationToken cancellationToken) =>
        Do<ImmutableArray<Occurrence>>(() =>
        [
            .. rows.Values.Select(row => row.Occurrence).Where(occurrence => occurrence.Key.Subscription == subscription)
                .OrderByDescending(occurrence => occurrence.Key.Date).Take(count),
        ]);

    public Task<ImmutableArray<Occurrence>> LeftAsync(DateTimeOffset now, int count, CancellationToken cancellationToken) =>
        Do<ImmutableArray<Occurrence>>(() =>
        [
            .. rows.Values.Where(row => row.Occurrence.State is OccurrenceState.Running && row.Lease <= now)
                .Select(row => row.Occurrence).OrderBy(occurrence => occurrence.Planned).Take(count),
        ]);

    private static bool MayBeTaken(Row row, DateTimeOffset planned, DateTimeOffset now, bool again) => row.Occurrence.State switch
    {
        OccurrenceState.Running => row.Lease <= now,
        OccurrenceState.Skipped or OccurrenceState.Failed => again || row.Occurrence.Planned < planned,
        _ => false,
    };

    private Task<bool> WritePart(OccurrenceKey key, string owner, int number, Func<DeliveredPart, DeliveredPart> change) => Write(key, owner, row => row with
    {
        Occurrence = row.Occurrence with { Parts = [.. row.Occurrence.Parts.Select(part => part.Number == number ? change(part) : part)] },
    });

    private Task<bool> Write(OccurrenceKey key, string owner, Func<Row, Row> change) => Do(() =>
    {
        if (!rows.TryGetValue(key, out var row) || row.Owner != owner || row.Occurrence.State is not OccurrenceState.Running)
        {
            return false;
        }

        rows[key] = change(row);
        return true;
    });

    private Task<T> Do<T>(Func<T> action)
    {
        lock (gate)
        {
            return IsUnavailable
                ? Task.FromException<T>(new StateUnavailableException(new IOException("The database is gone.")))
                : Task.FromResult(action());
        }
    }

    private sealed record Row(Occurrence Occurrence, string Owner, DateTimeOffset Lease);
}
