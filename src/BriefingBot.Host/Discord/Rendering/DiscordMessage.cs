using System.Collections.Immutable;
using BriefingBot.Chat;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>A reply, or one part of it, as Discord shows it. What is sent is built by <see cref="CallbackBody"/> and <see cref="MessageBody"/>.</summary>
/// <param name="Components">The JSON array of components (Discord R81); immutable, and the same wherever the message goes.</param>
/// <param name="Part">Which part of the reply it is, from 1.</param>
/// <param name="Parts">How many there are.</param>
internal sealed record DiscordMessage(ReadOnlyMemory<byte> Components, int Part, int Parts)
{
    /// <summary>The files that go with it, in the order of their attachments' ids; the components name each of them.</summary>
    public ImmutableArray<ReplyFile> Files { get; init; } = [];

    /// <summary>The most UTF-16 units in all texts of a message, and components of all depths, both inclusive (Discord R81).</summary>
    public const int MostText = 4_000;

    public const int MostComponents = 40;
}
