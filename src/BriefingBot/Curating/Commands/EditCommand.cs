using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate edit TOPIC SECTION</c>: opens the text as it lies on disk in a form, or a new one. That changes nothing; <see cref="PutCommand"/> does.</summary>
internal sealed class EditCommand(CuratorServices services, TimeProvider time)
    : SectionCommand("edit", "Change a section's text in a form, or write a new section", services, time)
{
    protected override bool TakesNew => true;

    protected override Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken)
    {
        var opened = Services.Editor.Open(topic, section);
        return Task.FromResult(opened.Refusal is { } blocked
            ? ChangeCommand.Blocked(blocked)
            : EditForm.Of(
                topic, section, TitleOf(state, topic, section), opened.Now?.Revision, opened.Now?.Text ?? EditForm.NewText(section, Today), $"/{Definition.Name} {topic} {section}"));
    }
}
