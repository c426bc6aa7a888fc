using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>A source's record, where it stands, and whether the topic promises to cite every paragraph of it.</summary>
internal sealed record SourceDraft(Source Source, Place Place, bool CitedWhole);

/// <summary>The records of <c>sources.yaml</c>; ids whose record is bad are known, so that citing them is no further problem.</summary>
internal sealed record SourcesDraft(ImmutableArray<SourceDraft> Sources)
{
    public Source? Find(string id) => Sources.FirstOrDefault(source => source.Source.Id == id)?.Source;
}

/// <summary>Reads <c>sources.yaml</c>: CSL-YAML, the records under <c>references</c>.</summary>
internal static class SourcesFile
{
    public const string Name = "sources.yaml";

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
            else if (new SourceRecord(record, problems).Read() is { } source)
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
}
