using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Discord.Net.WebSockets;

namespace BriefingBot.Host.Discord.Gateway.DiscordNet;

/// <summary>
/// A connection of Discord.Net's that hands each interaction on as Discord sent it, and gives the library an empty event in
/// its place. Discord.Net 3.16 loses the forms and stumbles over the components that this bot sends, and does not tell
/// members' rights. It also inflates the stream (Discord R114), since the library takes every message for a whole one.
/// </summary>
internal sealed class InteractionTap : IWebSocketClient
{
    private const int Chunk = 4 * 1024;

    private readonly IWebSocketClient socket;
    private readonly InteractionReceived onInteraction;
    private readonly TimeProvider time;
    private GatewayInbox inbox = new();

    /// <param name="socket">The connection, which belongs to this from now on.</param>
    public InteractionTap(IWebSocketClient socket, InteractionReceived onInteraction, TimeProvider time)
    {
        (this.socket, this.onInteraction, this.time) = (socket, onInteraction, time);
        socket.BinaryMessage += (data, index, count) => TakeAsync(data.AsMemory(index, count));
        socket.TextMessage += text => PassOnAsync(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Never happens: what comes is inflated here.</summary>
    public event Func<byte[], int, int, Task> BinaryMessage
    {
        add { }
        remove { }
    }

    public event Func<string, Task>? TextMessage;

    public event Func<Exception, Task> Closed
    {
        add => socket.Closed += value;
        remove => socket.Closed -= value;
    }

    public void SetHeader(string key, string value) => socket.SetHeader(key, value);

    public void SetCancelToken(CancellationToken cancelToken) => socket.SetCancelToken(cancelToken);

    public Task ConnectAsync(string host)
    {
        // Each connection is a stream of its own.
        inbox.Dispose();
        inbox = new();
        return socket.ConnectAsync(host);
    }

    public Task DisconnectAsync(int closeCode = 1000) => socket.DisconnectAsync(closeCode);

    public Task SendAsync(byte[] data, int index, int count, bool isText) => socket.SendAsync(data, index, count, isText);

    public void Dispose()
    {
        socket.Dispose();
        inbox.Dispose();
    }

    // Called on the connection's own task, one at a time: nothing here may wait for a handler (Discord R117).
    private async Task TakeAsync(ReadOnlyMemory<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var part = rest[..Math.Min(rest.Length, Chunk)];
            rest = rest[part.Length..];
            part.CopyTo(inbox.Free);
            if (inbox.TryTake(new(part.Length, WebSocketMessageType.Binary, endOfMessage: rest.IsEmpty), out var message))
            {
                await PassOnAsync(message);
            }
        }
    }

    private Task PassOnAsync(ReadOnlyMemory<byte> message) => TextMessage?.Invoke(ForLibrary(message.Span)) ?? Task.CompletedTask;

    private string ForLibrary(ReadOnlySpan<byte> message)
    {
        var text = Encoding.UTF8.GetString(message);
        if (!GatewayPayload.TryRead(message, out var payload) || payload.Op != 0)
        {
            return text;
        }

        switch (payload.Event)
        {
            case GatewayEvent.InteractionCreate:
                onInteraction(payload.Data, time.GetTimestamp());
                return new JsonObject { ["op"] = 0, ["s"] = payload.Seq, ["t"] = "INTERACTION_TAKEN", ["d"] = new JsonObject() }.ToJsonString();
            case GatewayEvent.Ready when JsonNode.Parse(text) is JsonObject ready && ready["d"] is JsonObject data:
                // Without these, which Discord does not promise, the library gives up for good.
                data["private_channels"] ??= new JsonArray();
                data["guilds"] ??= new JsonArray();
                return ready.ToJsonString();
            default:
                return text;
        }
    }
}
