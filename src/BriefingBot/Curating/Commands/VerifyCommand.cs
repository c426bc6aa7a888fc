using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate verify TOPIC SECTION</c>: proposes the same text as reviewed today, and due again after as long as it was before.</summary>
internal sealed class VerifyCommand(CuratorServices services, Drafts drafts, TimeProvider time)
    : ChangeCommand("verify", "Say that a section was checked against its sources today", services, drafts, time)
{
    protected override Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(topic, section, request, state));

    private Reply Answer(string topic, string section, ChatRequest request, BriefingState state)
    {
        var rewrite = Rewrite.Verified(Services.Editor.Open(topic, section), topic, section, Today);
        return rewrite.IsPossible
            ? Propose(
                $"Was {TitleOf(state, topic, section)} checked against its sources today, {Dates.InWords(Today)}?", rewrite.Edit, rewrite.Now, Way.Form, Rewrite.Checked, request, state)
            : Blocked(rewrite.Refusal);
    }
}
