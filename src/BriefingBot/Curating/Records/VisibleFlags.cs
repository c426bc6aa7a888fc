using BriefingBot.Authoring;
using BriefingBot.Briefings;

namespace BriefingBot.Curating.Records;

/// <summary>
/// Which flags a curator is shown: those of the topics that are visible to him. Where a topic is gone nobody knows who could
/// see it, but whoever flagged it could, so its flags are for curators in the place where they were made.
/// </summary>
public static class VisibleFlags
{
    public static async Task<FlagFilter> OfAsync(IFlags flags, BriefingState state, Reader reader, CancellationToken cancellationToken)
    {
        var topics = (await flags.OpenTopicsAsync(cancellationToken)).ToLookup(topic => IsGone(topic, state));
        return new([.. topics[false].Where(topic => state.Set.FolderOf(topic, reader) == topic)], [.. topics[true]], reader.Community);
    }

    public static bool Include(Flag flag, BriefingState state, Reader reader) =>
        IsGone(flag.Topic, state) ? flag.Reader.Community == reader.Community : state.Set.FolderOf(flag.Topic, reader) == flag.Topic;

    private static bool IsGone(string topic, BriefingState state) => !state.Set.HasTopic(topic);
}
