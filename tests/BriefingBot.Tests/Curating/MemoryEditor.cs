using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;

namespace BriefingBot.Tests.Curating;

/// <summary>Briefings in memory that can be edited: saves by the rules of the real editor, and takes saves down as revisions.</summary>
internal sealed class MemoryEditor(BriefingSet set, Action<BriefingSet> served, IRevisions revisions, TimeProvider time) : IBriefingEditor
{
    private readonly Dictionary<string, SectionText> texts = new(StringComparer.Ordinal);

    public BriefingState? State { get; set; } = new(set, Held: null);

    public ImmutableArray<MissedRevision> Missed { get; set; } = [];

    /// <summary>What a look at the disk finds.</summary>
    public ReloadResult Reloaded { get; set; } = new([], Held: null);

    /// <summary>How often that was taken over.</summary>
    public int Reloads { get; private set; }

    /// <summary>What was let through.</summary>
    public List<HeldChange> Confirmed { get; } = [];

    /// <summary>Why no file can be read or written, or null.</summary>
    public string? Refusal { get; set; }

    /// <summary>Is called, and waited for, when something was asked for and before it is done.</summary>
    public Func<Task>? Acting { get; set; }

    /// <summary>Whether nothing is saved since something is held back.</summary>
    public bool IsHolding { get; set; }

    public void Put(string topic, string section, string text) => texts[$"{topic}/{section}"] = SectionText.Decode(System.Text.Encoding.UTF8.GetBytes(text))!;

    public OpenedSection Open(string topic, string section) => new(Refusal is null ? texts.GetValueOrDefault($"{topic}/{section}") : null, Refusal);

    public async Task<SaveResult> SaveAsync(SectionEdit edit, Authorship authorship, CancellationToken cancellationToken)
    {
        await (Acting?.Invoke() ?? Task.CompletedTask);
        if (IsHolding)
        {
            return new SaveResult.Failed("Something is held back. See /curate status.") { IsHeldBack = true };
        }

        if (Refusal is not null)
        {
            return new SaveResult.Failed(Refusal);
        }

        var now = time.GetUtcNow();
        var proposal = State!.Set.Propose(edit.Topic, edit.Section, edit.From, Open(edit.Topic, edit.Section).Now, edit.Text, DateOnly.FromDateTime(now.UtcDateTime));
        if (!proposal.MaySave)
        {
            return new SaveResult.NotSaved(proposal);
        }

        texts[$"{edit.Topic}/{edit.Section}"] = edit.Text;
        State = State with { Set = State.Set.Replace(new(edit.Topic, edit.Section + ".md", edit.Text.ToBytes())) };
        served(State.Set);
        await revisions.AddAsync(
            [new Revision(edit.Topic, edit.Section, edit.Text.Revision, now, authorship.Author, authorship.Way, authorship.Note) { Text = edit.Text.Text }], cancellationToken);
        return new SaveResult.Saved(edit.Text.Revision, IsServed: true);
    }

    public async Task<ReloadResult> ReloadAsync(CancellationToken cancellationToken)
    {
        await (Acting?.Invoke() ?? Task.CompletedTask);
        Reloads++;
        return Reloaded;
    }

    public async Task<ReloadResult> ConfirmAsync(HeldChange seen, CancellationToken cancellationToken)
    {
        await (Acting?.Invoke() ?? Task.CompletedTask);
        Confirmed.Add(seen);
        State = State! with { Held = null };
        return Reloaded;
    }
}
