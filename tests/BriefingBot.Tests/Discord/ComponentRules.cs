using System.Text.Json;
using static BriefingBot.Tests.Discord.DiscordRules;

namespace BriefingBot.Tests.Discord;

/// <summary>The rules for components of a message (Discord R75 to R78, R81).</summary>
internal static class ComponentRules
{
    public static void Check(JsonElement message, bool isV2, List<string> problems)
    {
        if (Member(message, "components") is not { ValueKind: JsonValueKind.Array } components || components.GetArrayLength() == 0)
        {
            problems.Add("The message is empty (R42, R68).");
            return;
        }

        if (!isV2 || new[] { "content", "embeds", "poll", "sticker_ids" }.Any(name => Member(message, name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)))
        {
            problems.Add("A message of components has their flag, and neither content nor embeds (R81).");
        }

        var all = All(components).ToList();
        if (all.Count > 40)
        {
            problems.Add($"The message has {all.Count} components (R81).");
        }

        var texts = all.Where(component => Number(component, "type") == 10).Select(component => Member(component, "content").GetString()!).ToList();
        if (texts.Sum(text => text.Length) > 4_000)
        {
            problems.Add($"The texts have {texts.Sum(text => text.Length)} characters together (R81).");
        }

        if (texts.Exists(string.IsNullOrWhiteSpace))
        {
            problems.Add("A text is blank.");
        }

        var ids = all.Select(component => Member(component, "custom_id")).Where(id => id.ValueKind is JsonValueKind.String).Select(id => id.GetString()!).ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count || ids.Exists(id => id.Length is 0 or > 100))
        {
            problems.Add("Custom ids are 1 to 100 characters long and unique in the message (R75).");
        }

        foreach (var row in all.Where(component => Number(component, "type") == 1))
        {
            CheckRow(Member(row, "components"), problems);
        }
    }

    private static void CheckRow(JsonElement controls, List<string> problems)
    {
        var types = controls.EnumerateArray().Select(control => Number(control, "type")).ToList();
        if (types is not [3] && (types.Count is 0 or > 5 || types.Exists(type => type != 2)))
        {
            problems.Add("A row has 1 to 5 buttons or one menu (R76).");
        }

        foreach (var control in controls.EnumerateArray())
        {
            if (Number(control, "type") == 2)
            {
                CheckButton(control, problems);
            }
            else
            {
                CheckMenu(control, problems);
            }
        }
    }

    private static void CheckButton(JsonElement button, List<string> problems)
    {
        if (Number(button, "style") is < 1 or > 4 || Member(button, "custom_id").ValueKind is not JsonValueKind.String)
        {
            problems.Add("A button has a style of 1 to 4 and a custom id (R77).");
        }

        if (Member(button, "label") is not { ValueKind: JsonValueKind.String } label || label.GetString()!.Trim().Length is 0 or > 80)
        {
            problems.Add("A button has a label of 1 to 80 characters (R77).");
        }
    }

    private static void CheckMenu(JsonElement menu, List<string> problems)
    {
        if (Member(menu, "options") is not { ValueKind: JsonValueKind.Array } options || options.GetArrayLength() is 0 or > 25)
        {
            problems.Add("A menu has 1 to 25 options (R78).");
            return;
        }

        var items = options.EnumerateArray().ToList();
        if (items.Select(item => Member(item, "value").GetString()).Distinct(StringComparer.Ordinal).Count() < items.Count)
        {
            problems.Add("The values of a menu are unique (R78).");
        }

        if (items.Exists(item => new[] { "label", "value", "description" }.Any(name =>
            Member(item, name) is { ValueKind: JsonValueKind.String } text && text.GetString()!.Trim().Length is 0 or > 100)))
        {
            problems.Add("Labels, values and descriptions have 1 to 100 characters (R78).");
        }

        if (items.Count(item => Member(item, "default").ValueKind is JsonValueKind.True) > 1)
        {
            problems.Add("One value can be chosen, and more are chosen already (R78).");
        }
    }

    private static IEnumerable<JsonElement> All(JsonElement components) =>
        components.ValueKind is JsonValueKind.Array ? components.EnumerateArray().SelectMany(component => All(Member(component, "components")).Prepend(component)) : [];
}
