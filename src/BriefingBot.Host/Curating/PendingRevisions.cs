using System.Threading.Channels;
using BriefingBot.Curating.Records;

namespace BriefingBot.Host.Curating;

/// <summary>
/// Revisions that are to be recorded, in their order. Bounded: past a number of them each section's newest stays, and where
/// even those are too many it only remembers that something is missing. Many may add; one takes.
/// </summary>
internal sealed class PendingRevisions
{
    public const int Most = 2_000;

    /// <summary>The most that are taken at once: so many that a transaction is worth it, so few that others need not wait for it.</summary>
    public const int MostAtOnce = 300;

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private List<Revision> waiting = [];
    private bool isIncomplete;

    public void Add(IReadOnlyCollection<Revision> revisions)
    {
        lock (gate)
        {
            waiting.AddRange(revisions);
            if (waiting.Count > Most)
            {
                waiting = [.. Enumerable.Reverse(waiting).DistinctBy(revision => (revision.Topic, revision.Section)).Reverse()];
            }

            if (waiting.Count > Most)
            {
                waiting = [];
                isIncomplete = true;
            }
        }

        wake.Writer.TryWrite(true);
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => wake.Reader.ReadAsync(cancellationToken);

    /// <summary>Whether revisions were let go of since this was last asked.</summary>
    public bool TakeIncomplete()
    {
        lock (gate)
        {
            var was = isIncomplete;
            isIncomplete = false;
            return was;
        }
    }

    /// <summary>Takes the oldest; none where nothing waits.</summary>
    public IReadOnlyCollection<Revision> Take()
    {
        lock (gate)
        {
            var taken = waiting.GetRange(0, Math.Min(MostAtOnce, waiting.Count));
            waiting.RemoveRange(0, taken.Count);
            return taken;
        }
    }
}
