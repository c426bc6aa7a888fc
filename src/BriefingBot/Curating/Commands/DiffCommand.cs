using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate diff TOPIC SECTION [FROM] [TO]</c>: what changed between two revisions, by sentence; without them, what the newest changed.</summary>
internal sealed class DiffCommand(CuratorServices services, TimeProvider time) : SectionCommand(
    "diff", "What changed between two revisions of a section, by sentence", services, time,
    CurateOptions.RevisionOption(services, CurateOptions.From, "The older revision; the one before the newer without it"),
    CurateOptions.RevisionOption(services, CurateOptions.To, "The newer revision; the newest without it"))
{
    // Far more than anybody looks back without naming both.
    private const int MostRead = 500;

    protected override async Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken)
    {
        var log = await Services.Revisions.LogAsync(topic, section, MostRead, cancellationToken);
        var to = request.Option(CurateOptions.To)?.ToLowerInvariant() ?? SectionPast.Newest(log);
        var from = request.Option(CurateOptions.From)?.ToLowerInvariant() ?? (to is null ? null : SectionPast.Before(Services, topic, section, to, log));
        if (to is null || from is null)
        {
            return Refusal.Usage("There is nothing to compare: the history holds no two revisions of this section. It is listed by", $"/curate history {topic} {section}") with { Outcome = Outcome.NotFound };
        }

        if (await TextOfAsync(topic, section, from, cancellationToken) is not { } before)
        {
            return UnknownRevision(topic, section, from);
        }

        return await TextOfAsync(topic, section, to, cancellationToken) is not { } after
            ? UnknownRevision(topic, section, to)
            : new(
            [
                new Title($"{TitleOf(state, topic, section)}: from {from} to {to}"),
                .. DifferenceText.Of(SentenceDifference.Between(before, after)),
            ])
            {
                Controls = [new Button("History", $"/curate history {topic} {section}")],
                Command = $"/curate diff {topic} {section} {from} {to}",
            };
    }
}
