using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>A source's record, where it stands, and whether the topic promises to cite every paragraph of it.</summary>
internal sealed record SourceDraft(Source Source, Place Place, bool CitedWhole);

/// <summary>The records of <c>sources.yaml</c>; ids whose record is bad are known, so that citing them is no further problem.</summary>
internal sealed record SourcesDraft(ImmutableArray<SourceDraft> Sources);

/// <summary>Reads <c>sources.yaml</c>: CSL-YAML, the records under <c>references</c>.</summary>
internal static partial class SourcesFile
{
    public const string Name = "sources.yaml";

    private const int MaxTextLength = 300;

    // CSL 1.0.2, appendix IV, with the names that CSL-JSON adds.
    private static readonly ImmutableArray<string> Variables =
    [
        .. """
        id type title title-short author issued accessed URL DOI ISBN ISSN PMID PMCID note publisher publisher-place container-title
        container-title-short language abstract annote archive archive-place archive_collection archive_location authority
        available-date call-number categories chair chapter-number citation-key citation-label citation-number collection-editor
        collection-number collection-title compiler composer container-author contributor curator custom dimensions director
        division edition editor editor-translator editorial-director event event-date event-place event-title executive-producer
        first-reference-note-number genre guest host illustrator interviewer issue journalAbbreviation jurisdiction keyword locator
        medium narrator number number-of-pages number-of-volumes organizer original-author original-date original-publisher
        original-publisher-place original-title page page-first part part-number part-title performer printing printing-number
        producer recipient references reviewed-author reviewed-genre reviewed-title scale script-writer section series-creator
        shortTitle source status submitted supplement supplement-number translator version volume volume-title volume-title-short
        year-suffix
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    private static readonly string[] CustomFields = ["file", "coverage"];

    public static Parsed<SourcesDraft> Read(string path, ReadOnlySpan<byte> bytes)
    {
        var problems = new ProblemSink(path);
        if (FileText.Decode(bytes, problems) is not { } text || Yaml.ReadMap(text.Text, linesBefore: 0, problems) is not { } root)
        {
            return Parsed<SourcesDraft>.Of(path, null, problems);
        }

        foreach (var other in root.Entries.Where(entry => entry.Key is not "references"))
        {
            problems.Error(other.Place, ProblemCodes.UnknownField, Fields.UnknownField(other.Key, ["references"]));
        }

        if (root["references"] is not YamlList list)
        {
            problems.Error(root.Place, ProblemCodes.MissingField, "The list “references:” with a record for each source is missing.");
            return Parsed<SourcesDraft>.Of(path, null, problems);
        }

        var sources = ImmutableArray.CreateBuilder<SourceDraft>();
        foreach (var item in list.Items)
        {
            if (item is not YamlMap record)
            {
                problems.Error(item.Place, ProblemCodes.BadValue, "A source is a record of fields that begins with “- id: …”.");
            }
            else if (new Record(record, problems).Read() is { } source)
            {
                if (sources.FirstOrDefault(other => other.Source.Id == source.Source.Id) is { } other)
                {
                    problems.Error(record.Place, ProblemCodes.DuplicateName,
                        $"The source “{source.Source.Id}” is already described in line {other.Place.Line}; give one of the two another id.");
                }
                else
                {
                    sources.Add(source);
                }
            }
        }

        // A bad field is left out of its record, and the record stays: one typo here must not take sections down.
        var draft = new SourcesDraft(sources.ToImmutable());
        return new(path, draft, draft, problems.ToImmutable());
    }

    private sealed class Record(YamlMap map, ProblemSink problems)
    {
        public SourceDraft? Read()
        {
            foreach (var entry in map.Entries.Where(entry => !Variables.Contains(entry.Key)))
            {
                problems.Error(entry.Place, ProblemCodes.UnknownField, Unknown(entry.Key));
            }

            if (Text("id") is not { } id)
            {
                problems.Error(map.Place, ProblemCodes.MissingField, "This source has no “id”; give the key that citations use.");
                return null;
            }

            if (!SourceId().IsMatch(id))
            {
                problems.Error(PlaceOf("id"), ProblemCodes.BadName,
                    $"“{SafeText.Echo(id)}” cannot be a source's id; use letters, digits and hyphens, at most {Names.MaxLength} characters.");
                return null;
            }

            if (Text("title") is not { } title)
            {
                problems.Error(map.Place, ProblemCodes.MissingField,
                    $"The source “{id}” has no “title”; if the document has none, give one that describes it and say so in “note”.");
                title = id;
            }

            var custom = map["custom"] as YamlMap;
            foreach (var entry in custom?.Entries.Where(entry => !CustomFields.Contains(entry.Key)) ?? [])
            {
                problems.Error(entry.Place, ProblemCodes.UnknownField, Fields.UnknownField(entry.Key, CustomFields));
            }

            return new(
                new(id, Text("type") ?? "document", title, Authors(), Text("container-title"), Text("publisher"), Date("issued"), Date("accessed"),
                    Url(), Text("note"), FileName(custom)),
                map.Place,
                CitedWhole(custom));
        }

        private Place PlaceOf(string name) => map.Entries.First(entry => entry.Key == name).Value.Place;

        private string? Text(string name) => Text(map[name], name);

        private string? Text(YamlValue? value, string name)
        {
            switch (value)
            {
                case null or YamlText { IsNull: true } or YamlText { Text: "" }:
                    return null;
                case YamlText text:
                    var line = SafeText.Inert(text.Text).Trim();
                    if (line.Length > MaxTextLength)
                    {
                        problems.Error(text.Place, ProblemCodes.BadValue, $"“{name}” has {line.Length} characters; shorten it to {MaxTextLength}.");
                        return SafeText.Cut(line, MaxTextLength);
                    }

                    return line;
                default:
                    problems.Error(value.Place, ProblemCodes.BadValue, $"“{name}” must be one text.");
                    return null;
            }
        }

        private ImmutableArray<string> Authors() => map["author"] switch
        {
            null => [],
            YamlText { Text: var literal } => [SafeText.Inert(literal)],
            YamlList list => [.. list.Items.Select(Author).OfType<string>()],
            var single => Author(single) is { } name ? [name] : [],
        };

        private string? Author(YamlValue value)
        {
            var name = value switch
            {
                YamlText text => text.Text,
                YamlMap person => Text(person["literal"], "literal")
                    ?? string.Join(' ', new[] { Text(person["given"], "given"), Text(person["family"], "family") }.OfType<string>()),
                _ => string.Empty,
            };
            if (name.Length > 0)
            {
                return SafeText.Inert(name);
            }

            problems.Error(value.Place, ProblemCodes.BadValue, "An author is {family: …, given: …} or {literal: …}.");
            return null;
        }

        private string? Date(string name)
        {
            var value = map[name];
            var date = value switch
            {
                null => null,
                YamlText text => text.Text,
                YamlMap when value is YamlMap parts && parts["date-parts"] is YamlList { Items: [YamlList numbers, ..] } =>
                    Join(numbers.Items),
                YamlMap parts => Join(new[] { parts["year"], parts["month"], parts["day"] }.OfType<YamlValue>()),
                YamlList { Items: [YamlMap parts, ..] } => Join(new[] { parts["year"], parts["month"], parts["day"] }.OfType<YamlValue>()),
                _ => string.Empty,
            };
            if (date is null || IsDate(date))
            {
                return date;
            }

            problems.Error(value!.Place, ProblemCodes.BadValue, $"“{name}” is no date; write 2026, 2026-05 or 2026-05-31.");
            return null;
        }

        private static string Join(IEnumerable<YamlValue> parts) =>
            string.Join('-', parts.Select(part => part is YamlText text ? text.Text.PadLeft(2, '0') : string.Empty));

        private static bool IsDate(string date) => DateOnly.TryParseExact(
            date, ["yyyy", "yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

        private string? Url()
        {
            if (Text("URL") is not { } url || WebAddress.IsSafe(url))
            {
                return Text("URL");
            }

            problems.Error(PlaceOf("URL"), ProblemCodes.BadLink,
                $"“{SafeText.Echo(url)}” does not lead to a web page; write a full address that begins with https://.");
            return null;
        }

        private string? FileName(YamlMap? custom)
        {
            if (Text(custom?["file"], "file") is not { } file)
            {
                return null;
            }

            if (file is not ("." or "..") && file.IndexOfAny(['/', '\\', ':']) < 0)
            {
                return file;
            }

            problems.Error(custom!["file"]!.Place, ProblemCodes.BadValue,
                $"“{SafeText.Echo(file)}” is not a plain file name; put the document into the folder of sources itself.");
            return null;
        }

        private bool CitedWhole(YamlMap? custom)
        {
            var coverage = Text(custom?["coverage"], "coverage");
            if (coverage is not (null or "whole" or "part"))
            {
                problems.Error(custom!["coverage"]!.Place, ProblemCodes.BadValue, $"“coverage” is “{SafeText.Echo(coverage)}”; write whole or part.");
            }

            return coverage is "whole";
        }

        private static string Unknown(string name) => NearestNames.Of(name, Variables, 1) is [var nearest]
            ? $"CSL has no field “{SafeText.Echo(name)}”; did you mean “{nearest}”?"
            : $"CSL has no field “{SafeText.Echo(name)}”; put what is our own under “custom”.";
    }

    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{N}_.-]{0,38}[\p{L}\p{N}])?\z")]
    private static partial Regex SourceId();
}
