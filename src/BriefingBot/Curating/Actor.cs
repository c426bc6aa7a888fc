using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Curating;

/// <summary>Who did something, and from where.</summary>
/// <param name="Community">As <see cref="Reader.Community"/>.</param>
/// <param name="Person">With an empty id where the platform does not say who it is.</param>
public sealed record Actor(string Community, Person Person)
{
    /// <summary>As <see cref="ChannelAddress.Platform"/>.</summary>
    public string Platform => Community.Split(':')[0];

    /// <summary>Whether both are one person, who may have been renamed; false where the platform does not say who it is.</summary>
    public bool IsSameAs(Actor other) => Platform == other.Platform && Person.Id == other.Person.Id && Person.Id.Length > 0;

    private const int LongestName = 100;

    public static Actor Of(Reader reader) => new(
        reader.Community, reader.Person is { } person ? person with { Name = SafeText.Echo(person.Name, LongestName) } : new(string.Empty, string.Empty));
}
