using BriefingBot.Authoring;
using BriefingBot.Briefings;

namespace BriefingBot.Tests;

/// <summary>A temporary folder of briefings and one of documents.</summary>
internal sealed class TestFolder : IDisposable
{
    /// <summary>The day on which tests happen.</summary>
    public static readonly DateOnly Today = new(2026, 11, 21);

    private readonly string root = Directory.CreateTempSubdirectory("briefingbot-").FullName;

    public TestFolder()
    {
        Directory.CreateDirectory(Briefings);
        Directory.CreateDirectory(Sources);
    }

    public string Briefings => Path.Combine(root, "briefings");

    public string Sources => Path.Combine(root, "sources");

    /// <summary>A folder with one topic, <c>tea</c>, that has two sections, is pinned, and has no problems.</summary>
    public static TestFolder WithTea()
    {
        var folder = new TestFolder();
        folder.WriteSource("leaves.txt", """
            All about leaves

            What tea is

            Tea is made of leaves.
            It is drunk hot in most places.

            Trade in tea

            Ships carried tea around the world.
            """);
        folder.Write("tea/topic.yaml", """
            title: Tea and its trade
            summary: What tea is and how it travels.
            aliases: [chai, hot-drinks]
            sections: [plant, trade]
            """);
        folder.Write("tea/sources.yaml", """
            references:
              - id: leaves
                type: book
                title: All about leaves
                issued: 2020-05-31
                custom: {file: leaves.txt}
            """);
        folder.Write("tea/plant.md", Section("The plant", "Tea is a drink made of leaves [@leaves, sec. 1, para. 1]. Most drink it hot [@leaves, sec. 1, para. 2]."));
        folder.Write("tea/trade.md", Section("The trade", "Ships took tea everywhere [@leaves, sec. 2, para. 1].", aliases: "[ships, commerce]"));
        folder.Pin("tea");
        return folder;
    }

    /// <summary>A section file with its front matter in order.</summary>
    public static string Section(string title, string body, string aliases = "[]", string more = "") => $"""
        ---
        title: {title}
        aliases: {aliases}
        summary: About {title}.
        reviewed: 2026-11-01
        review-by: 2027-11-01
        {more}
        ---

        {body}

        """;

    public void Write(string path, string text) => WriteBytes(path, System.Text.Encoding.UTF8.GetBytes(text));

    public void WriteBytes(string path, byte[] bytes)
    {
        var full = Path.Combine(Briefings, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }

    public string OnDisk(string path) => File.ReadAllText(Path.Combine(Briefings, path));

    public void WriteSource(string name, string text) => File.WriteAllText(Path.Combine(Sources, name), text);

    public void Delete(string path) => File.Delete(Path.Combine(Briefings, path));

    public void Pin(string topic) =>
        Write($"{topic}/sources.lock.json", Load().Pin(topic, Documents())!.Lock!.ToJson());

    public SourceDocuments Documents(bool mayBeShown = false) => SourceDocuments.Read(Sources, mayBeShown);

    public BriefingSet Load(SourceDocuments? documents = null) => BriefingFolder.Load(Briefings, documents ?? SourceDocuments.None);

    public FoundFile Read(string topic, string name) => BriefingFolder.ReadEntry(Briefings, topic, name);

    /// <summary>The problems as <c>check</c> prints them.</summary>
    public IReadOnlyList<string> Problems(SourceDocuments? documents = null) =>
        [.. Load(documents).Problems(Today).Select(problem => problem.ToString())];

    public void Dispose() => Directory.Delete(root, recursive: true);
}
