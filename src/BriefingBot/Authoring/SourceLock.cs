using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>
/// <c>sources.lock.json</c>: what <c>pin</c> saw of each document, without its words. Citations are checked against
/// it wherever the documents themselves are not.
/// </summary>
public sealed record SourceLock(int Version, ImmutableArray<LockedSource> Sources)
{
    public const int CurrentVersion = 1;

    public const string FileName = "sources.lock.json";

    public LockedSource? Find(string sourceId) =>
        Sources.FirstOrDefault(source => string.Equals(source.Id, sourceId, StringComparison.Ordinal));

    public string ToJson() => JsonSerializer.Serialize(this, LockJson.Default.SourceLock) + "\n";

    internal static Parsed<SourceLock> Read(string path, ReadOnlySpan<byte> bytes)
    {
        var problems = new ProblemSink(path);
        if (FileText.Decode(bytes, problems) is not { } text)
        {
            return Parsed<SourceLock>.Of(path, null, problems);
        }

        SourceLock? value = null;
        try
        {
            using var json = JsonDocument.Parse(text.Text);
            value = Of(json.RootElement);
        }
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException)
        {
            // No JSON; or half of a surrogate pair in a text, which has no place.
            var place = invalid is JsonException json ? new Place((int)(json.LineNumber ?? 0) + 1, (int)(json.BytePositionInLine ?? 0) + 1) : Place.Start;
            problems.Error(place, ProblemCodes.BadLock,
                "This is not a lock that “pin” wrote. Run “pin” again, and do not edit its file by hand.");
            return Parsed<SourceLock>.Of(path, null, problems);
        }

        if (value is not { Version: CurrentVersion })
        {
            problems.Error(Place.Start, ProblemCodes.BadLock,
                $"This lock is incomplete or not of version {CurrentVersion}. Run “pin” again, and do not edit its file by hand.");
            value = null;
        }

        return Parsed<SourceLock>.Of(path, value, problems);
    }

    // By hand: the serializer would compile its converters at every start, for one small file.
    private static SourceLock? Of(JsonElement root) =>
        Member(root, "version", JsonValueKind.Number) is { } version && version.TryGetInt32(out var number)
        && All(Member(root, "sources", JsonValueKind.Array), SourceOf) is { } sources
            ? new(number, sources)
            : null;

    private static LockedSource? SourceOf(JsonElement source) =>
        Text(source, "id") is { } id && Text(source, "file") is { } file && Text(source, "sha256") is { } hash
        && All(Member(source, "sections", JsonValueKind.Array), SectionOf) is { IsEmpty: false } sections
            ? new(id, file, hash, Text(source, "title"), sections)
            : null;

    private static LockedSection? SectionOf(JsonElement section) =>
        All(Member(section, "paragraphs", JsonValueKind.Array), paragraph => paragraph.ValueKind is JsonValueKind.String ? paragraph.GetString() : null) is { } paragraphs
            ? new(Text(section, "heading"), paragraphs)
            : null;

    private static string? Text(JsonElement item, string name) => Member(item, name, JsonValueKind.String)?.GetString();

    private static JsonElement? Member(JsonElement item, string name, JsonValueKind kind) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out var member) && member.ValueKind == kind ? member : null;

    // Null when one of them is not whole.
    private static ImmutableArray<T>? All<T>(JsonElement? list, Func<JsonElement, T?> read)
        where T : class
    {
        if (list is not { } array)
        {
            return null;
        }

        var items = ImmutableArray.CreateBuilder<T>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
        {
            if (read(element) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return items.MoveToImmutable();
    }
}

/// <summary>One document as it was when it was pinned.</summary>
/// <param name="Id">The source's id in <c>sources.yaml</c>.</param>
/// <param name="Sha256">Of the document's bytes, in lower-case hex.</param>
/// <param name="Sections">The outline; section 0 stands before the first heading.</param>
public sealed record LockedSource(string Id, string File, string Sha256, string? Title, ImmutableArray<LockedSection> Sections)
{
    public static LockedSource Of(string id, string file, SourceDocument document) => new(
        id, file, document.Hash, document.Title,
        [.. document.Sections.Select(section =>
            new LockedSection(section.Heading, [.. section.Paragraphs.Select(SourceDocument.Fingerprint)]))]);

    /// <summary>The fingerprint recorded for a place, or null when there is no such place.</summary>
    public string? Fingerprint(Locator place) =>
        place.Section >= 0 && place.Section < Sections.Length
        && place.Paragraph >= 1 && place.Paragraph <= Sections[place.Section].Paragraphs.Length
            ? Sections[place.Section].Paragraphs[place.Paragraph - 1]
            : null;

    /// <summary>All places that have a paragraph, in order.</summary>
    public IEnumerable<Locator> Places() => Sections.SelectMany((section, number) =>
        Enumerable.Range(1, section.Paragraphs.Length).Select(paragraph => new Locator(number, paragraph)));

    /// <summary>How this citation stands against the document as it is now; null means the document is not here.</summary>
    public Pin PinOf(Locator place, SourceDocument? document)
    {
        if (Fingerprint(place) is not { } recorded)
        {
            return new(PinState.NotPinned);
        }

        if (document is null)
        {
            return new(PinState.Pinned);
        }

        if (document.Passage(place) is { } passage && SourceDocument.Fingerprint(passage) == recorded)
        {
            return new(PinState.Verified);
        }

        return document.Find(recorded) is { } movedTo ? new(PinState.Moved, movedTo) : new(PinState.Unpinned);
    }
}

/// <param name="Paragraphs">Fingerprints, in order.</param>
public sealed record LockedSection(string? Heading, ImmutableArray<string> Paragraphs);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(SourceLock))]
internal sealed partial class LockJson : JsonSerializerContext;
