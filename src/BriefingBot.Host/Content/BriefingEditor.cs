using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Curating;
using BriefingBot.Host.Replicas;

namespace BriefingBot.Host.Content;

/// <summary>Changes the briefings folder for people in a chat or on the curator page, one save at a time, and serves what it wrote.</summary>
internal sealed class BriefingEditor(
    BriefingContent content, LiveBriefings live, BriefingReloader reloader, RevisionAuthors authors, AwaitedFiles? awaited = null) : IBriefingEditor, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lazy<SectionWriter> writer = new(() => new(new BriefingsOnDisk(content.Directory)));

    public BriefingState? State => live.State;

    public ImmutableArray<MissedRevision> Missed => awaited?.Missed ?? [];

    /// <summary>Is told how far a save has come.</summary>
    public Action<SaveStep>? Reached { get; set; }

    public OpenedSection Open(string topic, string section) => writer.Value.Read(topic, section);

    public async Task<SaveResult> SaveAsync(SectionEdit edit, Authorship authorship, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await SaveAloneAsync(edit, authorship, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public Task<ReloadResult> ReloadAsync(CancellationToken cancellationToken) => reloader.ReloadAsync(cancellationToken);

    public Task<ReloadResult> ConfirmAsync(HeldChange seen, CancellationToken cancellationToken) => reloader.ConfirmAsync(seen, cancellationToken);

    public void Dispose() => gate.Dispose();

    private async Task<SaveResult> SaveAloneAsync(SectionEdit edit, Authorship authorship, CancellationToken cancellationToken)
    {
        if (live.State is not { } state || state.Held is not null)
        {
            return new SaveResult.Failed("A change on disk is held back, and nothing is served before somebody lets it through or takes it back, so nothing was saved. See /curate status.");
        }

        var opened = Open(edit.Topic, edit.Section);
        if (opened.Refusal is { } refusal)
        {
            return new SaveResult.Failed(refusal);
        }

        if (!state.Set.TopicFolders.Contains(edit.Topic, StringComparer.Ordinal))
        {
            return new SaveResult.Failed("The topic's folder is no longer there, so nothing was saved.");
        }

        SaveResult.NotSaved? NotSaved(SectionText? now) =>
            state.Set.Propose(edit.Topic, edit.Section, edit.From, now, edit.Text, content.Today) is { MaySave: false } proposal ? new(proposal) : null;

        if (NotSaved(opened.Now) is { } not)
        {
            return not;
        }

        // From here on it is carried through, whoever goes away: what is half done would have to be told to somebody.
        authors.Put(edit.Topic, edit.Section, edit.Text.Revision, authorship);
        writer.Value.Reached = Reached;
        if (await writer.Value.WriteAsync(edit.Topic, edit.Section, edit.From, edit.Text, CancellationToken.None) is { } prevented)
        {
            authors.Take(edit.Topic, edit.Section, edit.Text.Revision);
            return prevented.Refusal is { } reason ? new SaveResult.Failed(reason) : NotSaved(prevented.Now)!;
        }

        var reloaded = await reloader.ReloadAsync(new BriefingFile(edit.Topic, edit.Section + BriefingsOnDisk.SectionExtension), CancellationToken.None);
        Reached?.Invoke(SaveStep.Served);
        return new SaveResult.Saved(edit.Text.Revision, IsServed: reloaded.Held is null);
    }
}
