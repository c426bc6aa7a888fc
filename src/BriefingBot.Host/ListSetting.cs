namespace BriefingBot.Host;

/// <summary>Settings that are a list: an array, or one value with commas, semicolons or spaces between, or both.</summary>
internal static class ListSetting
{
    private static readonly char[] Separators = [',', ';', ' '];

    public static IReadOnlyList<string> Read(IConfigurationSection section, string name)
    {
        var list = section.GetSection(name);
        return [.. list.GetChildren().Select(child => child.Value).Prepend(list.Value).OfType<string>().SelectMany(Split)];
    }

    public static string[] Split(string value) => value.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
