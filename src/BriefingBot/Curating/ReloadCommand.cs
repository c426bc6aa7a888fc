using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Curating;

/// <summary><c>/curate reload</c>: takes over at once what changed on disk, without waiting until files are still.</summary>
internal sealed class ReloadCommand(CuratorServices services, TimeProvider time) : CurateCommand("reload", "Take over at once what changed on disk", services, time)
{
    protected override async Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var result = await Acts.ReloadAsync(Actor.Of(request.Reader), cancellationToken);
        return Of(result, Services.Editor.State!, request.Reader);
    }

    /// <summary>What came of it, as far as this reader may know.</summary>
    public static Reply Of(ReloadResult result, BriefingState state, Reader reader)
    {
        if (result.Held is { } held)
        {
            return HeldText.Reply(held, state, reader);
        }

        var changes = result.Changes.Where(change => state.Set.FolderOf(change.Topic, reader) == change.Topic).ToList();
        return new(
        [
            new Title(changes.Count == 0 ? "Nothing new to serve" : $"Served from now on: {Quantity.Of(changes.Count, "changed section")}"),
            .. changes.Count == 0 ? [] : new Block[] { new ItemList(Ordered: false, [.. changes.Take(25).Select(Item)]) },
            Paragraph.Of(new Text("Files that are not in order are listed by "), new CommandText("/curate status")),
        ]);
    }

    private static Paragraph Item(SectionChange change) => Paragraph.Of(new Code($"{change.Topic}/{change.Section}"), new Text(change switch
    {
        { After: null } => " – gone",
        { Before: null } => " – new",
        _ => string.Empty,
    }));
}
