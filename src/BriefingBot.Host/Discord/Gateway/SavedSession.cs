using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>A session as it is kept in a file.</summary>
/// <param name="Url">Where to resume it, as a gateway told it; null for the gateway's usual address.</param>
internal sealed record SavedSession(string Id, string? Url, long Seq)
{
    public static readonly IReadOnlyDictionary<int, SavedSession> None = ImmutableDictionary<int, SavedSession>.Empty;

    public static ReadOnlySpan<byte> WriteAll(IEnumerable<KeyValuePair<int, SavedSession>> sessions, string applicationId, int shards, DateTimeOffset now)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("savedAt"u8, now);
        json.WriteString("applicationId"u8, applicationId);
        json.WriteNumber("shardCount"u8, shards);
        json.WriteStartArray("sessions"u8);
        foreach (var (shard, session) in sessions)
        {
            json.WriteStartObject();
            json.WriteNumber("shard"u8, shard);
            json.WriteString("id"u8, session.Id);
            json.WriteString("url"u8, session.Url);
            json.WriteNumber("seq"u8, session.Seq);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan;
    }

    /// <summary>The sessions by shard, or none if they are not for this.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyDictionary<int, SavedSession> ReadAll(
        ReadOnlyMemory<byte> file, string applicationId, int shards, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var document = JsonDocument.Parse(file);
        try
        {
            var root = document.RootElement;
            var savedAt = root.GetProperty("savedAt").GetDateTimeOffset();
            return savedAt >= notBefore
                && savedAt <= notAfter
                && root.GetProperty("applicationId").GetString() == applicationId
                && root.GetProperty("shardCount").GetInt32() == shards
                    ? root.GetProperty("sessions").EnumerateArray().ToImmutableDictionary(
                        session => session.GetProperty("shard").GetInt32(),
                        session => new SavedSession(session.GetProperty("id").GetString() ?? string.Empty, session.GetProperty("url").GetString(), session.GetProperty("seq").GetInt64()))
                    : None;
        }
        catch (Exception foreign) when (foreign is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Somebody else's file.
            return None;
        }
    }
}
