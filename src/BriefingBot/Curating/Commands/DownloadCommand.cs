using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate download TOPIC SECTION</c>: the file as it lies on disk, named so that an upload of it knows what it started from.</summary>
internal sealed class DownloadCommand(CuratorServices services, TimeProvider time)
    : SectionCommand("download", "The whole text of a section's file", services, time)
{
    protected override Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken)
    {
        var opened = Services.Editor.Open(topic, section);
        return Task.FromResult(opened.Now is { } now
            ? new Reply(
            [
                new Title($"{topic}/{section}.md"),
                Paragraph.Of(new Text("Change the file and hand it over, by the name it has, with "), new CommandText($"/curate upload {topic} {section}")),
                new CardId($"{topic}/{section}@{now.Revision}"),
            ])
            {
                Files = [new(DownloadName.Of(section, now.Revision), now.Text)],
                Controls = [new Button("Edit", $"/curate edit {topic} {section}")],
                Command = $"/curate download {topic} {section}",
            }
            : Refusal.Usage((opened.Refusal ?? "The section's file is no longer there.") + " Its revisions are listed by", $"/curate history {topic} {section}"));
    }
}
