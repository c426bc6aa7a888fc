using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Chat;

namespace BriefingBot.Curating;

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

    /// <summary>The answer where the file on disk is in the way.</summary>
    protected static Reply Blocked(string refusal) => Refusal.Usage(refusal + " What else is not in order is listed by", "/curate status");
}
