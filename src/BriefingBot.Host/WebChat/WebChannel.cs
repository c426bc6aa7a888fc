using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BriefingBot.Chat;

namespace BriefingBot.Host.WebChat;

/// <summary>
/// The channel that all open chat pages share. Keeps the last posts, so that a page that was away gets what it missed;
/// a page that reads too slowly is cut off and comes back by itself.
/// </summary>
internal sealed class WebChannel(TimeProvider time) : IChatPublisher
{
    private const int MostKept = 100;
    private const int MostUnread = 100;

    private readonly Lock gate = new();
    private ImmutableList<Post> kept = [];
    private ImmutableHashSet<Channel<Post>> listeners = [];
    private long lastId;

    // As long as its posts are kept: nobody sees an earlier one anyway.
    public bool KnowsRepetitions => true;

    /// <summary>The newest post's id; 0 before the first.</summary>
    public long LatestId => Interlocked.Read(ref lastId);

    public Task<PublishOutcome> PublishAsync(ChannelPost post, CancellationToken cancellationToken) =>
        Task.FromResult<PublishOutcome>(new PublishOutcome.Sent(Publish(post.Reply, post.Key).Id.ToString(CultureInfo.InvariantCulture)));

    public Task<PublishOutcome> TryAsync(string channel, CancellationToken cancellationToken) =>
        Task.FromResult<PublishOutcome>(new PublishOutcome.Sent(string.Empty));

    // A page has no persons, only the one channel.
    public Task<PublishOutcome> TellAsync(string person, Reply reply, CancellationToken cancellationToken) =>
        Task.FromResult<PublishOutcome>(new PublishOutcome.Refused("The chat page cannot tell anybody something in private."));

    /// <summary>Posts to the channel; who posted knows the post by what this gives back.</summary>
    /// <param name="key">As <see cref="ChannelPost.Key"/>: one that was posted before gives back that post; null where nothing repeats it.</param>
    public Post Publish(Reply reply, string? key = null)
    {
        lock (gate)
        {
            if (key is not null && kept.Find(earlier => earlier.Key == key) is { } known)
            {
                return known;
            }

            Interlocked.Exchange(ref lastId, Math.Max(lastId + 1, time.GetUtcNow().ToUnixTimeMilliseconds()));
            var post = new Post(lastId, reply, key);
            kept = kept.Add(post);
            if (kept.Count > MostKept)
            {
                kept = kept.RemoveAt(0);
            }

            foreach (var listener in listeners.Where(listener => !listener.Writer.TryWrite(post)))
            {
                listener.Writer.TryComplete();
            }

            return post;
        }
    }

    /// <summary>Posts after <paramref name="after"/>, those to come included, until cancelled.</summary>
    public async IAsyncEnumerable<Post> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = Channel.CreateBounded<Post>(MostUnread);
        ImmutableList<Post> before;
        lock (gate)
        {
            before = kept;
            listeners = listeners.Add(listener);
        }

        try
        {
            foreach (var post in before.Where(post => post.Id > after))
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

    /// <param name="Id">
    /// When it was posted, in milliseconds since 1970, or one more than the post before: rises across restarts too, so a
    /// page that outlives one neither misses nor repeats a post.
    /// </param>
    internal sealed record Post(long Id, Reply Reply, string? Key);
}
