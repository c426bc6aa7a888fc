using System.Text.Json;
using static BriefingBot.Tests.Discord.DiscordRules;

namespace BriefingBot.Tests.Discord;

/// <summary>The rules for forms (Discord R43, R75, R79, R80).</summary>
internal static class ModalRules
{
    public static void Check(JsonElement modal, List<string> problems)
    {
        var title = Member(modal, "title").GetString()!;
        if (title.Trim().Length is 0 or > 45 || Member(modal, "custom_id").GetString()!.Length is 0 or > 100)
        {
            problems.Add("A form has a title of 1 to 45 characters and a custom id of 1 to 100 (R43).");
        }

        var labels = Member(modal, "components").EnumerateArray().ToList();
        if (labels.Count is 0 or > 5)
        {
            problems.Add($"A form has {labels.Count} components (R43).");
        }

        if (labels.Select(label => Member(Member(label, "component"), "custom_id").GetString()).Distinct(StringComparer.Ordinal).Count() < labels.Count)
        {
            problems.Add("The custom ids in a form are unique (R75).");
        }

        foreach (var label in labels)
        {
            CheckLabel(label, problems);
        }
    }

    private static void CheckLabel(JsonElement label, List<string> problems)
    {
        if (Number(label, "type") != 18 || Member(label, "label").GetString()!.Trim().Length is 0 or > 45
            || (Member(label, "description") is { ValueKind: JsonValueKind.String } description && description.GetString()!.Length is 0 or > 100))
        {
            problems.Add("A label has 1 to 45 characters and a description of at most 100 (R80).");
        }

        var input = Member(label, "component");
        if (Number(input, "type") != 4 || Number(input, "style") is not (1 or 2) || Number(input, "max_length") is < 1 or > 4_000
            || (Member(input, "value") is { ValueKind: JsonValueKind.String } value && value.GetString()!.Length > Number(input, "max_length")))
        {
            problems.Add("A text input has a style of 1 or 2, a length of 1 to 4,000 and a value that fits (R79).");
        }
    }
}
