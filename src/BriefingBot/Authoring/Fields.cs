using System.Collections.Immutable;
using System.Globalization;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>A field that a kind of file may have; drives reading, suggestions for typos, and the JSON Schema.</summary>
internal sealed record Field(string Name, FieldKind Kind, string Description, bool Required = false, int MaxLength = 200);

internal enum FieldKind
{
    Text,
    Date,
    Status,
    Names,
    Communities,
}

/// <summary>Reads the fields of one map and notes every problem with them.</summary>
internal sealed class Fields
{
    private const int MostNames = 1_000;

    private readonly YamlMap map;
    private readonly IReadOnlyList<Field> known;
    private readonly ProblemSink problems;

    public Fields(YamlMap map, IReadOnlyList<Field> known, ProblemSink problems)
    {
        (this.map, this.known, this.problems) = (map, known, problems);
        foreach (var entry in map.Entries.Where(entry => known.All(field => !string.Equals(field.Name, entry.Key, StringComparison.Ordinal))))
        {
            problems.Error(entry.Place, ProblemCodes.UnknownField, UnknownField(entry.Key, known.Select(field => field.Name)));
        }
    }

    /// <summary>The sentence for a field that does not exist, with the one probably meant.</summary>
    public static string UnknownField(string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        return NearestNames.Of(name, names, 1) is [var nearest]
            ? $"There is no field “{SafeText.Echo(name)}”; did you mean “{nearest}”?"
            : $"There is no field “{SafeText.Echo(name)}”; the fields are {string.Join(", ", names)}.";
    }

    public Place PlaceOf(string name) =>
        map.Entries.FirstOrDefault(entry => string.Equals(entry.Key, name, StringComparison.Ordinal))?.Value.Place ?? map.Place;

    /// <summary>One line of text, or null when the field is missing or empty.</summary>
    public string? Text(string name)
    {
        var field = FieldOf(name);
        switch (map[name])
        {
            case null or YamlText { IsNull: true } or YamlText { Text: "" }:
                if (field.Required)
                {
                    problems.Error(map.Place, ProblemCodes.MissingField, $"The field “{name}” is missing: {field.Description}");
                }

                return null;
            case YamlText text:
                var line = string.Join(' ', text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                if (line.Length > field.MaxLength)
                {
                    problems.Error(text.Place, ProblemCodes.BadValue,
                        $"“{name}” has {line.Length} characters; shorten it to {field.MaxLength}.");
                }

                return Safe(text.Place, name, line);
            case var other:
                problems.Error(other.Place, ProblemCodes.BadValue, $"“{name}” must be one text.");
                return null;
        }
    }

    public DateOnly? Date(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        problems.Error(PlaceOf(name), ProblemCodes.BadValue, $"“{name}” is “{SafeText.Echo(text)}”; write a date such as 2026-05-31.");
        return null;
    }

    public SectionStatus Status(string name)
    {
        switch (Text(name))
        {
            case null or "reviewed":
                return SectionStatus.Reviewed;
            case "draft":
                return SectionStatus.Draft;
            case "retired":
                return SectionStatus.Retired;
            case var other:
                problems.Error(PlaceOf(name), ProblemCodes.BadValue,
                    $"“{name}” is “{SafeText.Echo(other)}”; write draft, reviewed or retired.");
                return SectionStatus.Draft;
        }
    }

    /// <summary>Keys or aliases, each with its place; unusable ones are noted and left out.</summary>
    public ImmutableArray<YamlText> NameList(string name, bool mayBeReserved = false)
    {
        var names = ImmutableArray.CreateBuilder<YamlText>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Texts(name))
        {
            if (names.Count == MostNames)
            {
                problems.Error(item.Place, ProblemCodes.BadValue, $"“{name}” has more than {MostNames} names; take some out.");
                break;
            }

            if (!Names.IsKey(item.Text))
            {
                problems.Error(item.Place, ProblemCodes.BadName, BadName(item.Text, "Write it as"));
            }
            else if (!mayBeReserved && Names.IsReserved(item.Text))
            {
                problems.Error(item.Place, ProblemCodes.ReservedName, $"“{item.Text}” is a word of the commands; choose another name.");
            }
            else if (!seen.Add(item.Text))
            {
                problems.Error(item.Place, ProblemCodes.DuplicateName, $"“{item.Text}” stands twice in this list; delete one.");
            }
            else
            {
                names.Add(item);
            }
        }

        return names.ToImmutable();
    }

    /// <summary>Texts of a list, or the one text where a list was not needed.</summary>
    public IEnumerable<YamlText> Texts(string name)
    {
        var items = map[name] switch
        {
            null or YamlText { IsNull: true } => [],
            YamlList list => list.Items,
            var single => [single],
        };
        foreach (var item in items)
        {
            if (item is YamlText { IsNull: false } text)
            {
                yield return text;
            }
            else
            {
                problems.Error(item.Place, ProblemCodes.BadValue, $"“{name}” is a list of texts, such as [first, second].");
            }
        }
    }

    /// <summary>The sentence for a name that cannot be one, with a form that can where there is one.</summary>
    public static string BadName(string name, string advice)
    {
        var normal = Names.Normalize(name);
        const string Rule = "Names are lower-case letters and digits joined by hyphens, at most 40 characters";
        return Names.IsKey(normal) && !Names.IsReserved(normal)
            ? $"“{SafeText.Echo(name)}” cannot be a name. {Rule}. {advice} “{normal}”."
            : $"“{SafeText.Echo(name)}” cannot be a name. {Rule}.";
    }

    private Field FieldOf(string name) => known.First(field => string.Equals(field.Name, name, StringComparison.Ordinal));

    // Escapes in quoted YAML can hold what the file's own text may not.
    private string? Safe(Place place, string name, string text)
    {
        if (string.Equals(SafeText.Inert(text), text, StringComparison.Ordinal))
        {
            return text;
        }

        problems.Error(place, ProblemCodes.UnsafeCharacter, $"“{name}” holds an invisible character that can change how other text is shown; delete it.");
        return null;
    }
}
