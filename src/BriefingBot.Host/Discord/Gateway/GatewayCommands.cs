using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>What is sent to the gateway (Discord R101, R102, R105).</summary>
internal static class GatewayCommands
{
    /// <summary>Interactions come without any intent, and nothing else is of use here.</summary>
    public const int Intents = 0;

    /// <summary>The most bytes that may be sent at once (Discord R113).</summary>
    public const int MaxBytes = 4_096;

    public static byte[] Identify(string token, int shard, int shards) => Write(json =>
    {
        json.WriteNumber("op"u8, 2);
        json.WriteStartObject("d"u8);
        json.WriteString("token"u8, token);
        json.WriteNumber("intents"u8, Intents);
        json.WriteStartObject("properties"u8);
        json.WriteString("os"u8, OperatingSystem.IsWindows() ? "windows"u8 : OperatingSystem.IsMacOS() ? "macos"u8 : "linux"u8);
        json.WriteString("browser"u8, "BriefingBot"u8);
        json.WriteString("device"u8, "BriefingBot"u8);
        json.WriteEndObject();
        json.WriteStartArray("shard"u8);
        json.WriteNumberValue(shard);
        json.WriteNumberValue(shards);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] Resume(string token, string sessionId, long seq) => Write(json =>
    {
        json.WriteNumber("op"u8, 6);
        json.WriteStartObject("d"u8);
        json.WriteString("token"u8, token);
        json.WriteString("session_id"u8, sessionId);
        json.WriteNumber("seq"u8, seq);
        json.WriteEndObject();
    });

    public static byte[] Heartbeat(long? seq) =>
        Encoding.ASCII.GetBytes($$"""{"op":1,"d":{{seq?.ToString(CultureInfo.InvariantCulture) ?? "null"}}}""");

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
