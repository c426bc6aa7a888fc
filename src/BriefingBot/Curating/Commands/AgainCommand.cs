using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate again ID</c>: what the button “Edit again” runs: the form with exactly what was typed or handed over before. Hidden, as <see cref="SaveCommand"/> is.</summary>
internal sealed class AgainCommand(CuratorServices services, Drafts drafts, TimeProvider time) : CurateCommand(
    "again", "Go on with a change that was shown", services, time, new OptionDefinition(CurateOptions.Id, OptionKind.Name, "The change's id", Required: true))
{
    public override CommandDefinition Definition => field ??= base.Definition with { IsHidden = true };

    protected override Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var id = request.Option(CurateOptions.Id)!;
        return Task.FromResult(drafts.Find(id, Actor.Of(request.Reader)) is { Edit: var edit } draft && state.Set.FolderOf(edit.Topic, request.Reader) == edit.Topic
            ? EditForm.Of(
                edit.Topic, edit.Section, state.Set.Find(edit.Topic)?.Find(edit.Section)?.Title ?? edit.Section, edit.From, edit.Text.Text, $"/{Definition.Name} {draft.Id}")
            : Refusal.Usage(
                $"No change “{SafeText.Echo(id)}” of yours is kept: it was saved, or is older than an hour, or the bot was restarted. What you typed is in the file under the answer to it; how things stand is told by",
                "/curate status") with
            { Outcome = Outcome.NotFound });
    }
}
