using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Curating;

/// <summary>
/// Who may change briefings: an explicit list, empty by default. Managing a server gives no right by itself, since all
/// servers read the same briefings.
/// </summary>
/// <param name="Users">People as <c>platform:id</c>; <c>browser</c> for the chat page on the bot's own machine.</param>
/// <param name="Roles">As <c>platform:id</c>: all who have the role.</param>
/// <param name="Servers">Servers and workspaces as <see cref="Reader.Community"/>: those who manage one.</param>
public sealed record Curators(ImmutableHashSet<string> Users, ImmutableHashSet<string> Roles, ImmutableHashSet<string> Servers)
{
    public const string Browser = "browser";

    public static readonly Curators Nobody = new([], [], []);

    public bool AreNone => Users.IsEmpty && Roles.IsEmpty && Servers.IsEmpty;

    public bool Include(Reader reader)
    {
        if (AreNone)
        {
            return false;
        }

        var platform = reader.Community.Split(':')[0];
        return (reader is { Community: Browser, IsOnThisMachine: true } && Users.Contains(Browser))
            || (reader.Person is { Id.Length: > 0 } person && Users.Contains($"{platform}:{person.Id}"))
            || reader.Roles.Any(role => Roles.Contains($"{platform}:{role}"))
            || (reader.IsManager && Servers.Contains(reader.Community));
    }
}
