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
            value = JsonSerializer.Deserialize(text.Text, LockJson.Default.SourceLock);
        }
        catch (JsonException invalid)
        {
            problems.Error(new((int)(invalid.LineNumber ?? 0) + 1, (int)(invalid.BytePositionInLine ?? 0) + 1), ProblemCodes.BadLock,
                "This is not a lock that “pin” wrote. Run “pin” again, and do not edit its file by hand.");
            return Parsed<SourceLock>.Of(path, null, problems);
        }

        if (value is null || value.Version != CurrentVersion || value.Sources.IsDefault || value.Sources.Any(source => source is null || !source.IsWhole()))
        {
            problems.Error(Place.Start, ProblemCodes.BadLock,
                $"This lock is incomplete or not of version {CurrentVersion}. Run “pin” again, and do not edit its file by hand.");
            value = null;
        }

        return Parsed<SourceLock>.Of(path, value, problems);
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

    internal bool IsWhole() => Id is not null && File is not null && Sha256 is not null && !Sections.IsDefaultOrEmpty
        && Sections.All(section => section is { Paragraphs.IsDefault: false });
}

/// <param name="Paragraphs">Fingerprints, in order.</param>
public sealed record LockedSection(string? Heading, ImmutableArray<string> Paragraphs);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n")]
[JsonSerializable(typeof(SourceLock))]
internal sealed partial class LockJson : JsonSerializerContext;
