using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BriefingBot.Authoring;

/// <summary>The fields of briefing files as JSON Schema (draft 2020-12), from the same definitions that are read.</summary>
public static class FieldSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The front matter of a section.</summary>
    public static string OfSection() => Of("Front matter of a briefing section", SectionFile.KnownFields);

    /// <summary>The file <c>topic.yaml</c>.</summary>
    public static string OfTopic() => Of("topic.yaml of a briefing topic", TopicFile.KnownFields);

    private static string Of(string title, IReadOnlyList<Field> fields) => new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = title,
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray([.. fields.Where(field => field.Required).Select(field => (JsonNode)field.Name)]),
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Property(field)))),
    }.ToJsonString(Indented);

    private static JsonObject Property(Field field)
    {
        var property = field.Kind switch
        {
            FieldKind.Text => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = field.MaxLength },
            FieldKind.Date => new JsonObject { ["type"] = "string", ["format"] = "date", ["pattern"] = @"^\d{4}-\d{2}-\d{2}$" },
            FieldKind.Status => new JsonObject { ["enum"] = new JsonArray("draft", "reviewed", "retired") },
            FieldKind.Names => List(@"^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$", Briefings.Names.MaxLength),
            _ => List("^[a-z]+(:[A-Za-z0-9_-]+)?$", maxLength: null),
        };
        property["description"] = field.Description;
        return property;
    }

    private static JsonObject List(string pattern, int? maxLength)
    {
        var item = new JsonObject { ["type"] = "string", ["pattern"] = pattern };
        if (maxLength is { } length)
        {
            item["maxLength"] = length;
        }

        return new JsonObject { ["type"] = "array", ["uniqueItems"] = true, ["items"] = item };
    }
}
