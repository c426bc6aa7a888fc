using System.Globalization;
using System.Text.Json;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>
/// The rows under a message (Discord R75 to R78). A control that cannot be shown whole is left out: its command can still be
/// typed, and half of one would be another command.
/// </summary>
internal sealed class MessageControls
{
    private const int MostInRow = 5;
    private const int LongestLabel = 80;
    private const int LongestOption = 100;
    private const int LongestPlaceholder = 150;
    private const int MostOptions = 25;

    // What the texts take at most: a container, three texts, a separator, and the mention of a role.
    private int free = DiscordMessage.MostComponents - 6;
    private readonly List<(string Id, string Label, string Command, int Part)> buttons = [];
    private readonly List<(string Id, string Label, List<MenuItem> Items)> menus = [];
    private readonly string revision;

    private MessageControls(string revision) => this.revision = revision;

    public static MessageControls Of(Reply reply, int part, int parts, int files = 0)
    {
        var controls = new MessageControls(RevisionOf(reply));
        controls.free -= files;
        if (reply.Command is not null && part > 1)
        {
            controls.Add($"Back ({part - 1} of {parts})", reply.Command, part - 1);
        }

        if (reply.Command is not null && part < parts)
        {
            controls.Add($"Continue ({part + 1} of {parts})", reply.Command, part + 1);
        }

        foreach (var control in reply.Controls)
        {
            switch (control)
            {
                case Button button:
                    controls.Add(button.Label, button.Command, part: 1);
                    break;
                case Menu menu:
                    controls.Add(menu);
                    break;
            }
        }

        return controls;
    }

    public void Write(Utf8JsonWriter json)
    {
        foreach (var (id, label, items) in menus)
        {
            StartRow(json);
            Write(json, id, label, items);
            EndRow(json);
        }

        for (var i = 0; i < buttons.Count; i++)
        {
            if (i % MostInRow == 0)
            {
                StartRow(json);
            }

            json.WriteStartObject();
            json.WriteNumber("type", (int)ComponentType.Button);
            json.WriteNumber("style", 2);
            json.WriteString("label", buttons[i].Label);
            json.WriteString("custom_id", buttons[i].Id);
            json.WriteEndObject();
            if (i % MostInRow == MostInRow - 1 || i == buttons.Count - 1)
            {
                EndRow(json);
            }
        }
    }

    private static string RevisionOf(Reply reply)
    {
        foreach (var block in reply.Blocks)
        {
            if (block is CardId id)
            {
                return CustomId.RevisionOf(id.Text);
            }
        }

        return CustomId.NoRevision;
    }

    private static void Write(Utf8JsonWriter json, string id, string label, List<MenuItem> items)
    {
        json.WriteStartObject();
        json.WriteNumber("type", (int)ComponentType.StringSelect);
        json.WriteString("custom_id", id);
        if (label.Length > 0)
        {
            json.WriteString("placeholder", label);
        }

        json.WriteStartArray("options");
        var hasCurrent = false;
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString("label", Short(item.Label, LongestOption));
            json.WriteString("value", item.Command);
            if (Short(item.Description, LongestOption) is { Length: > 0 } description)
            {
                json.WriteString("description", description);
            }

            if (item.IsCurrent && !hasCurrent)
            {
                json.WriteBoolean("default", true);
                hasCurrent = true;
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void StartRow(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("type", (int)ComponentType.ActionRow);
        json.WriteStartArray("components");
    }

    private static void EndRow(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Empty where nothing of it can be seen.
    private static string Short(string text, int length)
    {
        var inert = SafeText.Inert(text).Trim();
        foreach (var c in inert)
        {
            if (char.GetUnicodeCategory(c) is not UnicodeCategory.Format && !char.IsWhiteSpace(c))
            {
                return SafeText.Cut(inert, length);
            }
        }

        return string.Empty;
    }

    private void Add(string label, string command, int part)
    {
        var shown = Short(label, LongestLabel);
        var cost = buttons.Count % MostInRow == 0 ? 2 : 1;
        var copy = buttons.Count(button => button.Command == command && button.Part == part);
        if (shown.Length > 0 && cost <= free && CustomId.Write(revision, part, command, copy) is { } id)
        {
            buttons.Add((id, shown, command, part));
            free -= cost;
        }
    }

    private void Add(Menu menu)
    {
        var items = new List<MenuItem>(menu.Items.Length);
        foreach (var item in menu.Items)
        {
            if (items.Count < MostOptions && CustomId.CanBeValue(item.Command) && Short(item.Label, LongestOption).Length > 0
                && !items.Exists(other => other.Command == item.Command))
            {
                items.Add(item);
            }
        }

        if (items.Count > 0 && free >= 2)
        {
            menus.Add((CustomId.WriteMenu(revision, menus.Count), Short(menu.Label, LongestPlaceholder), items));
            free -= 2;
        }
    }
}
