using BriefingBot.Briefings;

namespace BriefingBot.Digests.Composing;

/// <summary>Whose turn it is: topics in the subscription's order, sections in reading order, and from the last to the first again.</summary>
internal static class DigestTurn
{
    /// <summary>
    /// The section after the last one. Where that is no longer offered, its place is not known: its topic begins anew, so that
    /// none is passed over, or the next topic where nothing is left of it. Null where there is no section at all.
    /// </summary>
    public static Section? Next(DigestScope scope, string? last)
    {
        if (last is null || scope.Sections is [])
        {
            return scope.Sections is [var first, ..] ? first : null;
        }

        if (scope.Section(last) is not null)
        {
            return scope.Sections.Concat(scope.Sections).SkipWhile(section => DigestScope.NameOf(section) != last).Skip(1).First();
        }

        var topic = last.Split('/', 2)[0];
        return scope.Keys.SkipWhile(key => key != topic).Concat(scope.Keys)
            .Select(key => scope.Topic(key)?.Offered.FirstOrDefault()).OfType<Section>().First();
    }
}
