using System.Threading.Channels;

namespace BriefingBot.Host.Content;

/// <summary>Changes that were told of and are not looked at yet. Bounded: past a number of files it is everything.</summary>
internal sealed class ChangeNotices
{
    private const int Most = 5_000;

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private HashSet<BriefingFile> files = [];

    public void Note(BriefingFile file)
    {
        lock (gate)
        {
            if (files.Count >= Most)
            {
                files = [BriefingFile.Everything];
            }

            if (!files.Contains(BriefingFile.Everything))
            {
                files.Add(file);
            }
        }

        Wake();
    }

    /// <summary>Lets whoever waits look at the clock.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => wake.Reader.ReadAsync(cancellationToken);

    public IReadOnlyCollection<BriefingFile> Take()
    {
        lock (gate)
        {
            var taken = files;
            files = [];
            return taken;
        }
    }
}
