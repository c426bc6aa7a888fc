using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>The least that a bot on the gateway can be: reads, and posts a fixed answer to each interaction. Uncompressed, as it need not ask for more work.</summary>
internal static class BareGateway
{
    // As many at once as the bot has.
    private const int MostAtOnce = 256;

    public static async Task RunAsync(string url, string token, int replyBytes)
    {
        var reply = Encoding.ASCII.GetBytes("{\"type\":4,\"data\":{\"content\":\"" + new string('x', replyBytes - 32) + "\"}}");
        using var http = new HttpClient { BaseAddress = new(url + "/api/v10/") };
        using var info = JsonDocument.Parse(await http.GetStringAsync("gateway/bot"));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new(info.RootElement.GetProperty("url").GetString() + "?v=10&encoding=json"), CancellationToken.None);
        var buffer = new byte[64 * 1024];
        await socket.ReceiveAsync(buffer, CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes($$$"""{"op":2,"d":{"token":"{{{token}}}","intents":0,"properties":{"os":"linux","browser":"bare","device":"bare"} } }"""), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        using var free = new SemaphoreSlim(MostAtOnce);
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult frame;
            do
            {
                frame = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += frame.Count;
            }
            while (!frame.EndOfMessage);

            using var message = JsonDocument.Parse(buffer.AsMemory(0, length));
            var data = message.RootElement.GetProperty("d");
            if (message.RootElement.GetProperty("t").GetString() == "INTERACTION_CREATE")
            {
                await free.WaitAsync();
                _ = AnswerAsync(http, free, $"interactions/{data.GetProperty("id").GetString()}/{data.GetProperty("token").GetString()}/callback", reply);
            }
        }
    }

    private static async Task AnswerAsync(HttpClient http, SemaphoreSlim free, string route, byte[] reply)
    {
        using var content = new ByteArrayContent(reply);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(new Uri(route, UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
        free.Release();
    }
}
