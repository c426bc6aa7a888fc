using System.Text.Json;

namespace BriefingBot.Host.Discord.Registration;

/// <summary>
/// Whether Discord knows the bot's commands as they are: registering them unchanged would make them fail for a while
/// (Discord R48). Discord adds fields and fills in defaults, so only the fields named here count, and what is missing,
/// null, empty or the default is all the same.
/// </summary>
internal static class CommandComparison
{
    private static readonly string[] CommandFields = ["description", "default_member_permissions", "nsfw"];
    private static readonly string[] OptionFields =
        ["type", "name", "description", "required", "autocomplete", "min_length", "max_length", "min_value", "max_value"];

    private static readonly string[] ChoiceFields = ["name", "value"];

    // Sets: Discord may give them back in another order.
    private static readonly string[] Sets = ["contexts", "integration_types"];
    private static readonly string[] Dictionaries = ["name_localizations", "description_localizations"];

    /// <param name="ours">What <see cref="CommandBodies"/> wrote.</param>
    /// <param name="theirs">What Discord answered; anything at all.</param>
    public static bool AreSame(ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> theirs, bool isGlobal)
    {
        try
        {
            using var own = JsonDocument.Parse(ours);
            using var registered = JsonDocument.Parse(theirs);
            return AreSame(own.RootElement, registered.RootElement, isGlobal);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second is a text with half of a surrogate pair.
            return false;
        }
    }

    private static bool AreSame(JsonElement ours, JsonElement theirs, bool isGlobal)
    {
        if (theirs.ValueKind is not JsonValueKind.Array)
        {
            return false;
        }

        var known = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var command in theirs.EnumerateArray().Where(command => !EntryPoint.Is(command)))
        {
            if (command.ValueKind is not JsonValueKind.Object || !known.TryAdd(Key(command), command))
            {
                return false;
            }
        }

        return known.Count == ours.GetArrayLength()
            && ours.EnumerateArray().All(command => known.TryGetValue(Key(command), out var other) && IsSameCommand(command, other, isGlobal));
    }

    private static string Key(JsonElement command) =>
        $"{(Value(command, "type") is { Length: > 0 } type ? type : "1")} {Value(command, "name")}";

    private static bool IsSameCommand(JsonElement ours, JsonElement theirs, bool isGlobal) =>
        HaveSame(ours, theirs, CommandFields)
        && HaveSameTexts(ours, theirs)
        && (!isGlobal || Sets.All(field => Items(ours, field).Select(Text).ToHashSet(StringComparer.Ordinal).SetEquals(Items(theirs, field).Select(Text))))
        && HaveSameItems(ours, theirs, "options", IsSameOption);

    private static bool IsSameOption(JsonElement ours, JsonElement theirs) =>
        HaveSame(ours, theirs, OptionFields)
        && HaveSameTexts(ours, theirs)
        && HaveSameItems(ours, theirs, "choices", (own, other) => HaveSame(own, other, ChoiceFields))
        && HaveSameItems(ours, theirs, "channel_types", (own, other) => Text(own) == Text(other))
        && HaveSameItems(ours, theirs, "options", IsSameOption);

    private static bool HaveSame(JsonElement ours, JsonElement theirs, string[] fields) =>
        fields.All(field => Value(ours, field) == Value(theirs, field));

    private static bool HaveSameTexts(JsonElement ours, JsonElement theirs) =>
        Dictionaries.All(field => Entries(ours, field).SetEquals(Entries(theirs, field)));

    private static bool HaveSameItems(JsonElement ours, JsonElement theirs, string field, Func<JsonElement, JsonElement, bool> isSame)
    {
        var (own, other) = (Items(ours, field), Items(theirs, field));
        return own.Length == other.Length && own.Zip(other).All(pair => isSame(pair.First, pair.Second));
    }

    private static string Value(JsonElement element, string field) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(field, out var value) ? Text(value) : string.Empty;

    // False and null are what a missing field means; numbers may come as strings.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.False => string.Empty,
        _ => value.GetRawText(),
    };

    private static JsonElement[] Items(JsonElement element, string field) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.Array
            ? [.. value.EnumerateArray()]
            : [];

    private static HashSet<string> Entries(JsonElement element, string field) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.Object
            ? [.. value.EnumerateObject().Select(entry => $"{entry.Name}={Text(entry.Value)}")]
            : [];
}
