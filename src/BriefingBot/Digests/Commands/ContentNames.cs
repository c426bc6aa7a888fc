namespace BriefingBot.Digests.Commands;

/// <summary>The kinds of contents as people type and read them.</summary>
internal static class ContentNames
{
    public static readonly (DigestContent Content, string Name, string InWords)[] All =
    [
        (DigestContent.Rotate, "rotate", "what changed, then the next section in turn"),
        (DigestContent.Changes, "changes", "what changed; nothing on days without a change"),
        (DigestContent.All, "all", "one line on every section"),
    ];

    public static DigestContent? Parse(string name)
    {
        foreach (var known in All)
        {
            if (known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return known.Content;
            }
        }

        return null;
    }

    public static string InWords(DigestContent content) => All.Single(known => known.Content == content).InWords;
}
