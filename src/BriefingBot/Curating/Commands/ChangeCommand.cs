using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;

namespace BriefingBot.Curating.Commands;

/// <summary>A command that proposes a new text for a section, shows what it would do, and keeps it until it is saved.</summary>
internal abstract class ChangeCommand(string name, string description, CuratorServices services, Drafts drafts, TimeProvider time, params ImmutableArray<OptionDefinition> more)
    : SectionCommand(name, description, services, time, more)
{
    /// <summary>Shows the proposal, with “Save” where it may be saved.</summary>
    protected Reply Propose(string title, SectionEdit edit, SectionText? now, Way way, string note, ChatRequest request, BriefingState state)
    {
        var proposal = state.Set.Propose(edit.Topic, edit.Section, edit.From, now, edit.Text, Today);
        return ProposalReply.Of(title, proposal, proposal.MaySave ? drafts.Add(Actor.Of(request.Reader), edit, way, note) : null);
    }

    /// <summary>Likewise for a text that somebody typed or handed over: it is kept whatever is wrong with it, and can be edited again.</summary>
    /// <param name="remark">What its author must know besides, or null.</param>
    protected async Task<Reply> ProposeTypedAsync(
        string title, SectionEdit edit, SectionText? now, Way way, string note, string? remark, ChatRequest request, BriefingState state)
    {
        var proposal = state.Set.Propose(edit.Topic, edit.Section, edit.From, now, edit.Text, Today);
        await Acts.NoteAsync(
            Actor.Of(request.Reader), request.Command, $"{edit.Topic}/{edit.Section}@{edit.Text.Revision}", proposal.MaySave ? AuditOutcome.Done : AuditOutcome.Refused,
            proposal.IsConflict ? "Somebody else had changed it." : proposal.MaySave ? "Shown to its author, not saved yet." : "The text was not accepted.");

        // Both texts are shown, so its author may save his own over the other's.
        var seen = proposal.Seen;
        var draft = drafts.Add(Actor.Of(request.Reader), edit with { From = seen.From }, way, note);
        return ProposalReply.Of(title, proposal, seen.MaySave ? draft : null, draft, remark);
    }

    /// <summary>The refusal of a text before it was one, written down.</summary>
    protected async Task<Reply> RefusedAsync(ChatRequest request, string topic, string section, Reply refusal)
    {
        await Acts.NoteAsync(Actor.Of(request.Reader), request.Command, $"{topic}/{section}", AuditOutcome.Refused, "The text was not taken.");
        return refusal;
    }

    /// <summary>The answer where the file on disk is in the way.</summary>
    internal static Reply Blocked(string refusal) => Refusal.Usage(refusal + " What else is not in order is listed by", "/curate status");
}
