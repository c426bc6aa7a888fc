using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

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

    [Theory]
    [InlineData("Content-Length: 1000", "{", true, "")]
    [InlineData("Transfer-Encoding: chunked", "5\r\n{", true, "")]
    [InlineData("Content-Length: 2000000", "", false, "HTTP/1.1 413 ")]
    [Trait("Discord", "R18")]
    public async Task ABodyThatBreaksOffIsNoFaultOfTheBots(string framing, string begun, bool isHungUp, string expected)
    {
        var log = new CapturedLog();
        await using var bot = await DiscordBot.StartAsync("http", HasEndpoint, builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Logging.SetMinimumLevel(LogLevel.Debug);
        });
        using var socket = await ConnectAsync(bot);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /discord/interactions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n{framing}\r\nX-Signature-Ed25519: {new string('0', 128)}\r\nX-Signature-Timestamp: 1\r\n\r\n"));
        if (begun.Length > 0)
        {
            // It is asked for once the bot reads it.
            Assert.StartsWith("HTTP/1.1 100 ", await ReadOnceAsync(socket), StringComparison.Ordinal);
            await socket.SendAsync(Encoding.ASCII.GetBytes(begun));
        }

        if (isHungUp)
        {
            socket.LingerState = new(enable: true, seconds: 0);
            socket.Close();
        }
        else
        {
            Assert.StartsWith(expected, await ReadOnceAsync(socket), StringComparison.Ordinal);
            socket.Close();
        }

        await Eventually.IsAsync(() => log.Text.Contains("\" stopped.", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Text.Split('\n'), line => line.StartsWith("Warning ", StringComparison.Ordinal) || line.StartsWith("Error ", StringComparison.Ordinal));
    }

    // What is not there would be warned of.
    private static void HasEndpoint(FakeDiscord discord) => discord.Rest.Application.Json["interactions_endpoint_url"] = "https://bot.example/discord/interactions";

    private static async Task<Socket> ConnectAsync(DiscordBot bot)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, bot.Bot.Address.Port);
        return socket;
    }

    private static async Task<string> ReadOnceAsync(Socket socket)
    {
        var bytes = new byte[4_096];
        return Encoding.ASCII.GetString(bytes, 0, await socket.ReceiveAsync(bytes).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    // To the end.
    private static async Task<string> ReadAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
