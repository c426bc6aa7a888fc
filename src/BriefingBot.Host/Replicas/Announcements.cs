using System.Collections.Immutable;
using System.Threading.Channels;
using BriefingBot.Host.Content;

namespace BriefingBot.Host.Replicas;

/// <summary>What is to be told to the other replicas. Bounded: past a number of files it is that everything may have changed. Many may add; one takes.</summary>
internal sealed class Announcements(string from)
{
    private const int Most = 5_000;

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private readonly Dictionary<BriefingFile, string> files = [];
    private string? letThrough;
    private bool isEverything;

    /// <param name="key">Of a change that was let through, or null.</param>
    public void Add(IReadOnlyCollection<ServedFile> served, string? key)
    {
        lock (gate)
        {
            letThrough = key ?? letThrough;
            foreach (var file in served)
            {
                files[file.File] = file.Revision;
            }

            if (files.Count > Most)
            {
                isEverything = true;
                files.Clear();
            }
        }

        wake.Writer.TryWrite(true);
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => wake.Reader.ReadAsync(cancellationToken);

    /// <summary>
    /// Takes all of it. What was let through comes first: whoever hears of its files before would hold them back, and say so.
    /// </summary>
    public ImmutableArray<ReplicaNotice> Take()
    {
        lock (gate)
        {
            ImmutableArray<ReplicaNotice> taken =
            [
                .. letThrough is { } key ? [new(from) { LetThrough = key }] : ImmutableArray<ReplicaNotice>.Empty,
                .. isEverything ? [new(from)] : ImmutableArray<ReplicaNotice>.Empty,
                .. ReplicaNotice.Of(from, files.Select(file => new ServedFile(file.Key, file.Value))),
            ];
            (letThrough, isEverything) = (null, false);
            files.Clear();
            return taken;
        }
    }
}
