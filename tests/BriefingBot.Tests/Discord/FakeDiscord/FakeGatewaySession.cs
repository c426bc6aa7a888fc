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
    private bool hasBegun;
    private bool isOver;
    private (long Seq, TaskCompletionSource Arrived)? awaited;

    public string Id => id;

    public int Shard => shard;

    public int Shards => shards;

    public long Seq => Volatile.Read(ref seq);

    /// <summary>Where its events go now, if they go anywhere.</summary>
    public FakeGatewayConnection? Connection
    {
        get
        {
            lock (sending)
            {
                return isOver ? null : connection;
            }
        }
    }

    /// <summary>Begins it with READY; no event comes before that.</summary>
    public void Begin(FakeGatewayConnection on, string ready)
    {
        lock (sending)
        {
            (hasBegun, connection) = (true, on);
            Dispatch("READY", ready);
        }
    }

    /// <summary>Sends an event now or when the session is resumed; false where the session is over or has not begun.</summary>
    public bool Dispatch(string eventName, string json)
    {
        lock (sending)
        {
            if (isOver || !hasBegun)
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
            if (awaited is { } wanted && arrived >= wanted.Seq)
            {
                wanted.Arrived.TrySetResult();
            }
        }
    }

    /// <summary>Takes nothing more in. Ends when the client has said that it has seen all that came before, if it ever does.</summary>
    public Task StopAsync()
    {
        lock (sending)
        {
            isOver = true;
            awaited = (seq, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return awaited.Value.Arrived.Task;
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

    /// <summary>Sends what happened since, then RESUMED, unless it is over; false where the client claims to have seen more than there was.</summary>
    public bool TryResume(FakeGatewayConnection on, long seen)
    {
        lock (sending)
        {
            if (seen > seq)
            {
                return false;
            }

            if (isOver)
            {
                on.Send(FakeGatewayConnection.SessionIsOver);
                return true;
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

    public void Detach(FakeGatewayConnection from)
    {
        lock (sending)
        {
            connection = connection == from ? null : connection;
        }
    }
}
