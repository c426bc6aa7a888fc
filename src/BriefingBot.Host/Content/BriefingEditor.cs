using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Replicas;

namespace BriefingBot.Host.Content;

/// <summary>Changes the briefings folder for people in a chat or on the curator page, one save at a time, and serves what it wrote.</summary>
internal sealed partial class BriefingEditor(
    BriefingContent content, LiveBriefings live, BriefingReloader reloader, RevisionAuthors authors, TimeProvider time,
    ILogger<BriefingEditor> logger, AwaitedFiles? awaited = null) : IBriefingEditor, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    public BriefingState? State => live.State;

    public ImmutableArray<MissedRevision> Missed => awaited?.Missed ?? [];

    /// <summary>Is told how far a save has come.</summary>
    public Action<SaveStep>? Reached { get; set; }

    public OpenedSection Open(string topic, string section) => Writer.Read(topic, section);

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

    private SectionWriter Writer => new(content.Disk, time) { Reached = Reached };

    private async Task<SaveResult> SaveAloneAsync(SectionEdit edit, Authorship authorship, CancellationToken cancellationToken)
    {
        if (live.State is not { } state)
        {
            return new SaveResult.Failed("The briefings are still being read, so nothing was saved. Save it again in a moment.");
        }

        if (state.Held is not null)
        {
            return new SaveResult.Failed("A change on disk is held back, and nothing is served before somebody lets it through or takes it back, so nothing was saved. See /curate status.") { IsHeldBack = true };
        }

        var opened = Open(edit.Topic, edit.Section);
        if (opened.Refusal is { } refusal)
        {
            return new SaveResult.Failed(refusal);
        }

        if (!state.Set.HasTopic(edit.Topic))
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
        if (await Writer.WriteAsync(edit.Topic, edit.Section, opened.Now, edit.Text, CancellationToken.None) is { } prevented)
        {
            authors.Take(edit.Topic, edit.Section, edit.Text.Revision);
            return prevented.Refusal is { } reason ? new SaveResult.Failed(reason) : NotSaved(prevented.Now)!;
        }

        var isServed = await ServeAsync(edit, before: state.Set.AcceptedRevision(edit.Topic, edit.Section));
        Reached?.Invoke(SaveStep.Served);
        return new SaveResult.Saved(edit.Text.Revision, isServed);
    }

    // It is on disk by now, and goes to the history whether or not it can be served.
    private async Task<bool> ServeAsync(SectionEdit edit, string? before)
    {
        try
        {
            await reloader.ServeSavedAsync(new(edit.Topic, edit.Section + BriefingsOnDisk.SectionExtension), edit.Text, CancellationToken.None);
        }
        catch (Exception failure)
        {
            Log.NotServed(logger, failure);
        }

        var isServed = live.State!.Set.AcceptedRevision(edit.Topic, edit.Section) == edit.Text.Revision;
        if (!isServed)
        {
            await live.TellAsync([new(edit.Topic, edit.Section, before, edit.Text.Revision, edit.Text.Text) { IsDraft = true }], CancellationToken.None);
        }

        return isServed;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A section was saved, but could not be served; it is tried again at the next scan")]
        public static partial void NotServed(ILogger logger, Exception failure);
    }
}
