using System.Collections.Immutable;

namespace BriefingBot.Briefings;

/// <summary>
/// The full names of all topics, laid out for being compared with a mistyped one: in a few hundred groups by topic, each
/// with its names' letters side by side in memory. Persistent: a changed topic makes its group anew and shares the others.
/// </summary>
internal sealed class FullNames
{
    public static readonly FullNames Empty = new([.. Enumerable.Repeat(Group.Empty, Groups)]);

    private const int Groups = 256;

    private readonly Group[] groups;

    private FullNames(Group[] groups) => this.groups = groups;

    /// <summary>What a topic can be called by: key, aliases, title.</summary>
    public static IEnumerable<string> Of(Topic topic) => topic.Aliases.Prepend(topic.Key).Append(Names.Normalize(topic.Title));

    public FullNames Add(IEnumerable<Topic> topics)
    {
        var changed = groups.ToArray();
        foreach (var added in topics.GroupBy(topic => PlaceOf(topic.Key)))
        {
            changed[added.Key] = changed[added.Key].With(added);
        }

        return new(changed);
    }

    public FullNames Replace(Topic? before, Topic? after)
    {
        var changed = groups.ToArray();
        if (before is not null)
        {
            changed[PlaceOf(before.Key)] = changed[PlaceOf(before.Key)].Without(before.Key);
        }

        if (after is not null)
        {
            changed[PlaceOf(after.Key)] = changed[PlaceOf(after.Key)].With([after]);
        }

        return new(changed);
    }

    /// <summary>Adds all names within reach of the pattern, names that merely begin with it left out.</summary>
    public void Find(NearestNames.Pattern pattern, List<(int Distance, string TopicKey)> found)
    {
        foreach (var group in groups)
        {
            group.Find(pattern, found);
        }
    }

    private static int PlaceOf(string key)
    {
        // The same in every process, unlike a string's hash code, so that a slow group can be found again.
        var hash = 0u;
        foreach (var c in key)
        {
            hash = (hash * 31) + c;
        }

        return (int)(hash % Groups);
    }

    private sealed record Name(string Text, string TopicKey);

    private sealed class Group
    {
        public static readonly Group Empty = new([]);

        private readonly ImmutableArray<Name> names;
        private readonly char[] characters;
        private readonly (uint Letters, int End)[] places;

        private Group(ImmutableArray<Name> names)
        {
            this.names = names;
            characters = [.. names.SelectMany(name => name.Text)];
            places = new (uint, int)[names.Length];
            var end = 0;
            for (var i = 0; i < names.Length; i++)
            {
                end += names[i].Text.Length;
                places[i] = (NearestNames.LettersOf(names[i].Text), end);
            }
        }

        public Group With(IEnumerable<Topic> topics) => new(
            names.AddRange(topics.SelectMany(topic => Of(topic).Select(name => new Name(name, topic.Key)))));

        public Group Without(string topicKey) => new(names.RemoveAll(name => name.TopicKey == topicKey));

        public void Find(NearestNames.Pattern pattern, List<(int Distance, string TopicKey)> found)
        {
            var start = 0;
            for (var i = 0; i < places.Length; i++)
            {
                var (letters, end) = places[i];
                if (pattern.MayBeNear(letters, end - start) && pattern.DistanceTo(characters.AsSpan(start, end - start)) is { } distance)
                {
                    found.Add((distance, names[i].TopicKey));
                }

                start = end;
            }
        }
    }
}
