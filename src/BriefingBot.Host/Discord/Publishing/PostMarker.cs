using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Publishing;

/// <summary>By what a post is known again: Discord knows it by the nonce for a few minutes, we know it by the component's id for ever.</summary>
/// <param name="Nonce">At most 25 characters (Discord R69).</param>
/// <param name="ComponentId">The id of a component of the message: 31 bits.</param>
internal sealed record PostMarker(string Nonce, int ComponentId)
{
    private const int NonceBytes = 12;

    public static PostMarker Of(string channel, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{channel}\n{key}"));
        return new(
            Convert.ToHexStringLower(hash.AsSpan(0, NonceBytes)),
            (int)(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(NonceBytes)) & int.MaxValue) | 1 << 30);
    }

    /// <summary>The id of the message that bears this mark, in a list of messages as Discord gives it; null if there is none.</summary>
    public string? FindIn(ReadOnlySpan<byte> messages)
    {
        try
        {
            var reader = new Utf8JsonReader(messages);
            using var json = JsonDocument.ParseValue(ref reader);
            return json.RootElement.EnumerateArray().Where(IsMarked).Select(message => message.GetProperty("id").GetString()).FirstOrDefault();
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    // Nobody else can give a message components of this id: people cannot, and other bots do not know it.
    private bool IsMarked(JsonElement message) =>
        message.TryGetProperty("components", out var components) && components.ValueKind is JsonValueKind.Array
        && components.EnumerateArray().Any(component =>
            component.ValueKind is JsonValueKind.Object && component.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.Number
            && id.TryGetInt32(out var value) && value == ComponentId);
}
