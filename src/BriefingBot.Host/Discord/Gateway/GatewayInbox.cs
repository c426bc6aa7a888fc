using System.Buffers;
using System.Net.WebSockets;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Puts the frames of a connection together to the gateway's messages (Discord R114).</summary>
internal sealed class GatewayInbox : IDisposable
{
    /// <summary>Longer messages end the connection. Discord's own are below two million bytes.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int Chunk = 8 * 1024;

    private readonly ArrayBufferWriter<byte> received = new(2 * Chunk);
    private readonly ZlibStreamDecoder decoder = new(MaxBytes);
    private bool isTaken;
    private bool wasInflated;

    /// <summary>Where to put what comes next; what was taken before is no longer valid then.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (isTaken)
            {
                received.ResetWrittenCount();
                isTaken = false;
            }

            return received.GetMemory(Chunk);
        }
    }

    /// <summary>Takes in a frame that was put to <see cref="Free"/>; true when a message is complete.</summary>
    /// <exception cref="InvalidDataException">It cannot be inflated, or is too long.</exception>
    public bool TryTake(ValueWebSocketReceiveResult frame, out ReadOnlyMemory<byte> message)
    {
        message = default;
        received.Advance(frame.Count);
        if (received.WrittenCount > MaxBytes)
        {
            throw new InvalidDataException("A message of the gateway is too long.");
        }

        if (!frame.EndOfMessage)
        {
            return false;
        }

        // A zlib stream never begins with a brace: a server that does not compress though it was asked to.
        var bytes = received.WrittenMemory;
        if (frame.MessageType == WebSocketMessageType.Text || (!wasInflated && bytes.Span is [(byte)'{', ..]))
        {
            message = bytes;
        }
        else if (bytes.Span.EndsWith(ZlibStreamDecoder.Suffix))
        {
            wasInflated = true;
            message = decoder.Decode(bytes.Span);
        }
        else
        {
            return false;
        }

        // A flush of nothing is no message.
        isTaken = true;
        return !message.IsEmpty || frame.MessageType == WebSocketMessageType.Text;
    }

    public void Dispose() => decoder.Dispose();
}
