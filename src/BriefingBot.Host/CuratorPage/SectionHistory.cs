using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Curating;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Host.CuratorPage;

/// <summary>A section's revisions, what changed between any two of them, and the way back to each.</summary>
internal sealed class SectionHistory(CuratorServices services)
{
    private const int Most = 100;

    public async Task ShowAsync(CuratorVisit visit)
    {
        if (visit.Place is not { } place)
        {
            await visit.NotFoundAsync();
            return;
        }

        var log = await services.Revisions.LogAsync(place.Topic, place.Key, Most, visit.Cancelled);
        var query = visit.Context.Request.Query;
        var to = Asked(query["to"].ToString()) ?? SectionPast.Newest(log);
        var from = Asked(query["from"].ToString()) ?? (to is null ? null : SectionPast.Before(services, place.Topic, place.Key, to, log));
        var difference = from is null || to is null ? null : await DifferenceAsync(visit, place, from, to);
        await visit.ShowAsync($"History of {place.Title}", HistoryPage.Of(place, log, from, to, difference, isCut: log.Length == Most));
    }

    /// <summary>Proposes an earlier text anew: nothing is changed before it is saved, as a new revision.</summary>
    public async Task RollBackAsync(CuratorVisit visit)
    {
        var id = (await TypedForm.ReadAsync(visit.Context))?.Text("revision") ?? string.Empty;
        if (visit.Place is not { } place)
        {
            await visit.NotFoundAsync();
            return;
        }

        if (Asked(id) is not { } known || await TextOfAsync(visit, place, known) is not { } earlier)
        {
            await visit.SayAsync("Not found", $"There is no revision “{SafeText.Echo(id)}” of this section.", StatusCodes.Status404NotFound, place);
            return;
        }

        var rewrite = Rewrite.RolledBack(services.Editor.Open(place.Topic, place.Key), place.Topic, place.Key, earlier);
        await (rewrite.IsPossible
            ? SectionDesk.ReviewAsync(
                visit, place, SectionDesk.Propose(visit, place, rewrite.Edit.From, rewrite.Now, rewrite.Edit.Text), $"Roll {place.Title} back to {known}?", back: known, Rewrite.BackTo(known))
            : visit.SayAsync("Nothing to save", rewrite.Refusal, StatusCodes.Status409Conflict, place));
    }

    private async Task<ImmutableArray<Block>?> DifferenceAsync(CuratorVisit visit, SectionPlace place, string from, string to) =>
        await TextOfAsync(visit, place, from) is { } before && await TextOfAsync(visit, place, to) is { } after
            ? DifferenceText.Of(SentenceDifference.Between(before, after))
            : null;

    private Task<string?> TextOfAsync(CuratorVisit visit, SectionPlace place, string id) => SectionPast.TextOfAsync(services, place.Topic, place.Key, id, visit.Cancelled);

    private static string? Asked(string id) => id.Length == 8 && id.All(char.IsAsciiHexDigit) ? id.ToLowerInvariant() : null;
}
