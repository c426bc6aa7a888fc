using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>A section as its file gives it; citations are not yet resolved.</summary>
internal sealed record SectionDraft(
    string Key,
    string Title,
    string Summary,
    ImmutableArray<YamlText> Aliases,
    string? Owner,
    SectionStatus Status,
    DateOnly? Reviewed,
    DateOnly? ReviewBy,
    Place ReviewByPlace,
    BodyDraft Body,
    FileText Text);

/// <summary>Reads a section file: YAML front matter between <c>---</c> lines, then the body.</summary>
internal static class SectionFile
{
    public const string Extension = ".md";

    /// <summary>Titles fit a menu's label and a completion's name whole.</summary>
    public const int MaxTitleLength = 100;

    private const string Fence = "---";

    public static readonly ImmutableArray<Field> KnownFields =
    [
        new("title", FieldKind.Text, "what the section is called.", Required: true, MaxTitleLength),
        new("aliases", FieldKind.Names, "other names people may ask by."),
        new("summary", FieldKind.Text, "one sentence for lists.", Required: true),
        new("reviewed", FieldKind.Date, "the day a person last checked the text against its sources."),
        new("review-by", FieldKind.Date, "the day by which it must be checked again."),
        new("owner", FieldKind.Text, "who answers for it.", MaxLength: 100),
        new("status", FieldKind.Status, "draft (readers do not see it), reviewed (the default) or retired (no longer offered)."),
    ];

    public static Parsed<SectionDraft> Read(string path, string key, ReadOnlySpan<byte> bytes)
    {
        var problems = new ProblemSink(path);
        if (!Names.IsKey(key))
        {
            problems.Error(Place.Start, ProblemCodes.BadName, Fields.BadName(key, "Rename the file to"));
        }
        else if (Names.IsReserved(key))
        {
            problems.Error(Place.Start, ProblemCodes.ReservedName, $"“{key}” is a word of the commands; rename the file.");
        }

        var draft = FileText.Decode(bytes, problems) is { } text ? Read(key, text, problems) : null;
        return Parsed<SectionDraft>.Of(path, draft, problems);
    }

    private static SectionDraft? Read(string key, FileText text, ProblemSink problems)
    {
        var (yaml, bodyStart) = Split(text, problems);
        var map = yaml is null ? null : Yaml.ReadMap(yaml, linesBefore: 1, problems);
        if (map is null)
        {
            if (yaml is not null)
            {
                SectionBody.Read(text, bodyStart, string.Empty, problems);
            }

            return null;
        }

        var fields = new Fields(map, KnownFields, problems);
        var title = fields.Text("title") ?? string.Empty;
        var summary = fields.Text("summary") ?? string.Empty;
        var status = fields.Status("status");
        var reviewed = fields.Date("reviewed");
        var reviewBy = fields.Date("review-by");
        if (status is SectionStatus.Reviewed && map["reviewed"] is null)
        {
            problems.Error(map.Place, ProblemCodes.MissingField,
                "The field “reviewed” is missing: give the day a person last checked the text, such as 2026-05-31, or set “status: draft”.");
        }

        if (reviewBy < reviewed)
        {
            problems.Error(fields.PlaceOf("review-by"), ProblemCodes.BadValue, "“review-by” lies before “reviewed”; one of the two is mistyped.");
        }

        return new(
            key, title, summary, fields.NameList("aliases"), fields.Text("owner"), status, reviewed, reviewBy,
            fields.PlaceOf("review-by"), SectionBody.Read(text, bodyStart, title, problems), text);
    }

    private static (string? Yaml, int BodyStart) Split(FileText file, ProblemSink problems)
    {
        var text = file.Text;
        if (LineAt(text, 0) is not Fence)
        {
            problems.Error(Place.Start, ProblemCodes.FrontMatter,
                "The front matter is missing; begin the file with a line ---, then the fields, then another line ---.");
            SectionBody.Read(file, 0, string.Empty, problems);
            return (null, 0);
        }

        for (var start = Next(text, 0); start < text.Length; start = Next(text, start))
        {
            if (LineAt(text, start) is Fence or "...")
            {
                return (text[Next(text, 0)..start], Next(text, start));
            }
        }

        problems.Error(Place.Start, ProblemCodes.FrontMatter, "The front matter is never closed; put a line --- below its last field.");
        return (null, text.Length);
    }

    private static string LineAt(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return text[start..(end < 0 ? text.Length : end)].TrimEnd();
    }

    private static int Next(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return end < 0 ? text.Length : end + 1;
    }
}
