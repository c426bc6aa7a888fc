using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BriefingBot.Authoring;

/// <summary>A piece of YAML and where it stands.</summary>
internal abstract record YamlValue(Place Place);

internal sealed record YamlText(Place Place, string Text, bool IsNull) : YamlValue(Place);

internal sealed record YamlList(Place Place, IReadOnlyList<YamlValue> Items) : YamlValue(Place);

internal sealed record YamlMap(Place Place, IReadOnlyList<YamlEntry> Entries) : YamlValue(Place)
{
    public YamlValue? this[string key] => Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal))?.Value;
}

internal sealed record YamlEntry(Place Place, string Key, YamlValue Value);

/// <summary>
/// Reads the plain part of YAML that briefing files need, from the parser's events: maps, lists and texts with
/// their places. Anchors, aliases and tags are refused, so nothing can be made to grow; so is deep nesting.
/// </summary>
internal static class Yaml
{
    private const int MostLevels = 10;

    /// <summary>The map at the root of the text; null, with the problem noted, when it is not one.</summary>
    /// <param name="linesBefore">How many lines of the file stand before the text.</param>
    public static YamlMap? ReadMap(string text, int linesBefore, ProblemSink problems)
    {
        var scanner = new Scanner(new StringReader(text));
        var reader = new Reader(new Parser(scanner), linesBefore, problems);
        try
        {
            return reader.ReadRoot();
        }
        catch (Exception invalid) when (invalid is YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // Besides its own exception the parser lets slip those of its state machine, on text that is hardly YAML at all.
            if (TabInIndentation(text) is { } tab)
            {
                problems.Error(tab with { Line = tab.Line + linesBefore }, ProblemCodes.YamlSyntax, "There is a tab in this line's indentation; indent with spaces.");
                return null;
            }

            problems.Error(reader.PlaceOf((invalid as YamlException)?.Start ?? scanner.CurrentPosition), ProblemCodes.YamlSyntax,
                "This is not valid YAML. Write each field as “name: value”, indent with spaces, and put a value that holds “: ”, “ #” or quotes between double quotes.");
            return null;
        }
        catch (RefusedException refused)
        {
            problems.Error(refused.Place, refused.Code, refused.Message);
            return null;
        }
    }

    // The parser trips over a tab somewhere after it.
    private static Place? TabInIndentation(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var indentation = lines[i].AsSpan(0, lines[i].Length - lines[i].AsSpan().TrimStart().Length);
            if (indentation.Length < lines[i].Length && indentation.IndexOf('\t') is >= 0 and var column)
            {
                return new(i + 1, column + 1);
            }
        }

        return null;
    }

    private sealed class Reader(Parser parser, int linesBefore, ProblemSink problems)
    {
        public Place PlaceOf(Mark mark) => new((int)mark.Line + linesBefore, (int)mark.Column);

        public YamlMap? ReadRoot()
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return new YamlMap(new(linesBefore + 1, 1), []);
            }

            var root = Read(0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
            {
                throw new RefusedException(PlaceOf(parser.Current!.Start), ProblemCodes.YamlSyntax,
                    "A second YAML document starts here; a file holds one.");
            }

            switch (root)
            {
                case YamlMap map:
                    return map;
                case YamlText { Text.Length: 0 }:
                    return new YamlMap(root.Place, []);
                default:
                    problems.Error(root.Place, ProblemCodes.YamlSyntax, "Fields are missing here; write each as “name: value”.");
                    return null;
            }
        }

        private YamlValue Read(int level)
        {
            var node = parser.Current ?? throw new InvalidOperationException("The YAML parser gave no event.");
            var place = PlaceOf(node.Start);
            if (level > MostLevels)
            {
                throw new RefusedException(place, ProblemCodes.YamlSyntax, $"This is nested more than {MostLevels} levels deep; write it flatter.");
            }

            if (node is AnchorAlias || node is NodeEvent { Anchor.IsEmpty: false })
            {
                throw new RefusedException(place, ProblemCodes.YamlAlias,
                    "Anchors (&name) and aliases (*name) are not read; write the value out, or put it between double quotes.");
            }

            if (node is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            {
                throw new RefusedException(place, ProblemCodes.YamlAlias, "Tags (!name) are not read; leave it out, or put the value between double quotes.");
            }

            if (parser.TryConsume<Scalar>(out var scalar))
            {
                return new YamlText(place, scalar.Value, scalar.Style is ScalarStyle.Plain && scalar.Value is "" or "~" or "null");
            }

            return parser.TryConsume<SequenceStart>(out _) ? ReadList(place, level) : ReadMap(place, level);
        }

        private YamlList ReadList(Place place, int level)
        {
            var items = new List<YamlValue>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Read(level + 1));
            }

            return new(place, items);
        }

        private YamlMap ReadMap(Place place, int level)
        {
            parser.Consume<MappingStart>();
            var entries = new List<YamlEntry>();
            var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = Read(level + 1);
                var value = Read(level + 1);
                if (key is not YamlText { Text: var name })
                {
                    throw new RefusedException(key.Place, ProblemCodes.YamlSyntax, "A field's name must be plain text.");
                }

                if (seen.TryAdd(name, key.Place))
                {
                    entries.Add(new(key.Place, name, value));
                }
                else
                {
                    problems.Error(key.Place, ProblemCodes.DuplicateField,
                        $"“{Documents.SafeText.Echo(name)}” is already given in line {seen[name].Line}; keep one of the two.");
                }
            }

            return new(place, entries);
        }
    }

    private sealed class RefusedException(Place place, string code, string message) : Exception(message)
    {
        public Place Place => place;

        public string Code => code;
    }
}
