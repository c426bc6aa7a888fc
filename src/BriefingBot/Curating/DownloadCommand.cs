using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Curating;

/// <summary><c>/curate download TOPIC SECTION</c>: the whole text of the file as it lies on disk.</summary>
internal sealed class DownloadCommand(CuratorServices services, TimeProvider time)
    : SectionCommand("download", "The whole text of a section's file", services, time)
{
    protected override Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken)
    {
        var opened = Services.Editor.Open(topic, section);
        return Task.FromResult(opened.Now is { } now
            ? new Reply([new Title($"{topic}/{section}.md"), DifferenceText.Whole(now.Text), new CardId($"{topic}/{section}@{now.Revision}")])
            {
                Command = $"/curate download {topic} {section}",
            }
            : Refusal.Usage((opened.Refusal ?? "The section's file is no longer there.") + " Its revisions are listed by", $"/curate history {topic} {section}"));
    }
}
