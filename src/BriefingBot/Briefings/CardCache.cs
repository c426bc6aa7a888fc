using System.Runtime.CompilerServices;
using BriefingBot.Chat;

namespace BriefingBot.Briefings;

/// <summary>
/// Cards that were given out before, so that the same text is the same reply: renderers keep what they made of it. A place
/// for each of a few hundred; an exchanged file, another day or another card in that place makes it anew.
/// </summary>
internal sealed class CardCache
{
    private const int Places = 512;

    private readonly Entry?[] entries = new Entry?[Places];

    /// <param name="section">The section, or null for the topic's contents.</param>
    public Reply Get(Topic topic, Section? section, DateOnly today, bool isShared, Func<Topic, Section?, DateOnly, bool, Reply> make)
    {
        ref var place = ref entries[(RuntimeHelpers.GetHashCode(section ?? (object)topic) * 2 + (isShared ? 1 : 0)) & (Places - 1)];
        var entry = Volatile.Read(ref place);
        if (entry is null || !ReferenceEquals(entry.Topic, topic) || !ReferenceEquals(entry.Section, section) || entry.Today != today || entry.IsShared != isShared)
        {
            entry = new(topic, section, today, isShared, make(topic, section, today, isShared));
            Volatile.Write(ref place, entry);
        }

        return entry.Reply;
    }

    private sealed record Entry(Topic Topic, Section? Section, DateOnly Today, bool IsShared, Reply Reply);
}
