using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Registration;

/// <summary>The bot's commands as Discord registers them: the JSON array that replaces all it knew before (Discord R47).</summary>
internal static class CommandBodies
{
    private const int LongestDescription = 100;
    private const int LongestName = Suggestion.MaxLength;
    private const int LongestWords = 1_000;

    /// <param name="isGlobal">Whether it is for all servers and for people; one server's commands are told nothing of contexts (Discord R58).</param>
    /// <exception cref="InvalidOperationException">Names contradict each other: a command that has sub-commands cannot be given itself (Discord R53).</exception>
    public static byte[] Write(ImmutableArray<CommandDefinition> definitions, bool isGlobal)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var command in definitions.Where(definition => !definition.IsHidden).GroupBy(definition => Word(definition, 0)))
        {
            json.WriteStartObject();
            json.WriteNumber("type", 1);
            WriteCommand(json, command.Key, [.. command], depth: 1);
            WriteAccess(json, command.All(definition => definition.ForManagers), isGlobal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    // A command, a group or a sub-command: what has further words holds others, what has none holds its own options.
    private static void WriteCommand(Utf8JsonWriter json, string name, ImmutableArray<CommandDefinition> commands, int depth)
    {
        json.WriteString("name", name);
        if (commands is [var only] && Words(only).Length == depth)
        {
            json.WriteString("description", only.Description);
            json.WriteStartArray("options");
            foreach (var option in only.Options.Where(option => option.Kind is not OptionKind.Text).OrderByDescending(option => option.Required))
            {
                Write(json, option);
            }

            json.WriteEndArray();
            return;
        }

        var parts = commands.GroupBy(command => Word(command, depth)).ToList();
        json.WriteString("description", SafeText.Cut(string.Join(", ", parts.Select(part => part.Key)), LongestDescription));
        json.WriteStartArray("options");
        foreach (var part in parts)
        {
            var isGroup = part.Any(command => Words(command).Length > depth + 1);
            if (isGroup && depth == 2)
            {
                throw new InvalidOperationException($"“{part.First().Name}” has more words than Discord nests commands.");
            }

            json.WriteStartObject();
            json.WriteNumber("type", (int)(isGroup ? CommandOptionType.SubCommandGroup : CommandOptionType.SubCommand));
            WriteCommand(json, part.Key, [.. part], depth + 1);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OptionDefinition option)
    {
        json.WriteStartObject();
        json.WriteNumber("type", (int)(option.Kind switch
        {
            OptionKind.Flag => CommandOptionType.Boolean,
            OptionKind.Role => CommandOptionType.Role,
            OptionKind.File => CommandOptionType.Attachment,
            _ => CommandOptionType.String,
        }));
        json.WriteString("name", option.Name);
        json.WriteString("description", option.Description);
        json.WriteBoolean("required", option.Required);
        if (option.Kind is OptionKind.Name or OptionKind.Words)
        {
            json.WriteBoolean("autocomplete", option.Complete is not null || option.CompleteAsync is not null);
            json.WriteNumber("max_length", option.Kind is OptionKind.Words ? LongestWords : LongestName);
        }

        json.WriteEndObject();
    }

    private static void WriteAccess(Utf8JsonWriter json, bool forManagers, bool isGlobal)
    {
        if (forManagers)
        {
            json.WriteString("default_member_permissions", Permission.ManageServer.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull("default_member_permissions");
        }

        if (isGlobal)
        {
            Write(json, "contexts", forManagers ? [0] : [0, 1, 2]);
            Write(json, "integration_types", forManagers ? [0] : [0, 1]);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, ReadOnlySpan<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static string[] Words(CommandDefinition command) => command.Name.Split(' ');

    private static string Word(CommandDefinition command, int index) => Words(command) is var words && index < words.Length
        ? words[index]
        : throw new InvalidOperationException($"“{command.Name}” is a command, and others begin with its name or have the same.");
}
