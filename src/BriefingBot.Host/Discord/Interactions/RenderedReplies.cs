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
    private readonly RecentCache<Key, DiscordMessage> messages = new(sets: 64);

    public DiscordMessage Of(Reply reply, int part) => messages.GetOrAdd(new(reply, part), static key => DiscordRenderer.Render(key.Reply, key.Part));

    private readonly record struct Key(Reply Reply, int Part)
    {
        // By identity: replies are trees.
        public bool Equals(Key other) => ReferenceEquals(Reply, other.Reply) && Part == other.Part;

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Reply), Part);
    }
}
