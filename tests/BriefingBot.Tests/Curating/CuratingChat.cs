using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Curating;

/// <summary>A chat whose curator is Ada: the topic “tea”, with a draft, and “secret”, which is hidden from her server.</summary>
internal sealed class CuratingChat : IDisposable
{
    public static readonly Reader Ada = new("discord:1") { Person = new("7", "Ada") };
    public static readonly Reader Bob = new("discord:1") { Person = new("8", "Bob"), IsManager = true };
    public static readonly Reader Carol = new("slack:T1") { Person = new("U9", "Carol") };

    /// <summary>“plant” without its second sentence.</summary>
    public static readonly string Shorter = TestFolder.Section("The plant", "Tea is a drink made of leaves [@leaves, sec. 1, para. 1].");

    private readonly TestFolder folder = TestFolder.WithTea();
    private readonly TestChat chat;

    public CuratingChat(Curators? curators = null)
    {
        folder.Write("tea/brewing.md", TestFolder.Section("Brewing", "Tea is drunk hot [@leaves, sec. 1, para. 2].", more: "status: draft"));
        folder.Write("secret/topic.yaml", "title: Secret\nsummary: For others.\nvisible-to: [slack:T1]\nsections: [plan]\n");
        folder.Write("secret/sources.yaml", "references:\n  - {id: leaves, type: book, title: All about leaves, issued: 2020-05-31, custom: {file: leaves.txt}}\n");
        folder.Write("secret/plan.md", TestFolder.Section("The plan", "Nobody knows the leaves [@leaves, sec. 1, para. 1]."));
        folder.Pin("secret");
        var set = folder.Load();
        Editor = new(set, served => chat!.Library.Publish(served.Catalogue), State, Time);
        foreach (var (topic, section) in new[] { ("tea", "plant"), ("tea", "trade"), ("tea", "brewing"), ("secret", "plan") })
        {
            Editor.Put(topic, section, System.Text.Encoding.UTF8.GetString(folder.Read(topic, $"{section}.md").Bytes.Span));
        }

        chat = new(
            set.Catalogue, curators: new(Editor, State, State, State, curators ?? new(["discord:7", "slack:U9"], [], []), new(Editor, State, State, Time)), time: Time);
    }

    public MemoryCurating State { get; } = new();

    /// <summary>What the audit log has, in short.</summary>
    public IEnumerable<(string Act, AuditOutcome Outcome)> Acts => State.Audit.Select(entry => (entry.Act, entry.Outcome));

    public MemoryEditor Editor { get; }

    public ManualTime Time { get; } = new(new(TestFolder.Today, new(12, 0), TimeSpan.Zero));

    public TestFolder Folder => folder;

    public Task<Reply> AskAsync(string text, Reader? reader = null) => chat.AskAsync(text, reader ?? Ada);

    public Task<Reply> AskAsync(string text, CancellationToken cancellationToken) => chat.Router.AnswerTextAsync(text, Ada, cancellationToken);

    /// <summary>Holds a change back that leads from what is served to a set.</summary>
    public void Hold(BriefingSet after, params string[] topics) => Editor.State = Editor.State! with
    {
        Held = HeldChange.Between(Editor.State.Set, after, new DroppedSections(3, 4), topics, Time.GetUtcNow()),
    };

    public async Task<string> SayAsync(string text, Reader? reader = null) => PlainText.Render((await AskAsync(text, reader)).BlocksWithFiles);

    /// <summary>Sends a form off that a reply opened, with another text in its one field.</summary>
    public Task<Reply> SendAsync(Reply opened, string text, Reader? reader = null) => chat.Router.AnswerFormAsync(
        opened.Form!.Command, ImmutableDictionary<string, string>.Empty.Add(opened.Form.Fields.Single().Name, text), reader ?? Ada, CancellationToken.None);

    public Task<Reply> UploadAsync(string section, string name, byte[] bytes, string? from = null, Reader? reader = null) =>
        UploadAsync(section, new IncomingFile(name, bytes.Length, (_, _) => Task.FromResult<FileContent>(new FileContent.Whole(bytes))), from, reader);

    public async Task<Reply> UploadAsync(string section, IncomingFile file, string? from = null, Reader? reader = null)
    {
        var options = ImmutableDictionary<string, string>.Empty.Add("topic", "tea").Add("section", section);
        return await chat.Router.AnswerAsync(
            new("curate upload", from is null ? options : options.Add("from", from), reader ?? Ada) { Files = ImmutableDictionary<string, IncomingFile>.Empty.Add("file", file) }, CancellationToken.None);
    }

    public static string Again(Reply reply) => reply.Controls.OfType<Button>().Single(button => button.Label == "Edit again").Command;

    public Task<string[]> CompleteAsync(string text, Reader? reader = null) => chat.CompleteAsync(text, reader ?? Ada);

    /// <summary>Serves what the editor holds.</summary>
    public void Publish() => chat.Library.Publish(Editor.State!.Set.Catalogue);

    /// <summary>Takes a text down as an earlier revision. Gives back its id.</summary>
    public async Task<string> ReviseAsync(string text, string topic = "tea", string section = "plant")
    {
        SectionText.TryRead(text, out var read, out _);
        IRevisions revisions = State;
        await revisions.AddAsync([new Revision(topic, section, read!.Revision, Time.GetUtcNow(), Author: null, Way.Disk, Note: null) { Text = read.Text }], default);
        return read.Revision;
    }

    /// <summary>Takes down what is there as the newest revision, after an earlier one. Gives back the ids of both.</summary>
    public async Task<(string Earlier, string Now)> WithHistoryAsync() =>
        (await ReviseAsync(Shorter), await ReviseAsync(Editor.Open("tea", "plant").Now!.Text));

    public static string Save(Reply reply) => reply.Controls.OfType<Button>().Single(button => button.Command.StartsWith("/curate save ", StringComparison.Ordinal)).Command;

    public void Dispose()
    {
        chat.Dispose();
        folder.Dispose();
    }
}
