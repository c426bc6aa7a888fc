using System.Text.Json;

namespace BriefingBot.Chat;

/// <summary>What can be pressed or filled in as JSON.</summary>
internal static class ControlJson
{
    public static void Write(Utf8JsonWriter json, Control control)
    {
        json.WriteStartObject();
        switch (control)
        {
            case Button button:
                json.WriteTyped("button", "command", button.Command);
                break;
            case Menu menu:
                json.WriteString("type", "menu");
                json.WriteStartArray("items");
                foreach (var item in menu.Items)
                {
                    json.WriteStartObject();
                    json.WriteString("label", item.Label);
                    json.WriteString("description", item.Description);
                    json.WriteString("command", item.Command);
                    json.WriteBoolean("isCurrent", item.IsCurrent);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"A control of type {control.GetType().Name} has no JSON yet.");
        }

        json.WriteString("label", control.Label);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Form form)
    {
        json.WriteStartObject("form");
        json.WriteString("title", form.Title);
        json.WriteString("command", form.Command);
        json.WriteStartArray("fields");
        foreach (var field in form.Fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("label", field.Label);
            json.WriteIfAny("description", field.Description);
            json.WriteString("value", field.Value);
            json.WriteBoolean("hasLines", field.HasLines);
            json.WriteBoolean("isFile", field.IsFile);
            json.WriteBoolean("isRequired", field.IsRequired);
            json.WriteNumber("mostCharacters", field.MostCharacters);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
