using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>Reads one bibliographic record and notes every problem with it.</summary>
internal sealed partial class SourceRecord(YamlMap map, ProblemSink problems)
{
    private const int MaxTextLength = 300;

    private static readonly string[] CustomFields = ["file", "coverage"];

    public SourceDraft? Read()
    {
        foreach (var entry in map.Entries.Where(entry => !CslVariables.Contains(entry.Key)))
        {
            problems.Error(entry.Place, ProblemCodes.UnknownField, CslVariables.Unknown(entry.Key));
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
            YamlMap parts when parts["date-parts"] is YamlList { Items: [YamlList numbers, ..] } =>
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
        if (Text("URL") is not { } url)
        {
            return null;
        }

        if (WebAddress.IsSafe(url))
        {
            return url;
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

    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{N}_.-]{0,38}[\p{L}\p{N}])?\z")]
    private static partial Regex SourceId();
}
