using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BriefingBot.Host.Content;

namespace BriefingBot.Host.Replicas;

/// <summary>
/// What a replica tells the others by PostgreSQL's NOTIFY, as JSON:
/// <c>{"from":"…","files":[["china-nk","nuclear.md","28772e49"]],"letThrough":"1a2b3c4d"}</c>. It never holds a text. One
/// that a newer version wrote in another form means: look at everything.
/// </summary>
/// <param name="From">The replica; another one after every start.</param>
internal sealed record ReplicaNotice(string From)
{
    /// <summary>The channel that all replicas of a database listen to.</summary>
    public const string Channel = "briefingbot_briefings";

    /// <summary>PostgreSQL takes less than 8,000 bytes; a file takes 3,200 at the very most.</summary>
    private const int MostBytes = 7_900;

    private const int AroundFiles = 200;
    private const int LongestName = 255;
    private const int RevisionLength = 8;

    public ImmutableArray<ServedFile> Files { get; init; } = [];

    /// <summary>The key of a change that a person let through, which all hold back who share the folder; or null.</summary>
    public string? LetThrough { get; init; }

    /// <summary>More has changed than is named.</summary>
    public bool IsEverything => Files.IsEmpty && LetThrough is null;

    /// <summary>As many notices as these files need.</summary>
    public static IEnumerable<ReplicaNotice> Of(string from, IEnumerable<ServedFile> files)
    {
        var (some, size) = (ImmutableArray.CreateBuilder<ServedFile>(), AroundFiles);
        foreach (var file in files)
        {
            var more = SizeOf(file);
            if (some.Count > 0 && size + more > MostBytes)
            {
                yield return new(from) { Files = some.ToImmutable() };
                some.Clear();
                size = AroundFiles;
            }

            some.Add(file);
            size += more;
        }

        if (some.Count > 0)
        {
            yield return new(from) { Files = some.ToImmutable() };
        }
    }

    public string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("from", From);
            if (!Files.IsEmpty)
            {
                json.WriteStartArray("files");
                foreach (var file in Files)
                {
                    Write(json, file);
                }

                json.WriteEndArray();
            }

            if (LetThrough is not null)
            {
                json.WriteString("letThrough", LetThrough);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    public static ReplicaNotice Read(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return json.RootElement.ValueKind is JsonValueKind.Object
                ? new(Text(json.RootElement, "from") ?? string.Empty) { Files = FilesOf(json.RootElement), LetThrough = Text(json.RootElement, "letThrough") }
                : new(string.Empty);
        }
        catch (JsonException)
        {
            return new(string.Empty);
        }
    }

    private static ImmutableArray<ServedFile> FilesOf(JsonElement json) => json.TryGetProperty("files", out var files) && files.ValueKind is JsonValueKind.Array
        ? [.. files.EnumerateArray().Select(FileOf).OfType<ServedFile>().Where(file => BriefingsOnDisk.MayBeFile(file.File))]
        : [];

    private static ServedFile? FileOf(JsonElement json) =>
        json.ValueKind is JsonValueKind.Array && json.EnumerateArray().Select(TextOf).ToList() is [{ } topic, { } name, { } revision, ..]
            && topic.Length <= LongestName && name.Length <= LongestName && (revision.Length == 0 || (revision.Length == RevisionLength && revision.All(char.IsAsciiHexDigit)))
            ? new(new(topic, name), revision)
            : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? TextOf(value) : null;

    private static string? TextOf(JsonElement json)
    {
        try
        {
            return json.ValueKind is JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character, which is no text.
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, ServedFile file)
    {
        json.WriteStartArray();
        json.WriteStringValue(file.File.Topic);
        json.WriteStringValue(file.File.Name);
        json.WriteStringValue(file.Revision);
        json.WriteEndArray();
    }

    private static int SizeOf(ServedFile file)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Write(json, file);
        }

        return (int)stream.Length + 1;
    }
}
