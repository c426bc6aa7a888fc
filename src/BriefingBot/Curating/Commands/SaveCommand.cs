using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate save ID</c>: what the button “Save” runs. Hidden, for nobody else knows a change's id, or could use it.</summary>
internal sealed class SaveCommand(CuratorServices services, Drafts drafts, TimeProvider time) : CurateCommand(
    "save", "Save a change that was shown", services, time, new OptionDefinition(CurateOptions.Id, OptionKind.Name, "The change's id", Required: true))
{
    public override CommandDefinition Definition => field ??= base.Definition with { IsHidden = true };

    protected override async Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var id = request.Option(CurateOptions.Id)!;
        var who = Actor.Of(request.Reader);
        var draft = drafts.Take(id, who);
        var isRefusalNoted = true;

        // Its topic may have been hidden from this place since it was shown.
        if (draft is { Edit: var hidden } && state.Set.FolderOf(hidden.Topic, request.Reader) != hidden.Topic)
        {
            drafts.PutBack(draft);
            isRefusalNoted = await NoteRefusalAsync(request, TargetOf(hidden), "Its topic was not visible there.");
            draft = null;
        }

        if (draft is null)
        {
            return WithNote(
                Refusal.Usage(
                    $"No change “{SafeText.Echo(id)}” of yours waits to be saved: it was saved, or is older than an hour, or the bot was restarted. Give the command again that showed it; how things stand is told by",
                    "/curate status") with
                { Outcome = Outcome.NotFound },
                isRefusalNoted);
        }

        var (result, isNoted) = await SaveAsync(draft, who, cancellationToken);
        return WithNote(
            result switch
            {
                SaveResult.Saved saved => Saved(draft, saved),
                SaveResult.NotSaved { Proposal: var proposal } => NotSaved(draft, proposal),
                SaveResult.Failed failed => new([Paragraph.Of(new Text(failed.Reason))]) { Outcome = Outcome.Failed },
                _ => throw new NotSupportedException(result.GetType().Name),
            },
            isNoted);
    }

    // Whoever presses twice saves once: it is nobody's while it is saved. Only what is on disk or known to be old is given up.
    private async Task<Noted<SaveResult>> SaveAsync(Draft draft, Actor who, CancellationToken cancellationToken)
    {
        Noted<SaveResult>? act = null;
        try
        {
            return act = await Acts.SaveAsync(draft.Edit, new(who, draft.Way, draft.Note), cancellationToken);
        }
        finally
        {
            if (act?.Result is not (SaveResult.Saved or SaveResult.NotSaved { Proposal: { IsConflict: true } or { IsSame: true } }))
            {
                drafts.PutBack(draft);
            }
        }
    }

    private static string TargetOf(SectionEdit edit) => $"{edit.Topic}/{edit.Section}@{edit.Text.Revision}";

    private static Reply Saved(Draft draft, SaveResult.Saved saved)
    {
        var (topic, section) = (draft.Edit.Topic, draft.Edit.Section);
        return new(
        [
            new Title("Saved"),
            Paragraph.Of(
            [
                new Text("It is on disk as "), new Code($"{topic}/{section}@{saved.Revision}"),
                new Text(saved.IsServed ? " and served from now on." : ", but not served yet: something else on disk has changed that it does not fit, or is held back. What that is, is told by "),
                .. saved.IsServed ? [] : new Inline[] { new CommandText("/curate status") },
            ]),
        ])
        {
            Controls = [new Button("Show it", $"/brief {topic} {section}"), new Button("History", $"/curate history {topic} {section}")],
        };
    }

    // Who was slower sees both texts, and may save what he has over the other's, now that he has seen it.
    private Reply NotSaved(Draft draft, Proposal proposal)
    {
        var seen = proposal.Seen;
        var again = proposal.IsConflict ? drafts.Add(draft.Owner, draft.Edit with { From = seen.From }, draft.Way, draft.Note) : draft;
        return ProposalReply.Of(
            proposal.IsConflict ? "Somebody else was quicker" : "Not saved", proposal,
            proposal.IsConflict && seen.MaySave ? again : null, draft.Way is Way.Form or Way.Upload && !proposal.IsSame ? again : null);
    }
}
