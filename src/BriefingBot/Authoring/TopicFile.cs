using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>A topic as <c>topic.yaml</c> gives it.</summary>
internal sealed record TopicDraft(
    string Title,
    string Summary,
    ImmutableArray<YamlText> Aliases,
    string? Owner,
    ImmutableArray<string> VisibleTo,
    ImmutableArray<YamlText> Order);

/// <summary>Reads <c>topic.yaml</c>. It says who may see the topic, so a topic whose file is bad is not shown to anybody.</summary>
internal static partial class TopicFile
{
    public const string Name = "topic.yaml";

    public static readonly ImmutableArray<Field> KnownFields =
    [
        new("title", FieldKind.Text, "what the topic is called.", Required: true, SectionFile.MaxTitleLength),
        new("summary", FieldKind.Text, "one sentence for lists.", Required: true),
        new("aliases", FieldKind.Names, "other names people may ask by."),
        new("owner", FieldKind.Text, "who answers for it.", MaxLength: 100),
        new("sections", FieldKind.Names, "section names in reading order; what is not named follows by name."),
        new("visible-to", FieldKind.Communities, "who may see it, such as [browser, terminal, platform:id]; leave it out for everybody."),
    ];

    public static Parsed<TopicDraft> Read(string path, ReadOnlySpan<byte> bytes)
    {
        var problems = new ProblemSink(path);
        var draft = FileText.Decode(bytes, problems) is { } text && Yaml.ReadMap(text.Text, linesBefore: 0, problems) is { } map
            ? Read(new Fields(map, KnownFields, problems), map, problems)
            : null;
        return Parsed<TopicDraft>.Of(path, draft, problems);
    }

    private static TopicDraft Read(Fields fields, YamlMap map, ProblemSink problems)
    {
        var visibleTo = fields.Texts("visible-to").ToList();
        foreach (var community in visibleTo.Where(community => !Community().IsMatch(community.Text)))
        {
            problems.Error(community.Place, ProblemCodes.BadValue,
                $"“{SafeText.Echo(community.Text)}” names no community; write browser, terminal, or platform:id.");
        }

        if (map["visible-to"] is { } given && visibleTo.Count == 0)
        {
            problems.Error(given.Place, ProblemCodes.BadValue, "“visible-to” is empty; name who may see the topic, or leave the field out for everybody.");
        }

        return new(
            fields.Text("title") ?? string.Empty, fields.Text("summary") ?? string.Empty, fields.NameList("aliases"), fields.Text("owner"),
            [.. visibleTo.Select(community => community.Text)], fields.NameList("sections", mayBeReserved: true));
    }

    [GeneratedRegex(@"^[a-z]+(:[A-Za-z0-9_-]+)?\z")]
    private static partial Regex Community();
}
