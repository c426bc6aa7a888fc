using System.Buffers;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Registration;

/// <summary>
/// The command that opens an application's Activities, which Discord makes where they are on. It is none of the bot's, and
/// Discord refuses every list that leaves it out (error 50240), so it is given back as it came.
/// </summary>
internal static class EntryPoint
{
    private const int Type = 4;

    // What may be said of a command in a list; the rest is Discord's own.
    private static readonly string[] Fields =
    [
        "id", "type", "name", "name_localizations", "description", "description_localizations", "default_member_permissions",
        "contexts", "integration_types", "nsfw", "handler",
    ];

    public static bool Is(JsonElement command) =>
        command.ValueKind is JsonValueKind.Object && command.TryGetProperty("type", out var type)
        && type.ValueKind is JsonValueKind.Number && type.TryGetInt32(out var number) && number == Type;

    /// <param name="ours">What <see cref="CommandBodies"/> wrote.</param>
    /// <param name="theirs">What Discord answered; anything at all.</param>
    public static ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> theirs)
    {
        try
        {
            using var registered = JsonDocument.Parse(theirs);
            return registered.RootElement.ValueKind is JsonValueKind.Array
                && registered.RootElement.EnumerateArray().FirstOrDefault(Is) is { ValueKind: JsonValueKind.Object } entryPoint
                    ? Append(ours, entryPoint)
                    : ours;
        }
        catch (JsonException)
        {
            return ours;
        }
    }

    private static ReadOnlyMemory<byte> Append(ReadOnlyMemory<byte> ours, JsonElement entryPoint)
    {
        var buffer = new ArrayBufferWriter<byte>(ours.Length + 1_024);
        using var own = JsonDocument.Parse(ours);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var command in own.RootElement.EnumerateArray())
        {
            command.WriteTo(json);
        }

        json.WriteStartObject();
        foreach (var field in entryPoint.EnumerateObject())
        {
            // Null and false are what a missing field means.
            if (Fields.Contains(field.Name, StringComparer.Ordinal) && field.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            {
                field.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
