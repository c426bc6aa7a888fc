using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Curating;

/// <summary><c>/curate save ID</c>: what the button “Save” runs. Hidden, for nobody else knows a change's id, or could use it.</summary>
internal sealed class SaveCommand(CuratorServices services, Drafts drafts, TimeProvider time) : CurateCommand(
    "save", "Save a change that was shown", services, time, new OptionDefinition(CurateOptions.Id, OptionKind.Name, "The change's id", Required: true))
{
    protected override async Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        // Its topic may have been hidden from this place since it was shown.
        var id = request.Option(CurateOptions.Id)!;
        var who = Actor.Of(request.Reader);
        if (drafts.Find(id, who) is not { Edit: var edit } draft || state.Set.FolderOf(edit.Topic, request.Reader) != edit.Topic)
        {
            return Refusal.Usage(
                $"No change “{SafeText.Echo(id)}” of yours waits to be saved: it was saved, or is older than an hour, or the bot was restarted. Give the command again that showed it; how things stand is told by",
                "/curate status") with
            { Outcome = Outcome.NotFound };
        }

        var (result, isNoted) = await Acts.SaveAsync(edit, new(who, draft.Way, draft.Note), cancellationToken);
        return result switch
        {
            SaveResult.Saved saved => Saved(draft, saved, isNoted),
            SaveResult.NotSaved { Proposal: var proposal } => NotSaved(draft, proposal),
            SaveResult.Failed failed => new([Paragraph.Of(new Text(failed.Reason))]) { Outcome = Outcome.Failed },
            _ => throw new NotSupportedException(result.GetType().Name),
        };
    }

    private Reply Saved(Draft draft, SaveResult.Saved saved, bool isNoted)
    {
        drafts.Remove(draft.Id);
        var (topic, section) = (draft.Edit.Topic, draft.Edit.Section);
        return new(
        [
            new Title("Saved"),
            Paragraph.Of(
                new Text("It is on disk as "), new Code($"{topic}/{section}@{saved.Revision}"),
                new Text(saved.IsServed ? " and served from now on." : ". Something else on disk is held back, and this is served when that is let through; see /curate status.")),
            .. isNoted ? [] : new Block[] { new StatusLine("The bot cannot reach its database just now, so this is not in the audit log; the history takes it in as soon as it can.") },
        ])
        {
            Controls = [new Button("Show it", $"/brief {topic} {section}"), new Button("History", $"/curate history {topic} {section}")],
        };
    }

    // Who was slower sees both texts, and may save what he has over the other's, now that he has seen it.
    private Reply NotSaved(Draft draft, Proposal proposal)
    {
        drafts.Remove(draft.Id);
        var seen = proposal.Seen;
        var again = drafts.Add(draft.Owner, draft.Edit with { From = seen.From }, draft.Way, draft.Note);
        return ProposalReply.Of(
            proposal.IsConflict ? "Somebody else was quicker" : "Not saved", proposal,
            proposal.IsConflict && seen.MaySave ? again : null, draft.Way is Way.Form or Way.Upload ? again : null);
    }
}
