using System.Buffers;
using System.IO.Compression;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Inflates the one zlib stream that all messages of a connection are parts of (Discord R114).</summary>
internal sealed class ZlibStreamDecoder : IDisposable
{
    private readonly MemoryStream input = new();
    private readonly ZLibStream inflater;
    private readonly ArrayBufferWriter<byte> output = new(16 * 1024);
    private readonly int limit;

    /// <param name="limit">The most bytes that one message may have, inflated.</param>
    public ZlibStreamDecoder(int limit)
    {
        this.limit = limit;
        inflater = new(input, CompressionMode.Decompress);
    }

    /// <summary>The four bytes that a message ends with.</summary>
    public static ReadOnlySpan<byte> Suffix => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>Inflates one message, which is valid until the next call.</summary>
    /// <exception cref="InvalidDataException">It is not the next part of the stream, or too long.</exception>
    public ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> message)
    {
        input.SetLength(0);
        input.Write(message);
        input.Position = 0;
        output.ResetWrittenCount();
        int read;
        while ((read = inflater.Read(output.GetSpan(4096))) > 0)
        {
            output.Advance(read);
            if (output.WrittenCount > limit)
            {
                throw new InvalidDataException("A message of the gateway is too long.");
            }
        }

        return output.WrittenMemory;
    }

    public void Dispose()
    {
        inflater.Dispose();
        input.Dispose();
    }
}
