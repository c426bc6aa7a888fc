namespace BriefingBot.Curating.Records;

/// <summary>A section's texts by their revisions, for the commands and the curator page alike.</summary>
public static class SectionPast
{
    /// <summary>The text of a revision: the one on disk or one in the history; null where there is none of that id.</summary>
    public static async Task<string?> TextOfAsync(CuratorServices services, string topic, string section, string id, CancellationToken cancellationToken) =>
        services.Editor.Open(topic, section).Now is { } now && now.Revision == id
            ? now.Text
            : (await services.Revisions.FindAsync(topic, section, id, cancellationToken))?.Text;

    /// <summary>The newest revision that has a text; null where there is none.</summary>
    /// <param name="log">Newest first.</param>
    public static string? Newest(IEnumerable<Revision> log) => log.FirstOrDefault(revision => !revision.IsRemoval)?.Id;

    /// <summary>The revision of the text before another; null where that is not known.</summary>
    /// <param name="log">The newest of the section, newest first.</param>
    public static string? Before(CuratorServices services, string topic, string section, string revision, IEnumerable<Revision> log)
    {
        var older = log.SkipWhile(other => other.Id != revision).ToList();

        // What is only on disk yet comes after all of them.
        var all = older.Count == 0 && services.Editor.Open(topic, section).Now?.Revision == revision ? log : older;
        return all.FirstOrDefault(other => !other.IsRemoval && other.Id != revision)?.Id;
    }
}
