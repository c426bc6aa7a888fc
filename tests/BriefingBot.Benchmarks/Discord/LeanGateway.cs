using System.Globalization;
using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>One connection to the gateway. What is sent is made ready before, and must be sent in that order.</summary>
internal sealed class LeanGateway(WebSocket socket, bool isCompressed) : IDisposable
{
    private readonly MemoryStream compressed = new();
    private ZLibStream? deflater;
    private long seq;

    /// <summary>An event with the next number.</summary>
    /// <param name="data">Its <c>d</c>.</param>
    public byte[] Event(string name, string data) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"t\":\"{name}\",\"s\":{++seq},\"op\":0,\"d\":{data}}}"));

    /// <summary>Makes a payload into what goes over the wire, compressed if the client wants it.</summary>
    public byte[] Pack(byte[] payload)
    {
        if (!isCompressed)
        {
            return payload;
        }

        deflater ??= new(compressed, CompressionLevel.Fastest, leaveOpen: true);
        compressed.SetLength(0);
        deflater.Write(payload);
        deflater.Flush();
        return compressed.ToArray();
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => socket.SendAsync(
        message, isCompressed ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public void Dispose()
    {
        deflater?.Dispose();
        compressed.Dispose();
    }
}
