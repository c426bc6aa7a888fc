using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;

namespace BriefingBot.Curating.Commands;

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

        var rewrite = Rewrite.RolledBack(Services.Editor.Open(topic, section), topic, section, earlier);
        return rewrite.IsPossible
            ? Propose($"Roll {TitleOf(state, topic, section)} back to {id}?", rewrite.Edit, rewrite.Now, Way.Rollback, Rewrite.BackTo(id), request, state)
            : Blocked(rewrite.Refusal);
    }
}
