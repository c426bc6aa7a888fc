using BriefingBot.Authoring;
using BriefingBot.Chat;

namespace BriefingBot.Curating;

/// <summary><c>/curate rollback TOPIC SECTION REVISION</c>: proposes an earlier text anew. Saving it is a new revision.</summary>
internal sealed class RollbackCommand(CuratorServices services, Drafts drafts, TimeProvider time) : ChangeCommand(
    "rollback", "Put back an earlier revision of a section", services, drafts, time,
    CurateOptions.RevisionOption(services, CurateOptions.Revision, "The revision to put back, from its history", required: true))
{
    protected override async Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken)
    {
        var id = request.Option(CurateOptions.Revision)!.ToLowerInvariant();
        if (await TextOfAsync(topic, section, id, cancellationToken) is not { } earlier)
        {
            return UnknownRevision(topic, section, id);
        }

        // Letter by letter, also where nobody could hand it over like this: another text would be another revision.
        var opened = Services.Editor.Open(topic, section);
        return opened.Refusal is { } blocked ? Blocked(blocked)
            : Propose(
                $"Roll {TitleOf(state, topic, section)} back to {id}?", new(topic, section, opened.Now?.Revision, SectionText.Of(earlier)), opened.Now,
                Way.Rollback, $"Back to {id}", request, state);
    }
}
