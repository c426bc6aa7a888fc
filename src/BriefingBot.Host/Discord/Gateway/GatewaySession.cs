namespace BriefingBot.Host.Discord.Gateway;

/// <summary>What a shard keeps of its session, to resume it on another connection (Discord R105).</summary>
internal sealed class GatewaySession
{
    private const int None = -1;

    // Real ones have 32 characters. Together with the token it must fit into what may be sent at once (Discord R113).
    private const int MaxIdLength = 128;

    private long seq = None;

    public string? Id { get; private set; }

    /// <summary>Where to resume it, as the gateway told; to be checked before it is used.</summary>
    public string? Url { get; private set; }

    /// <summary>The number of the last event, or null before the first.</summary>
    public long? Seq => Volatile.Read(ref seq) is var last && last != None ? last : null;

    public bool CanResume => Id is not null && Seq is not null;

    /// <summary>A session started; one that has no usable name cannot be resumed.</summary>
    /// <param name="first">The number of its event; those of an earlier session count no longer.</param>
    public void Start(string? id, string? url, long? first)
    {
        (Id, Url) = (id is { Length: > 0 and <= MaxIdLength } ? id : null, url);
        Volatile.Write(ref seq, first is >= 0 ? first.Value : None);
    }

    /// <summary>An event came; one that is repeated or late does not move the number back.</summary>
    public void Saw(long number)
    {
        if (number > seq)
        {
            Volatile.Write(ref seq, number);
        }
    }

    public void Drop()
    {
        (Id, Url) = (null, null);
        Volatile.Write(ref seq, None);
    }
}
