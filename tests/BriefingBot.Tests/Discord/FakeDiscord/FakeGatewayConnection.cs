using System.Globalization;
using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace BriefingBot.Tests.Discord;

/// <summary>One connection to the fake gateway: what the client sent on it, and what to do to the client.</summary>
internal sealed class FakeGatewayConnection(FakeGateway gateway, HttpContext context, WebSocket socket) : IDisposable
{
    /// <summary>Op 9, not to be resumed.</summary>
    public const string SessionIsOver = """{"op":9,"d":false}""";

    private const int PrivilegedIntents = (1 << 1) | (1 << 8) | (1 << 15);

    private readonly Channel<FakeHeartbeat> heartbeats = Channel.CreateUnbounded<FakeHeartbeat>();
    private readonly Channel<(byte[] Payload, int? Close)> outbox = Channel.CreateUnbounded<(byte[], int?)>();
    private readonly TaskCompletionSource<int?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<long> sends = [];
    private readonly MemoryStream compressed = new();
    private ZLibStream? deflater;

    public string Path { get; } = context.Request.Path.Value ?? string.Empty;

    public IQueryCollection Query { get; } = context.Request.Query;

    /// <summary>When it was made, by the gateway's clock.</summary>
    public long At { get; } = gateway.Time.GetTimestamp();

    /// <summary>The <c>d</c> of IDENTIFY or RESUME.</summary>
    public JsonElement Hello { get; private set; }

    /// <summary>The session, once there is one.</summary>
    public FakeGatewaySession? Session { get; private set; }

    /// <summary>Ends with the code that the client closed with, or null where it went without one.</summary>
    public Task<int?> Closed => closed.Task.WaitAsync(FakeGateway.Patience);

    /// <summary>The most messages that came within 60 seconds.</summary>
    public int MostSends { get; private set; }

    /// <summary>Whether what is sent is lost on the way, as if a cable was pulled; for good, since no TCP connection loses a part of what it carries.</summary>
    public bool IsMute { get; private set; }

    private bool IsCompressed => Query["compress"] == "zlib-stream" && !gateway.IsPlain;

    public Task<FakeHeartbeat> NextHeartbeatAsync() => FakeGateway.NextAsync(heartbeats);

    public bool TryGetHeartbeat(out FakeHeartbeat? heartbeat) => heartbeats.Reader.TryRead(out heartbeat);

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public void Send(byte[] payload) => outbox.Writer.TryWrite((payload, null));

    public void SendHello() => Send(
        $$$"""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":{{{gateway.HeartbeatInterval.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}}},"_trace":["fake"]}}""");

    /// <summary>Closes with a code after what was sent before.</summary>
    public void Close(int code) => outbox.Writer.TryWrite(([], code));

    /// <summary>Ends the session: what came before this is the last of it. Asks for a heartbeat, to know how much of it arrived.</summary>
    /// <param name="tell">Says so on this connection.</param>
    public async Task InvalidateAsync(Action<FakeGatewayConnection> tell)
    {
        var session = Session!;
        var arrived = session.StopAsync();
        Send("""{"op":1,"d":null}""");
        await Task.WhenAny(arrived, closed.Task).WaitAsync(FakeGateway.Patience);
        gateway.End(session);
        tell(this);
    }

    /// <summary>From now on nothing of what is sent arrives, and nobody is told.</summary>
    public void Mute() => IsMute = true;

    /// <summary>Lets the connection break, as TCP does.</summary>
    public void Drop() => context.Abort();

    public async Task RunAsync()
    {
        if (Query["v"] != "10" || Query["encoding"] != "json")
        {
            gateway.Violations.Enqueue($"query {context.Request.QueryString}");
            Close(4012);
        }
        else if (gateway.Greetings.TryDequeue(out var greet))
        {
            greet(this);
        }
        else
        {
            SendHello();
        }

        var writing = WriteAsync();
        await ReadAsync();
        Session?.Detach(this);
        outbox.Writer.TryComplete();
        await writing;
    }

    public void Dispose()
    {
        deflater?.Dispose();
        compressed.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(length), context.RequestAborted);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    var code = (int?)socket.CloseStatus;
                    if (code is 1000 or 1001 && Session is { } ended)
                    {
                        gateway.End(ended);
                    }

                    Close(code ?? 1000);
                    closed.TrySetResult(code);
                    return;
                }

                length += got.Count;
                if (got.EndOfMessage)
                {
                    Receive(buffer.AsMemory(0, length));
                    length = 0;
                }
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or IOException)
        {
            closed.TrySetResult(null);
        }
    }

    private void Receive(ReadOnlyMemory<byte> message)
    {
        CountSend();
        if (message.Length > 4_096)
        {
            Refuse(4002, "a message of more than 4096 bytes");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(message);
            var d = document.RootElement.GetProperty("d").Clone();
            var op = document.RootElement.GetProperty("op").GetInt32();
            switch (op)
            {
                case 1:
                    if (d.ValueKind == JsonValueKind.Number)
                    {
                        Session?.Arrived(d.GetInt64());
                    }

                    heartbeats.Writer.TryWrite(new(d.ValueKind == JsonValueKind.Null ? null : d.GetInt64(), gateway.Time.GetTimestamp()));
                    if (!gateway.WithholdsAcks)
                    {
                        Send("""{"t":null,"s":null,"op":11,"d":null}""");
                    }

                    break;
                case 2 or 6 when Session is not null:
                    Refuse(4005, "a second IDENTIFY or RESUME");
                    break;
                case 2:
                    Identify(d);
                    break;
                case 6:
                    Resume(d);
                    break;
                default:
                    Refuse(Session is null ? 4003 : 4001, $"op {op}");
                    break;
            }
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            Refuse(4002, "a message of the wrong shape");
        }
    }

    private void CountSend()
    {
        var now = gateway.Time.GetTimestamp();
        sends.Enqueue(now);
        while (gateway.Time.GetElapsedTime(sends.Peek(), now) >= TimeSpan.FromSeconds(60))
        {
            sends.Dequeue();
        }

        MostSends = Math.Max(MostSends, sends.Count);
        if (sends.Count > 120)
        {
            Refuse(4008, "more than 120 messages in 60 s");
        }
    }

    private void Identify(JsonElement d)
    {
        Hello = d;
        var properties = d.GetProperty("properties");
        _ = (properties.GetProperty("os").GetString(), properties.GetProperty("browser").GetString(), properties.GetProperty("device").GetString());
        var intents = d.GetProperty("intents").GetInt32();
        var (shard, shards) = d.TryGetProperty("shard", out var pair) ? (pair[0].GetInt32(), pair[1].GetInt32()) : (0, 1);
        if (d.GetProperty("token").GetString() is not FakeDiscord.Token)
        {
            Close(4004);
        }
        else if ((intents & PrivilegedIntents) != 0)
        {
            Refuse(4014, "privileged intents");
        }
        else if (shard < 0 || shard >= shards)
        {
            Close(4010);
        }
        else if (gateway.Start(this, shard, shards) is not { } session)
        {
            Send(SessionIsOver);
        }
        else
        {
            Session = session;
            if (gateway.Answers.TryDequeue(out var answer))
            {
                answer(this);
            }
            else
            {
                SendReady();
            }

            // Last, so that what a test sends then comes after READY.
            gateway.Identified(this);
        }
    }

    /// <summary>Answers IDENTIFY as Discord does.</summary>
    public void SendReady()
    {
        var resume = gateway.ResumeUrl is { Length: > 0 } url ? $"\"resume_gateway_url\":\"{url}\"," : string.Empty;
        Session!.Begin(this, $$$"""
            {"v":10,"user":{"id":"{{{FakeDiscord.ApplicationId}}}","username":"bot","bot":true},"guilds":[],"private_channels":[],"session_id":"{{{Session.Id}}}",{{{resume}}}"session_type":"normal","shard":[{{{Session.Shard}}},{{{Session.Shards}}}],"application":{"id":"{{{FakeDiscord.ApplicationId}}}","flags":0}}
            """);
    }

    private void Resume(JsonElement d)
    {
        Hello = d;
        var session = gateway.Find(d.GetProperty("session_id").GetString()!);
        var seen = d.GetProperty("seq").GetInt64();
        session?.Arrived(seen);
        gateway.Resumed(this);
        if (d.GetProperty("token").GetString() is not FakeDiscord.Token)
        {
            Close(4004);
        }
        else if (gateway.Answers.TryDequeue(out var answer))
        {
            answer(this);
        }
        else if (session is null)
        {
            Send(SessionIsOver);
        }
        else
        {
            Session = session;
            if (!session.TryResume(this, seen))
            {
                Refuse(4007, "a seq that was never sent");
            }
        }
    }

    private void Refuse(int code, string violation)
    {
        gateway.Violations.Enqueue(violation);
        Close(code);
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var (payload, close) in outbox.Reader.ReadAllAsync())
            {
                if (IsMute)
                {
                    continue;
                }

                if (close is { } code)
                {
                    await socket.CloseOutputAsync((WebSocketCloseStatus)code, string.Empty, context.RequestAborted);
                    return;
                }

                await WriteAsync(payload);
                gateway.OnWritten?.Invoke(payload);
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            closed.TrySetResult(null);
        }
    }

    private async Task WriteAsync(byte[] payload)
    {
        if (!IsCompressed)
        {
            await WriteMessageAsync(payload, WebSocketMessageType.Text);
            return;
        }

        deflater ??= new(compressed, CompressionLevel.Fastest, leaveOpen: true);
        compressed.SetLength(0);
        deflater.Write(payload);
        deflater.Flush();
        var bytes = compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
        var part = Math.Max(1, (bytes.Length + gateway.MessagesPerPayload - 1) / gateway.MessagesPerPayload);
        for (var start = 0; start < bytes.Length; start += part)
        {
            await WriteMessageAsync(bytes.Slice(start, Math.Min(part, bytes.Length - start)), WebSocketMessageType.Binary);
        }
    }

    private async Task WriteMessageAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type)
    {
        while (bytes.Length > gateway.FrameSize)
        {
            await socket.SendAsync(bytes[..gateway.FrameSize], type, endOfMessage: false, context.RequestAborted);
            bytes = bytes[gateway.FrameSize..];
        }

        await socket.SendAsync(bytes, type, endOfMessage: true, context.RequestAborted);
    }
}

/// <param name="Seq">Its <c>d</c>.</param>
/// <param name="At">When it came, by the gateway's clock.</param>
internal sealed record FakeHeartbeat(long? Seq, long At);
