using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;

namespace BriefingBot.Curating;

/// <summary><c>/curate confirm [SEEN]</c>: shows what is held back, and lets through exactly what was shown.</summary>
internal sealed class ConfirmCommand(CuratorServices services, TimeProvider time) : CurateCommand(
    "confirm", "Let through a change on disk that is held back", services, time,
    new OptionDefinition(CurateOptions.Seen, OptionKind.Name, "What the bot calls the change; without it, the change is shown first"))
{
    protected override async Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (state.Held is not { } held)
        {
            return Refusal.Usage("Nothing is held back. How things stand is told by", "/curate status") with { Outcome = Outcome.NotFound };
        }

        // Without the right name it is shown, whether none was given or that of what it was before.
        if (request.Option(CurateOptions.Seen) != held.Key || !HeldText.MayConfirm(held, state, request.Reader))
        {
            return HeldText.Reply(held, state, request.Reader);
        }

        var result = await Acts.ConfirmAsync(held, Actor.Of(request.Reader), cancellationToken);
        return ReloadCommand.Of(result, Services.Editor.State!, request.Reader);
    }
}
