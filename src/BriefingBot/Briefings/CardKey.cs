using System.Runtime.CompilerServices;

namespace BriefingBot.Briefings;

/// <summary>
/// What decides how a card looks. The same card is given out as the same reply, so that renderers can keep what they made of
/// it; an exchanged file makes another topic and so another key.
/// </summary>
/// <param name="Section">The section, or null for the topic's contents.</param>
internal readonly record struct CardKey(Topic Topic, Section? Section, DateOnly Today, bool IsShared)
{
    // By identity: comparing all of a topic would take longer than making the card.
    public bool Equals(CardKey other) =>
        ReferenceEquals(Section, other.Section) && ReferenceEquals(Topic, other.Topic) && Today == other.Today && IsShared == other.IsShared;

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Section ?? (object)Topic), IsShared);
}
