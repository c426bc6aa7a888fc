using System.Text;

namespace BriefingBot.Tests.Discord;

/// <summary>A session of the fake gateway: what it has sent, to send it again on a resume.</summary>
internal sealed class FakeGatewaySession(string id, int shard, int shards)
{
    private const int MostKept = 10_000;

    private readonly Lock sending = new();
    private readonly Queue<(long Seq, byte[] Payload)> sent = [];
    private FakeGatewayConnection? connection;
    private long seq;
    private long arrived;
    private bool isOver;

    public string Id => id;

    public int Shard => shard;

    public int Shards => shards;

    public long Seq => Volatile.Read(ref seq);

    public FakeGatewayConnection? Connection
    {
        get
        {
            lock (sending)
            {
                return connection;
            }
        }
    }

    /// <summary>Sends an event now or when the session is resumed; false where the session is over.</summary>
    public bool Dispatch(string eventName, string json)
    {
        lock (sending)
        {
            if (isOver)
            {
                return false;
            }

            var payload = Encoding.UTF8.GetBytes($$"""{"t":"{{eventName}}","s":{{++seq}},"op":0,"d":{{json}}}""");
            sent.Enqueue((seq, payload));
            if (sent.Count > MostKept)
            {
                sent.Dequeue();
            }

            connection?.Send(payload);
            return true;
        }
    }

    /// <summary>Notes that the client has seen this number.</summary>
    public void Arrived(long seen)
    {
        lock (sending)
        {
            arrived = Math.Max(arrived, seen);
        }
    }

    /// <summary>Sends nothing more on a connection, and takes nothing more in. Gives back the last number that was sent.</summary>
    public long Stop(FakeGatewayConnection on)
    {
        lock (sending)
        {
            (isOver, connection) = (true, connection == on ? null : connection);
            return seq;
        }
    }

    /// <summary>Ends it, and gives back the events that nobody knows to have arrived.</summary>
    public IReadOnlyList<byte[]> End()
    {
        lock (sending)
        {
            (isOver, connection) = (true, null);
            return [.. sent.Where(one => one.Seq > arrived).Select(one => one.Payload)];
        }
    }

    /// <summary>Forgets what was sent, so that it cannot be sent again.</summary>
    public void ForgetSent()
    {
        lock (sending)
        {
            sent.Clear();
        }
    }

    /// <summary>Sends what happened since, then RESUMED; false where the client claims to have seen more than there was.</summary>
    public bool TryResume(FakeGatewayConnection on, long seen)
    {
        lock (sending)
        {
            if (seen > seq)
            {
                return false;
            }

            connection = on;
            arrived = Math.Max(arrived, seen);
            foreach (var (_, payload) in sent.Where(one => one.Seq > seen))
            {
                on.Send(payload);
            }

            Dispatch("RESUMED", """{"_trace":["fake"]}""");
            return true;
        }
    }

    public void Attach(FakeGatewayConnection to)
    {
        lock (sending)
        {
            connection = to;
        }
    }

    public void Detach(FakeGatewayConnection from)
    {
        lock (sending)
        {
            connection = connection == from ? null : connection;
        }
    }
}
