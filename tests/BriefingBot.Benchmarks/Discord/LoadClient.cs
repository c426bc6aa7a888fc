using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>Sends requests over a few kept connections with as little work as it can, since it shares the processors with the server.</summary>
internal sealed class LoadClient(int port) : IDisposable
{
    private readonly List<Connection> connections = [];

    /// <summary>As fast as the server answers. Gives back requests a second.</summary>
    public async Task<double> SaturateAsync(byte[][] requests, int width, int status)
    {
        await ConnectAsync(width);
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(connections.Take(width).Select(async connection =>
        {
            for (var i = Interlocked.Increment(ref next); i < requests.Length; i = Interlocked.Increment(ref next))
            {
                Expect(status, await connection.AskAsync(requests[i]));
            }
        }));
        return requests.Length / clock.Elapsed.TotalSeconds;
    }

    /// <summary>At an even rate, whether or not the server keeps up; a request's time counts from when it was due.</summary>
    /// <returns>Milliseconds of each, in no order.</returns>
    public async Task<double[]> PaceAsync(byte[][] requests, int perSecond, int width, int status)
    {
        await ConnectAsync(width);
        var times = new double[requests.Length];
        var begin = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(connections.Take(width).Select(async connection =>
        {
            for (var i = Interlocked.Increment(ref next); i < requests.Length; i = Interlocked.Increment(ref next))
            {
                var due = TimeSpan.FromSeconds((double)i / perSecond);
                for (var wait = due - Stopwatch.GetElapsedTime(begin); wait > TimeSpan.Zero; wait = due - Stopwatch.GetElapsedTime(begin))
                {
                    await Task.Delay(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait);
                }

                var sent = Stopwatch.GetElapsedTime(begin);
                Expect(status, await connection.AskAsync(requests[i]));
                // The timer of this process wakes it up to a millisecond late: that is not the server's.
                times[i] = (Stopwatch.GetElapsedTime(begin) - (sent - due < TimeSpan.FromMilliseconds(2) ? sent : due)).TotalMilliseconds;
            }
        }));
        return times;
    }

    /// <summary>The length of one answer's body.</summary>
    public async Task<int> MeasureAsync(byte[] request)
    {
        await ConnectAsync(1);
        Expect(200, await connections[0].AskAsync(request));
        return connections[0].BodyLength;
    }

    public void Dispose() => connections.ForEach(connection => connection.Dispose());

    private static void Expect(int expected, int status)
    {
        if (status != expected)
        {
            throw new InvalidOperationException($"An answer had status {status}, not {expected}.");
        }
    }

    private async Task ConnectAsync(int width)
    {
        while (connections.Count < width)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            connections.Add(new(socket));
        }
    }

    private sealed class Connection(Socket socket) : IDisposable
    {
        private readonly byte[] buffer = new byte[64 * 1024];

        public int BodyLength { get; private set; }

        // The status of the answer, once all of it is there.
        public async ValueTask<int> AskAsync(byte[] request)
        {
            await socket.SendAsync(request);
            for (var length = 0; ;)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length));
                length += read;
                if (read == 0)
                {
                    throw new InvalidOperationException("The server closed a connection.");
                }

                if (IsWhole(buffer.AsSpan(0, length)))
                {
                    return int.Parse(Encoding.ASCII.GetString(buffer, 9, 3), System.Globalization.CultureInfo.InvariantCulture);
                }
            }
        }

        public void Dispose() => socket.Dispose();

        private bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                return false;
            }

            var at = answer[..head].IndexOf("Content-Length: "u8);
            BodyLength = at >= 0 && Utf8Parser.TryParse(answer[(at + 16)..], out int length, out _) ? length : 0;
            return answer.Length >= head + 4 + BodyLength;
        }
    }
}
