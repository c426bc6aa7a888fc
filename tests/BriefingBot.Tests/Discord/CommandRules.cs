using System.Text;
using System.Text.Json;
using static BriefingBot.Tests.Discord.DiscordRules;

namespace BriefingBot.Tests.Discord;

/// <summary>The rules for commands (Discord R47 to R59).</summary>
internal static class CommandRules
{
    private const int MostCharacters = 7_500;

    public static void Check(JsonElement commands, bool isGlobal, List<string> problems)
    {
        if (commands.ValueKind is not JsonValueKind.Array || commands.GetArrayLength() > 100)
        {
            problems.Add("The body is a list of at most 100 commands (R47, R56).");
            return;
        }

        var names = commands.EnumerateArray().Select(command => Member(command, "name").GetString()!).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            problems.Add("Two commands have the same name (R56).");
        }

        foreach (var command in commands.EnumerateArray())
        {
            problems.AddRange(DiscordSchema.Check("ApplicationCommandUpdateRequest", command));
            if (Member(command, "type") is { ValueKind: JsonValueKind.Number } type && type.GetInt32() == FakeCommands.EntryPointType)
            {
                // Discord's own, given back as it came.
                continue;
            }

            CheckNames(command, problems);
            CheckOptions(Member(command, "options"), depth: 0, problems);
            if (Characters(command) > MostCharacters)
            {
                problems.Add($"{Member(command, "name")} has {Characters(command)} characters in all (R55).");
            }

            var hasPlaces = Member(command, "contexts").ValueKind is not JsonValueKind.Undefined || Member(command, "integration_types").ValueKind is not JsonValueKind.Undefined;
            if (hasPlaces != isGlobal)
            {
                problems.Add($"{Member(command, "name")}: contexts are for global commands, and those have them (R58).");
            }
        }
    }

    /// <summary>
    /// Whether Discord takes it as a name. By code points: .NET's regular expressions count UTF-16 units and know no scripts,
    /// of which all of Devanagari and Thai is allowed, vowel signs too.
    /// </summary>
    public static bool IsName(string name) => name.EnumerateRunes().Count() is >= 1 and <= 32 && name.EnumerateRunes().All(rune =>
        (Rune.IsLetter(rune) || Rune.IsNumber(rune) || rune.Value is '-' or '_' or '\'' or (>= 0x900 and <= 0x97F) or (>= 0xE00 and <= 0xE7F))
        && Rune.ToLowerInvariant(rune) == rune);

    private static void CheckNames(JsonElement element, List<string> problems)
    {
        if (Member(element, "name").GetString() is not { } name || !IsName(name))
        {
            problems.Add($"“{Member(element, "name")}” is not a name (R49).");
        }

        if (Member(element, "description").GetString() is not { } description || description.Trim().Length is 0 or > 100)
        {
            problems.Add($"{Member(element, "name")} has no description of 1 to 100 characters (R50).");
        }
    }

    private static void CheckOptions(JsonElement options, int depth, List<string> problems)
    {
        if (options.ValueKind is not JsonValueKind.Array)
        {
            return;
        }

        var all = options.EnumerateArray().ToList();
        var types = all.ConvertAll(option => Number(option, "type"));
        if (all.Count > 25)
        {
            problems.Add("There are more than 25 options (R51).");
        }

        if (all.Select(option => Member(option, "name").GetString()).Distinct(StringComparer.Ordinal).Count() < all.Count)
        {
            problems.Add("Two options have the same name (R52).");
        }

        if (all.SkipWhile(IsRequired).Any(IsRequired))
        {
            problems.Add("A required option follows an optional one (R52).");
        }

        if (types.Exists(type => type is 1 or 2) && (types.Exists(type => type > 2) || depth > 1 || (depth == 1 && types.Contains(2))))
        {
            problems.Add("Sub-commands stand beside options, or too deep (R53).");
        }

        foreach (var option in all)
        {
            CheckNames(option, problems);
            CheckOption(option, problems);
            CheckOptions(Member(option, "options"), Number(option, "type") == 2 ? 1 : 2, problems);
        }
    }

    private static void CheckOption(JsonElement option, List<string> problems)
    {
        var type = Number(option, "type");
        var choices = Member(option, "choices");
        if (Member(option, "autocomplete").ValueKind is JsonValueKind.True && (type is not (3 or 4 or 10) || choices.ValueKind is JsonValueKind.Array))
        {
            problems.Add($"{Member(option, "name")} cannot be completed (R54).");
        }

        if (Member(option, "max_length").ValueKind is not JsonValueKind.Undefined && (type != 3 || Number(option, "max_length") is < 1 or > 6000))
        {
            problems.Add($"{Member(option, "name")} cannot have that length (R54).");
        }

        if (choices.ValueKind is JsonValueKind.Array && choices.GetArrayLength() > 25)
        {
            problems.Add($"{Member(option, "name")} has too many choices (R51).");
        }
    }

    private static bool IsRequired(JsonElement option) => Member(option, "required").ValueKind is JsonValueKind.True;

    private static int Characters(JsonElement element) =>
        new[] { "name", "description", "value" }.Sum(name => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Length : 0)
        + new[] { "options", "choices" }.Sum(name => Member(element, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray().Sum(Characters) : 0);
}
