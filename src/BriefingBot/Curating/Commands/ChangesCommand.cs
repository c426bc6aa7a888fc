using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary>
/// <c>/changes TOPIC [SINCE]</c>: what was added, changed and removed, newest first; not by whom. Who may see a topic now is told
/// its changes from when it was hidden from him, too: nobody keeps who could see it when, and the texts of today come out of them.
/// </summary>
internal sealed class ChangesCommand(IRevisions revisions, TimeProvider time) : IChatCommand
{
    private const string Since = "since";
    private const string Week = "1w";
    private const int MostLines = 20;

    public CommandDefinition Definition { get; } = new("changes", "What was added, changed or removed in a topic",
    [
        BriefingOptions.TopicOption("The topic's name", required: true),
        new(Since, OptionKind.Name, "Since when: 3d, 2w, monday, 2026-12-24; without it, a week")
        {
            Complete = (request, _) => PastTime.Usual.Where(usual => usual.StartsWith(request.Typed, StringComparison.OrdinalIgnoreCase)).Select(usual => new Suggestion(usual, "since then")),
        },
    ]);

    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var name = request.Option(BriefingOptions.Topic)!;
        if (catalogue.FindTopic(name) is not { } topic)
        {
            return UnknownNames.Topic(name, catalogue, "/changes");
        }

        var (typed, zone) = (request.Option(Since) ?? Week, ZoneOf(request.Reader));
        if (PastTime.Parse(typed, zone, time.GetUtcNow()) is not { } since)
        {
            return Refusal.Usage(
                $"“{SafeText.Echo(typed)}” is no time of the last ten years. Write a number of days or weeks such as 3d or 2w, a day such as monday, or a date such as 2026-10-24, as in",
                $"/changes {topic.Key} {Week}");
        }

        var revised = await revisions.SinceAsync(topic.Key, since, cancellationToken);
        var shown = topic.Sections.ToDictionary(section => section.Key, StringComparer.Ordinal);
        var changes = revised.Sections.Select(section => ShownChange.Of(section, shown.GetValueOrDefault(section.Newest.Section))).OfType<ShownChange>().ToList();
        return Answer(topic, changes, new(revised.Since, zone.Id), isAsAsked: revised.Since == since) with { Command = $"/changes {topic.Key} {typed}" };
    }

    private static Reply Answer(Topic topic, List<ShownChange> changes, Moment since, bool isAsAsked)
    {
        var items = changes.Take(MostLines).Where(change => change.Section is not null)
            .Select(change => new MenuItem(change.Section!.Title, change.Section.Summary, ShownChange.CommandOf(change.Section))).ToList();
        return new(
        [
            new Title($"Changes in “{topic.Title}”"),
            Paragraph.Of(new Text(isAsAsked ? "Since " : "The bot has followed this topic since "), since, new Text(isAsAsked ? $": {InNumbers(changes)}." : $"; since then: {InNumbers(changes)}.")),
            .. changes.Count == 0 ? [] : new Block[] { new ItemList(Ordered: false, [.. changes.Take(MostLines).Select(change => change.Line(since.Zone))]) },
            .. changes.Count <= MostLines ? [] : new Block[] { Paragraph.Of(new Text($"… and {changes.Count - MostLines:N0} more before these. What a section says now is listed by "), new CommandText($"/brief {topic.Key}")) },
        ])
        {
            Controls = [.. items.Count == 0 ? [] : new Control[] { new Menu("Read a section", [.. items]) }, new Button("Contents", $"/brief {topic.Key}")],
        };
    }

    private static string InNumbers(List<ShownChange> changes) => changes.Count == 0
        ? "nothing has changed"
        : string.Join(", ", changes.GroupBy(change => change.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Count():N0} {ShownChange.InWords(kind.Key)}"));

    private static TimeZoneInfo ZoneOf(Reader reader) => (reader.Zone is { } zone ? Zones.Find(zone) : null) ?? TimeZoneInfo.Utc;
}
