using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;

namespace BriefingBot.Curating;

/// <summary><c>/curate verify TOPIC SECTION</c>: proposes the same text as reviewed today, and due again after as long as it was before.</summary>
internal sealed class VerifyCommand(CuratorServices services, Drafts drafts, TimeProvider time)
    : ChangeCommand("verify", "Say that a section was checked against its sources today", services, drafts, time)
{
    protected override Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(topic, section, request, state));

    private Reply Answer(string topic, string section, ChatRequest request, BriefingState state)
    {
        var opened = Services.Editor.Open(topic, section);
        if (opened.Refusal is { } blocked)
        {
            return Blocked(blocked);
        }

        if (opened.Now is not { } now)
        {
            return Blocked("The section's file is no longer there.");
        }

        return ReviewDates.Move(now, Today) is not { } reviewed
            ? Blocked("The fields “reviewed” and “review-by” are not in this file, each in a line of its own and as a date such as 2026-05-31, so they cannot be moved; set them in the file.")
            : Propose(
                $"Was {TitleOf(state, topic, section)} checked against its sources today, {Dates.InWords(Today)}?", new(topic, section, now.Revision, reviewed), now,
                Way.Form, "Checked against its sources", request, state);
    }
}
