using System.Text;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>Reads the bodies of errors, which may have any shape or none (Discord R7). Never throws.</summary>
internal static class RestError
{
    // Enough to find a mistake of ours, and a bound on what a log line may hold.
    private const int MostPlaces = 5;
    private const int LongestPlace = 120;

    /// <summary>Discord's error code, or 0.</summary>
    public static int CodeOf(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return 0;
            }

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isCode = reader.ValueTextEquals("code"u8);
                reader.Read();
                if (isCode)
                {
                    return reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var code) ? code : 0;
                }

                reader.Skip();
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
        }

        return 0;
    }

    /// <summary>Where in the request Discord found errors, with their names and without any value: <c>embeds.0.title BASE_TYPE_MAX_LENGTH</c>.</summary>
    public static string PlacesOf(ReadOnlyMemory<byte> body)
    {
        var places = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("errors", out var errors))
            {
                Collect(errors, string.Empty, places);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
        }

        return string.Join(", ", places);
    }

    private static void Collect(JsonElement element, string path, List<string> places)
    {
        if (element.ValueKind is not JsonValueKind.Object || places.Count >= MostPlaces)
        {
            return;
        }

        foreach (var property in element.EnumerateObject().TakeWhile(_ => places.Count < MostPlaces))
        {
            if (property.NameEquals("_errors"u8))
            {
                places.Add($"{path} {NameOf(property.Value)}".Trim());
            }
            else
            {
                Collect(property.Value, Plain(path.Length == 0 ? property.Name : $"{path}.{property.Name}"), places);
            }
        }
    }

    private static string NameOf(JsonElement errors) =>
        errors.ValueKind is JsonValueKind.Array && errors.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && first.TryGetProperty("code", out var code) && code.ValueKind is JsonValueKind.String
            ? Plain(code.GetString()!)
            : string.Empty;

    // Names of fields and errors are of these characters; anything else was put there by somebody else.
    private static string Plain(string text) => new StringBuilder(Math.Min(text.Length, LongestPlace))
        .AppendJoin(null, text.Take(LongestPlace).Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        .ToString();
}
