using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate status</c>: what is served, and what needs somebody's hand.</summary>
internal sealed class StatusCommand(CuratorServices services, TimeProvider time)
    : CurateCommand("status", "What is served, refused, held back, overdue, unpinned and flagged", services, time)
{
    private const int Most = 20;

    protected override async Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var topics = catalogue.Topics.ToList();
        var sections = topics.SelectMany(topic => topic.Sections).ToList();
        var offered = sections.Count(section => section.Status is SectionStatus.Reviewed);
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new Title("Status of the briefings"));
        blocks.Add(Paragraph.Of(
            new Text("Content revision "), new Code(ContentRevision.Of(sections)),
            new Text($": {Quantity.Of(topics.Count, "topic")} with {Quantity.Of(offered, "section")}, {sections.Count - offered:N0} retired, {Drafts(state, topics):N0} not shown. "),
            new Text(await FlagsAsync(state, request.Reader, cancellationToken))));
        if (state.Held is { } held)
        {
            blocks.Add(new Heading(2, [new Text("Held back")]));
            blocks.AddRange(HeldText.Of(held, request.Reader));
        }

        var problems = state.Set.ProblemsFor(request.Reader, Today);
        AddList(
            blocks, "Refused", "Each keeps its last good version, or is not shown.",
            problems.Where(problem => problem.Severity is Severity.Error).Select(problem => DifferenceText.Item(problem)));
        AddList(blocks, MissedText.Title, MissedText.Advice, MissedText.Of(Services.Editor, state, request.Reader));
        var upkeep = SectionUpkeep.All(state.Set, request.Reader, Today, problems.ToLookup(problem => problem.File, StringComparer.Ordinal), flags: null).ToList();
        var overdue = upkeep.Where(section => section.IsOverdue)
            .GroupBy(section => section.Owner ?? "nobody", section => section.Accepted!, StringComparer.OrdinalIgnoreCase).OrderByDescending(owner => owner.Count());
        AddList(blocks, "Review overdue, by owner", note: null, overdue.Select(Overdue));
        AddList(blocks, "Citations that are not in order", note: null, upkeep.Where(section => section.Astray > 0).Select(section => Paragraph.Of(
            new CommandText($"/sources {section.Topic} {section.Key}"), new Text($" – {section.Astray} of {section.Accepted!.Citations.Length}"))));
        blocks.Add(new StatusLine("Warnings, and files of topics that have no valid topic.yaml, are in the bot's log and told by “check”."));
        return new(blocks.ToImmutable())
        {
            Controls =
            [
                .. state.Held is { } waiting && HeldText.MayConfirm(waiting, request.Reader)
                    ? [new Button("Let it through", $"/curate confirm {waiting.Key}")] : ImmutableArray<Control>.Empty,
                new Button("Reload", "/curate reload"), new Button("Flags", "/curate flags"),
            ],
            Command = "/curate status",
        };
    }

    private static void AddList(ImmutableArray<Block>.Builder blocks, string title, string? note, IEnumerable<Paragraph> items)
    {
        var all = items.ToList();
        if (all.Count == 0)
        {
            return;
        }

        blocks.Add(new Heading(2, [new Text($"{title} ({all.Count:N0})")]));
        if (note is not null)
        {
            blocks.Add(Paragraph.Of(new Text(note)));
        }

        blocks.Add(new ItemList(Ordered: false, [.. all.Take(Most)]));
        if (all.Count > Most)
        {
            blocks.Add(Paragraph.Of(new Text($"… and {all.Count - Most:N0} more.")));
        }
    }

    private static Paragraph Overdue(IGrouping<string, Section> owner)
    {
        var sections = owner.OrderBy(section => section.ReviewBy).ToList();
        var names = string.Join(", ", sections.Take(10).Select(section => $"{section.TopicKey}/{section.Key} ({Dates.InWords(section.ReviewBy!.Value)})"));
        return Paragraph.Of(new Strong([new Text(SafeText.Echo(owner.Key))]), new Text($": {names}{(sections.Count > 10 ? $" and {sections.Count - 10:N0} more" : string.Empty)}"));
    }

    private static int Drafts(BriefingState state, List<Topic> topics) => topics.Sum(topic => state.Set.SectionKeys(topic.Key).Count() - topic.Sections.Length);

    private async Task<string> FlagsAsync(BriefingState state, Reader reader, CancellationToken cancellationToken)
    {
        try
        {
            var open = (await Acts.OpenFlagsAsync(state, reader, most: 1, cancellationToken)).Count;
            return open == 0 ? "No flag is open." : $"{Quantity.Of(open, "flag")} not closed.";
        }
        catch (StateUnavailableException)
        {
            return "How many flags are open is not known, since the bot cannot reach its database just now.";
        }
    }
}
