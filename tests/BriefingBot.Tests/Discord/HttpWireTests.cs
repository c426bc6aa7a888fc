using System.Net;
using System.Net.Sockets;

namespace BriefingBot.Tests.Discord;

/// <summary>What no client library sends, byte by byte.</summary>
public sealed class HttpWireTests(HttpEndpointTests.Rig rig) : IClassFixture<HttpEndpointTests.Rig>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Discord", "R12")]
    public async Task BytesThatAreNoTextAreAWrongSignature(bool inSignature)
    {
        byte[] signature = [.. Enumerable.Repeat(inSignature ? (byte)0xFF : (byte)'0', 128)];
        byte[] timestamp = inSignature ? [.. "1"u8] : [0xFF];
        using var socket = await ConnectAsync(rig.Bot);
        await socket.SendAsync((byte[])
        [
            .. "POST /discord/interactions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\nX-Signature-Ed25519: "u8, .. signature,
            .. "\r\nX-Signature-Timestamp: "u8, .. timestamp, .. "\r\n\r\n{}"u8,
        ]);

        Assert.StartsWith("HTTP/1.1 401 ", await ReadAsync(socket), StringComparison.Ordinal);
    }

    private static async Task<Socket> ConnectAsync(DiscordBot bot)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, bot.Bot.Address.Port);
        return socket;
    }

    // To the end.
    private static async Task<string> ReadAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
