using BriefingBot.Curating;

namespace BriefingBot.Host.Curating;

/// <summary><c>Curators</c>: who may change briefings from chat. Each is an array or a list with commas; empty, the default, means nobody.</summary>
internal sealed class CuratorsOptions
{
    public const string Section = "Curators";

    /// <summary>People, such as <c>discord:80351110224678912</c>; <c>browser</c> is the chat page on the bot's own machine.</summary>
    public IReadOnlyList<string> Users { get; private set; } = [];

    /// <summary>Roles, such as <c>discord:41771983423143936</c>: all who have one.</summary>
    public IReadOnlyList<string> Roles { get; private set; } = [];

    /// <summary>Servers, such as <c>discord:41771983423143937</c>: those who manage one.</summary>
    public IReadOnlyList<string> Servers { get; private set; } = [];

    /// <summary>
    /// Opens the curator page to whoever brings it: <c>print</c> for a new one at each start, which the terminal shows, or a
    /// secret; <c>off</c> for none. Empty, the default, is <c>print</c> where there is a terminal, else <c>off</c>.
    /// </summary>
    public string PageToken { get; private set; } = string.Empty;

    /// <summary>Names in the section that mean nothing.</summary>
    public IReadOnlyList<string> Unknown { get; private set; } = [];

    public void Read(IConfigurationSection section)
    {
        (Users, Roles, Servers) = (ListSetting.Read(section, nameof(Users)), ListSetting.Read(section, nameof(Roles)), ListSetting.Read(section, nameof(Servers)));
        PageToken = section[nameof(PageToken)] ?? string.Empty;
        Unknown = [.. section.GetChildren().Select(child => child.Key)
            .Where(key => !new[] { nameof(Users), nameof(Roles), nameof(Servers), nameof(PageToken) }.Contains(key, StringComparer.OrdinalIgnoreCase))];
        if (section.Value is { Length: > 0 } value)
        {
            Unknown = [.. Unknown, value];
        }
    }

    public Curators ToCurators() => new([.. Users], [.. Roles], [.. Servers]);
}
