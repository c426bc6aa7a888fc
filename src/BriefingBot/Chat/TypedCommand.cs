namespace BriefingBot.Chat;

/// <summary>A command as a reader would have typed it.</summary>
internal static class TypedCommand
{
    /// <summary>With all options that were given and can be typed.</summary>
    public static string Of(CommandDefinition definition, ChatRequest request) => string.Join(' ', definition.Options
        .Where(option => option.IsTyped && request.Option(option.Name) is not null)
        .Select(option => Word(option, request.Option(option.Name)!.Replace('"', ' ')))
        .Prepend("/" + definition.Name));

    private static string Word(OptionDefinition option, string value) => option.Required
        ? value.Any(char.IsWhiteSpace) ? $"\"{value}\"" : value
        : $"{option.Name}:{value}";
}
