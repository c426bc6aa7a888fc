using System.Text;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Host.Search;
using BriefingBot.Host.WebChat;
using Microsoft.Extensions.Logging.Abstractions;

namespace BriefingBot.Host;

/// <summary>
/// Answers a made-up question while the host is still being built. A second processor thus loads and compiles what the
/// first answer runs through (YAML, Markdown, hashing, the router, JSON), and no reader waits for that.
/// </summary>
internal static class Rehearsal
{
    private const string Section =
        """
        ---
        title: Section
        aliases: [part]
        summary: A section.
        reviewed: 2026-01-01
        review-by: 2026-12-31
        ---

        A sentence [@source, sec. 1, para. 1]. Another one
        [@source, sec. 1, para. 1].
        """;

    private static readonly (string Name, string Text)[] Files =
    [
        ("topic.yaml", "title: Topic\nsummary: A topic.\naliases: [subject]\nsections: [section]\n"),
        ("sources.yaml", "references:\n  - id: source\n    title: Source\n    accessed: 2026-01-01\n    custom: {file: source.txt}\n"),
        ("sources.lock.json", """
            {"version": 1, "sources": [{"id": "source", "file": "source.txt", "sha256": "0", "sections": [
                {"paragraphs": []}, {"heading": "One", "paragraphs": ["0"]}]}]}
            """),
        ("section.md", Section),
    ];

    public static async Task RunAsync()
    {
        var set = BriefingSet.Load(Files.Select(file => new FoundFile("topic", file.Name, Encoding.UTF8.GetBytes(file.Text))), [], SourceDocuments.None);
        var library = new BriefingLibrary();
        library.Publish(set.Catalogue);
        using var search = new SectionIndex();
        var router = new ChatRouter(BotCommands.All(search, TimeProvider.System), library, Audience.Private, NullLogger<ChatRouter>.Instance);
        using var body = new MemoryStream("""{"text":"/brief topic section"}"""u8.ToArray());
        var question = await Question.ReadAsync(body, CancellationToken.None);
        var reply = await router.AnswerTextAsync(question!.Text, new Reader("rehearsal"), CancellationToken.None);
        ReplyJson.Serialize(reply);
        HtmlRenderer.Render(reply, "rehearsal");
        set.Problems(DateOnly.MinValue);
    }
}
