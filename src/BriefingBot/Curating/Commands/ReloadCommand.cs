using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate reload</c>: takes over at once what changed on disk, without waiting until files are still.</summary>
internal sealed class ReloadCommand(CuratorServices services, TimeProvider time) : CurateCommand("reload", "Take over at once what changed on disk", services, time)
{
    protected override async Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var (result, isNoted) = await Acts.ReloadAsync(Actor.Of(request.Reader), cancellationToken);
        return WithNote(Of(result, state, Services.Editor.State!, request.Reader), isNoted);
    }

    /// <summary>What came of it, as far as this reader may know.</summary>
    public static Reply Of(ReloadResult result, BriefingState before, BriefingState after, Reader reader)
    {
        if (result.Held is { } held)
        {
            return HeldText.Reply(held, reader);
        }

        var changes = result.Changes.Where(change => MaySee(change.Topic, before, after, reader)).ToList();
        return new(
        [
            new Title(changes.Count == 0 ? "Nothing new to serve" : $"Served from now on: {Quantity.Of(changes.Count, "changed section")}"),
            .. changes.Count == 0 ? [] : new Block[] { new ItemList(Ordered: false, [.. changes.Take(25).Select(Item)]) },
            Paragraph.Of(new Text("Files that are not in order are listed by "), new CommandText("/curate status")),
        ]);
    }

    // A topic that is gone is judged by what it was, a new one by what it is, and the others by both.
    private static bool MaySee(string topic, BriefingState before, BriefingState after, Reader reader)
    {
        var (was, now) = (before.Set.VisibleTo(topic), after.Set.VisibleTo(topic));
        return (was ?? now) is not null && (was is not { } old || reader.MaySee(old)) && (now is not { } current || reader.MaySee(current));
    }

    private static Paragraph Item(SectionChange change) => Paragraph.Of(new Code($"{change.Topic}/{change.Section}"), new Text(change switch
    {
        { IsRemoved: true } => " – gone",
        { After: null } => " – no longer shown",
        { Before: null } => " – new",
        _ => string.Empty,
    }));
}
