using System.Runtime.CompilerServices;
using BriefingBot.Chat;
using BriefingBot.Host.Discord.Rendering;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// Messages of replies that were rendered before. Commands give the same reply out again while nothing has changed, and
/// rendering it is most of what an answer costs beside its signature.
/// </summary>
internal sealed class RenderedReplies
{
    private const int Slots = 256;

    private readonly Entry?[] entries = new Entry?[Slots];

    public DiscordMessage Of(Reply reply, int part)
    {
        ref var slot = ref entries[(RuntimeHelpers.GetHashCode(reply) + part) & (Slots - 1)];
        var entry = Volatile.Read(ref slot);
        if (entry is null || !ReferenceEquals(entry.Reply, reply) || entry.Part != part)
        {
            entry = new(reply, part, DiscordRenderer.Render(reply, part));
            Volatile.Write(ref slot, entry);
        }

        return entry.Message;
    }

    private sealed record Entry(Reply Reply, int Part, DiscordMessage Message);
}
