namespace BriefingBot.Host.Discord.Interactions;

/// <summary>What was asked, letter by letter as Discord sent it, and where: a command with its options, or what was pressed.</summary>
/// <param name="Place">The server, or 0.</param>
/// <param name="IsOnPrivateMessage">Whether it was asked by a control of a message that only this person sees.</param>
/// <param name="Data">The interaction's data as JSON; UTF-8.</param>
internal readonly record struct Question(InteractionType Type, ulong Place, bool IsOnPrivateMessage, ReadOnlyMemory<byte> Data)
{
    // Longer than any command with two names in it.
    private const int MostBytes = 768;

    /// <summary>The question of an interaction, or null where it is none that many people ask alike.</summary>
    public static Question? Of(in InteractionHead head, ReadOnlySpan<byte> json) => IsOne(head, json)
        ? new(head.Type, head.GuildId, head.IsOnPrivateMessage, json[head.Data].ToArray())
        : null;

    public static bool IsOne(in InteractionHead head, ReadOnlySpan<byte> json) =>
        head.Type is InteractionType.Command or InteractionType.Component && json[head.Data].Length is > 0 and <= MostBytes;

    public static int Hash(in InteractionHead head, ReadOnlySpan<byte> json) => Hash(head.GuildId, json[head.Data]);

    /// <summary>Whether the interaction asks this.</summary>
    public bool IsAskedBy(in InteractionHead head, ReadOnlySpan<byte> json) =>
        Place == head.GuildId && Type == head.Type && IsOnPrivateMessage == head.IsOnPrivateMessage && Data.Span.SequenceEqual(json[head.Data]);

    public bool Equals(Question other) =>
        Place == other.Place && Type == other.Type && IsOnPrivateMessage == other.IsOnPrivateMessage && Data.Span.SequenceEqual(other.Data.Span);

    public override int GetHashCode() => Hash(Place, Data.Span);

    private static int Hash(ulong place, ReadOnlySpan<byte> data)
    {
        var hash = default(HashCode);
        hash.Add(place);
        hash.AddBytes(data);
        return hash.ToHashCode();
    }
}
