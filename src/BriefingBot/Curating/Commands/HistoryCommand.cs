using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate history TOPIC SECTION</c>: its revisions, newest first, and a way to compare each with the newest.</summary>
internal sealed class HistoryCommand(CuratorServices services, TimeProvider time)
    : SectionCommand("history", "All revisions of a section: when, by whom, which way", services, time)
{
    private const int Most = 25;

    protected override async Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken)
    {
        var log = await Services.Revisions.LogAsync(topic, section, Most, cancellationToken);
        var title = TitleOf(state, topic, section);
        if (log.IsEmpty)
        {
            return new([new Title($"History of {title}"), Paragraph.Of(new Text("No revision of it was accepted yet. What is wrong with its file is listed by "), new CommandText("/curate status"))]);
        }

        var older = log.Skip(1).Where(revision => !revision.IsRemoval && revision.Id != log[0].Id).DistinctBy(revision => revision.Id).ToList();
        return new(
        [
            new Title($"History of {title}"),
            new ItemList(Ordered: false, [.. log.Select(revision => RevisionText.Item(revision, request.Reader.Zone ?? "UTC"))]),
            .. log.Length == Most ? [new StatusLine($"These are the newest {Most}.")] : ImmutableArray<Block>.Empty,
        ])
        {
            Controls = older.Count == 0 ? [] :
            [
                new Menu("Compare with the newest", [.. older.Take(Most).Select(revision => new MenuItem(revision.Id, RevisionText.InShort(revision), $"/curate diff {topic} {section} {revision.Id}"))]),
                new Menu("Roll back to", [.. older.Take(Most).Select(revision => new MenuItem(revision.Id, RevisionText.InShort(revision), $"/curate rollback {topic} {section} {revision.Id}"))]),
            ],
            Command = $"/curate history {topic} {section}",
        };
    }
}
