using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BriefingBot.Tests.Discord;

/// <summary>As much of JSON Schema as Discord's document uses. A member that a schema with members does not name is wrong: it would be a misspelling.</summary>
internal sealed class SchemaCheck(Dictionary<string, JsonElement> schemas, List<string> problems)
{
    private const string ReferencePrefix = "#/components/schemas/";

    public void Check(JsonElement schema, JsonElement value, string path)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "$ref":
                    Check(schemas[keyword.Value.GetString()![ReferencePrefix.Length..]], value, path);
                    break;
                case "type" when !Types(keyword.Value).Any(type => IsOfType(type, value)):
                    problems.Add($"{path} is {value.ValueKind} and not {keyword.Value}.");
                    return;
                case "enum" when !keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)):
                case "const" when !JsonElement.DeepEquals(keyword.Value, value):
                    problems.Add($"{path} is {value} and not {keyword.Value}.");
                    break;
                case "allOf":
                    foreach (var part in keyword.Value.EnumerateArray())
                    {
                        Check(part, value, path);
                    }

                    break;
                case "oneOf" or "anyOf":
                    CheckUnion(keyword.Value, value, path);
                    break;
                case "pattern" when value.ValueKind is JsonValueKind.String && !Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)):
                    problems.Add($"{path} does not match {keyword.Value}.");
                    break;
            }
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckMembers(schema, value, path);
                break;
            case JsonValueKind.Array:
                CheckItems(schema, value, path);
                break;
            case JsonValueKind.String:
                // JSON Schema counts code points, Discord's limits are met by UTF-16 units (Discord R64).
                CheckSize(schema, value.GetString()!.Length, "minLength", "maxLength", path);
                break;
            case JsonValueKind.Number:
                CheckSize(schema, value.GetDouble(), "minimum", "maximum", path);
                break;
        }
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind is JsonValueKind.Null,
        "integer" => value.ValueKind is JsonValueKind.Number && (value.TryGetInt64(out _) || value.TryGetUInt64(out _)),
        _ => value.ValueKind is JsonValueKind.Number,
    };

    // Where none fits, the one that comes nearest says why.
    private void CheckUnion(JsonElement choices, JsonElement value, string path)
    {
        List<string>? nearest = null;
        foreach (var choice in choices.EnumerateArray())
        {
            var found = new List<string>();
            new SchemaCheck(schemas, found).Check(choice, value, path);
            if (found.Count == 0)
            {
                return;
            }

            if (nearest is null || Distance(found, path) < Distance(nearest, path))
            {
                nearest = found;
            }
        }

        problems.AddRange(nearest ?? []);
    }

    private static int Distance(List<string> found, string path) =>
        found.Count + (found.Exists(problem => problem.StartsWith($"{path} is", StringComparison.Ordinal) || problem.StartsWith($"{path}.type ", StringComparison.Ordinal)) ? 1_000 : 0);

    private void CheckMembers(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            problems.AddRange(required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path} has no {name}."));
        }

        schema.TryGetProperty("additionalProperties", out var additional);
        if (!schema.TryGetProperty("properties", out var members) && additional.ValueKind is JsonValueKind.Undefined)
        {
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            var place = $"{path}.{member.Name}";
            if (IsRight(member, path))
            {
                continue;
            }

            if (members.ValueKind is JsonValueKind.Object && members.TryGetProperty(member.Name, out var own))
            {
                Check(own, member.Value, place);
            }
            else if (additional.ValueKind is JsonValueKind.Object)
            {
                Check(additional, member.Value, place);
            }
            else if (additional.ValueKind is not JsonValueKind.True)
            {
                problems.Add($"{place} is not a known member.");
            }
        }
    }

    // Where the document errs.
    private static bool IsRight(JsonProperty member, string path) => member.Name switch
    {
        "default_member_permissions" => member.Value.ValueKind is JsonValueKind.Null
            || (member.Value.ValueKind is JsonValueKind.String && ulong.TryParse(member.Value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out _)),
        "id" => member.Value.ValueKind is JsonValueKind.Number && path.Contains(".attachments[", StringComparison.Ordinal),
        _ => false,
    };

    private void CheckItems(JsonElement schema, JsonElement value, string path)
    {
        CheckSize(schema, value.GetArrayLength(), "minItems", "maxItems", path);
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind is JsonValueKind.True
            && value.EnumerateArray().Select(item => item.GetRawText()).Distinct(StringComparer.Ordinal).Count() < value.GetArrayLength())
        {
            problems.Add($"{path} holds the same item twice.");
        }

        if (schema.TryGetProperty("items", out var items))
        {
            var i = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(items, item, $"{path}[{i++}]");
            }
        }
    }

    private void CheckSize(JsonElement schema, double size, string least, string most, string path)
    {
        if (schema.TryGetProperty(least, out var min) && size < min.GetDouble())
        {
            problems.Add($"{path} has {size}, and {least} is {min}.");
        }

        if (schema.TryGetProperty(most, out var max) && size > max.GetDouble())
        {
            problems.Add($"{path} has {size}, and {most} is {max}.");
        }
    }
}
