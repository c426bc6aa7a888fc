using BriefingBot.Briefings;
using BriefingBot.Chat;

namespace BriefingBot.Curating;

/// <summary>Who did something, and from where.</summary>
/// <param name="Community">As <see cref="Reader.Community"/>.</param>
/// <param name="Person">With an empty id where the platform does not say who it is.</param>
public sealed record Actor(string Community, Person Person)
{
    /// <summary>As <see cref="ChannelAddress.Platform"/>.</summary>
    public string Platform => Community.Split(':')[0];

    public static Actor Of(Reader reader) => new(reader.Community, reader.Person ?? new(string.Empty, string.Empty));
}
