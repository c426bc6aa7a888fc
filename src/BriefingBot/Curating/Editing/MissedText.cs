using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Editing;

/// <summary>Files that only other replicas serve, in words.</summary>
public static class MissedText
{
    public const string Title = "Served by other replicas only";
    public const string Advice = "The briefings folder of this replica does not hold them. Give all replicas one shared folder, or bring the same files to each.";

    /// <summary>Those that a reader may know of.</summary>
    public static IEnumerable<Paragraph> Of(IBriefingEditor editor, BriefingState state, Reader reader) =>
        editor.Missed.Where(file => state.Set.FolderOf(file.Topic, reader) == file.Topic).Select(file => Paragraph.Of(
            new Code($"{file.Topic}/{file.File}"), new Text(file.Revision.Length > 0 ? $", revision {file.Revision}" : ", which is gone elsewhere")));
}
