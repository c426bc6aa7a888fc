using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Briefings;

/// <summary>Who asks, as far as answers depend on it.</summary>
/// <param name="Community">
/// The platform, or the server or workspace on it: <c>browser</c>, <c>terminal</c>, <c>platform:id</c>.
/// </param>
public sealed record Reader(string Community)
{
    /// <summary>Whether this person manages the server or workspace they ask in.</summary>
    public bool IsManager { get; init; }

    /// <summary>The channel they ask in; null where posts cannot be sent to it.</summary>
    public ChannelAddress? Channel { get; init; }

    /// <summary>Whether the place has roles that a post can notify, chosen by the platform's ids (<see cref="OptionKind.Role"/>).</summary>
    public bool HasRoles { get; init; }

    /// <summary>Who they are, or null where the platform does not say.</summary>
    public Person? Person { get; init; }

    /// <summary>The platform's ids of the roles they have there; told only where a command for curators is given.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether they sit at the bot's own machine, so that it can be nobody else.</summary>
    public bool IsOnThisMachine { get; init; }

    /// <summary>The IANA name of the zone they are in, where the platform says so; untrusted.</summary>
    public string? Zone { get; init; }

    /// <summary>The filter for everything a reader may ask: what is not visible does not exist.</summary>
    public bool MaySee(Topic topic) => MaySee(topic.VisibleTo);

    /// <param name="visibleTo">As <see cref="Topic.VisibleTo"/>.</param>
    public bool MaySee(ImmutableArray<string> visibleTo) => visibleTo.IsEmpty || visibleTo.Contains(Community);
}
