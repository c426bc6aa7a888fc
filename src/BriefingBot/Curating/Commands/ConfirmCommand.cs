using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate confirm [SEEN]</c>: shows what is held back, and lets through exactly what was shown.</summary>
internal sealed class ConfirmCommand(CuratorServices services, TimeProvider time) : CurateCommand(
    "confirm", "Let through a change on disk that is held back", services, time,
    new OptionDefinition(CurateOptions.Seen, OptionKind.Name, "What the bot calls the change; without it, the change is shown first"))
{
    protected override async Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var seen = request.Option(CurateOptions.Seen);
        if (state.Held is not { } held)
        {
            return WithNote(
                Refusal.Usage("Nothing is held back. How things stand is told by", "/curate status") with { Outcome = Outcome.NotFound },
                await RefuseAsync(request, seen, "Nothing was held back."));
        }

        // Without the right name it is shown, whether none was given or that of what it was before.
        if (seen != held.Key || !HeldText.MayConfirm(held, request.Reader))
        {
            return WithNote(
                HeldText.Reply(held, request.Reader),
                await RefuseAsync(request, seen, held.Dropped.IsEverything ? "Nothing would be left to serve." : "It was not all visible there, or was another change."));
        }

        var (result, isNoted) = await Acts.ConfirmAsync(held, Actor.Of(request.Reader), cancellationToken);
        return WithNote(ReloadCommand.Of(result, state, Services.Editor.State!, request.Reader), isNoted);
    }

    // To look at it is no act.
    private async Task<bool> RefuseAsync(ChatRequest request, string? seen, string reason) =>
        seen is null || await NoteRefusalAsync(request, CurateOptions.Named(seen), reason);
}
