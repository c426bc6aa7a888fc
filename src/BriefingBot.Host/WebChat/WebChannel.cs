using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BriefingBot.Chat;

namespace BriefingBot.Host.WebChat;

/// <summary>
/// The channel that all open chat pages share. Keeps the last posts, so that a page that was away gets what it missed;
/// a page that reads too slowly is cut off and comes back by itself.
/// </summary>
internal sealed class WebChannel : IChatPublisher
{
    /// <summary>The channel's address.</summary>
    public const string Name = "channel";

    private const int MostKept = 100;
    private const int MostUnread = 100;

    private readonly Lock gate = new();
    private ImmutableQueue<Post> kept = [];
    private ImmutableHashSet<Channel<Post>> listeners = [];
    private long lastId;

    public Task PublishAsync(string channel, Reply reply, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var post = new Post(++lastId, reply);
            kept = kept.Enqueue(post);
            if (lastId > MostKept)
            {
                kept = kept.Dequeue();
            }

            foreach (var listener in listeners.Where(listener => !listener.Writer.TryWrite(post)))
            {
                listener.Writer.TryComplete();
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Posts after <paramref name="after"/>, those to come included, until cancelled.</summary>
    public async IAsyncEnumerable<Post> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = Channel.CreateBounded<Post>(MostUnread);
        ImmutableQueue<Post> before;
        lock (gate)
        {
            before = kept;
            listeners = listeners.Add(listener);
        }

        try
        {
            // After a restart the numbers begin again, and a page may remember a higher one.
            foreach (var post in before.Where(post => post.Id > after || after > lastId))
            {
                yield return post;
            }

            await foreach (var post in listener.Reader.ReadAllAsync(cancellationToken))
            {
                yield return post;
            }
        }
        finally
        {
            lock (gate)
            {
                listeners = listeners.Remove(listener);
            }
        }
    }

    /// <param name="Id">Counts from 1 since the start.</param>
    internal sealed record Post(long Id, Reply Reply);
}
