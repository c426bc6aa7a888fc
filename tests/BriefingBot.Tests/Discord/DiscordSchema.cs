using System.Text.Json;

namespace BriefingBot.Tests.Discord;

/// <summary>
/// Discord's own OpenAPI document as a judge of what the bot sends. It is not part of the repository: where it is absent
/// (<see cref="IsThere"/>), nothing is found wrong. It errs in two places, which are put right here:
/// <c>default_member_permissions</c> is a string, and <c>attachments[].id</c> may be a number.
/// </summary>
internal static class DiscordSchema
{
    private static readonly string File = Path.Combine(Repository.Root, "..", "shared", "discord", "openapi.json");

    private static readonly Lazy<Dictionary<string, JsonElement>> Schemas = new(() =>
    {
        using var stream = System.IO.File.OpenRead(File);
        return JsonDocument.Parse(stream).RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .ToDictionary(schema => schema.Name, schema => schema.Value, StringComparer.Ordinal);
    });

    public static bool IsThere => System.IO.File.Exists(File);

    /// <summary>What the document finds wrong, one sentence each.</summary>
    /// <param name="schema">A name under <c>components/schemas</c>.</param>
    public static IReadOnlyList<string> Check(string schema, JsonElement value)
    {
        var problems = new List<string>();
        if (IsThere)
        {
            new SchemaCheck(Schemas.Value, problems).Check(Schemas.Value[schema], value, "$");
        }

        return problems;
    }
}
