using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate put TOPIC SECTION [FROM]</c>: what a form with a text runs when it is sent off. Hidden, for the text cannot be typed.</summary>
/// <remarks>Its name is as short as can be, since platforms limit what a form remembers.</remarks>
internal sealed class PutCommand(CuratorServices services, Drafts drafts, TimeProvider time) : ChangeCommand(
    "put", "Propose the text of a form", services, drafts, time,
    CurateOptions.RevisionOption(services, CurateOptions.From, "The revision that the text started from; none for a new section"),
    new OptionDefinition(CurateOptions.Text, OptionKind.Text, "The whole text"))
{
    public const string Start = "/curate put";

    // What people call it: they see its form alone.
    private const string Act = "curate edit";

    public override CommandDefinition Definition => field ??= base.Definition with { IsHidden = true };

    protected override bool TakesNew => true;

    protected override async Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken)
    {
        var asEdit = request with { Command = Act };
        var opened = Services.Editor.Open(topic, section);
        if (opened.Refusal is { } blocked)
        {
            return await RefusedAsync(asEdit, topic, section, Blocked(blocked));
        }

        // Not without the space around it, as other options: it is a file.
        return !SectionText.TryRead(request.Options.GetValueOrDefault(CurateOptions.Text, string.Empty), out var text, out var refusal)
            ? await RefusedAsync(asEdit, topic, section, Refusal.Usage(refusal + " To open the form again, type", $"/curate edit {topic} {section}"))
            : await ProposeTypedAsync(
                $"Save this text of {TitleOf(state, topic, section)}?", new(topic, section, request.Option(CurateOptions.From)?.ToLowerInvariant(), text), opened.Now,
                Way.Form, "Edited in a form", remark: null, asEdit, state);
    }
}
