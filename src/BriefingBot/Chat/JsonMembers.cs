using System.Text.Json;

namespace BriefingBot.Chat;

/// <summary>Members that many objects of a reply's JSON have.</summary>
internal static class JsonMembers
{
    public static void WriteTyped(this Utf8JsonWriter json, string type, string name, string value)
    {
        json.WriteString("type", type);
        json.WriteString(name, value);
    }

    public static void WriteIfAny(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
