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

    public string Id => id;

    public int Shard => shard;

    public int Shards => shards;

    public long Seq => Volatile.Read(ref seq);

    public void Dispatch(string eventName, string json)
    {
        lock (sending)
        {
            var payload = Encoding.UTF8.GetBytes($$"""{"t":"{{eventName}}","s":{{++seq}},"op":0,"d":{{json}}}""");
            sent.Enqueue((seq, payload));
            if (sent.Count > MostKept)
            {
                sent.Dequeue();
            }

            connection?.Send(payload);
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
