using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Host.CuratorPage;

/// <summary>What there is to look after: sections and how they stand, readers' flags, and what curators did.</summary>
internal sealed class Overview(CuratorServices services)
{
    private const int MostEntries = 100;
    private const int MostRead = 6_400;
    private const int MostFlags = 500;
    private const int MostTarget = 40;

    public async Task ListAsync(CuratorVisit visit)
    {
        var set = visit.State.Set;
        var problems = set.ProblemsFor(visit.Curator, visit.Today).ToLookup(problem => problem.File, StringComparer.Ordinal);
        var flags = await FlagsOrNullAsync(visit);
        var all = SectionUpkeep.All(set, visit.Curator, visit.Today, problems, flags?.Oldest).ToList();
        var query = visit.Context.Request.Query;
        await visit.ShowAsync(
            "Sections",
            ListPage.Of(visit, all, problems, [.. MissedText.Of(services.Editor, visit.State, visit.Curator)], flags?.Count - flags?.Oldest.Length ?? 0, SafeText.Echo(query["q"].ToString(), 100), onlyWithNeed: query["need"] == "1", Notice(visit)),
            script: "list.js");
    }

    public async Task FlagsAsync(CuratorVisit visit)
    {
        var (oldest, count) = await services.Acts.OpenFlagsAsync(visit.State, visit.Curator, FlagsPage.Most, visit.Cancelled);
        await visit.ShowAsync("Flags", FlagsPage.Of(visit, oldest, count, Notice(visit)));
    }

    public async Task SetFlagAsync(CuratorVisit visit)
    {
        var form = await TypedForm.ReadAsync(visit.Context);
        var id = form?.Text("id").ToLowerInvariant() ?? string.Empty;
        FlagState? wanted = form?.Text("act") switch { "claim" => FlagState.Claimed, "close" => FlagState.Closed, _ => null };
        var flag = id.Length is > 0 and <= 40 ? await services.Flags.FindAsync(id, visit.Cancelled) : null;
        if (wanted is not { } state || flag is null || !VisibleFlags.Include(flag, visit.State, visit.Curator))
        {
            await services.Acts.NoteAsync(visit.Who, "curate flags", SafeText.Echo(id, MostTarget), AuditOutcome.Refused, "There was no such flag.");
            await visit.SayAsync("No such flag", "There is no flag of this number.", StatusCodes.Status404NotFound);
        }
        else if (await services.Acts.SetAsync(flag, state, visit.Who, visit.Cancelled) is { Result: not null, IsNoted: var isNoted })
        {
            Lead(visit, "/flags", state is FlagState.Closed ? "closed" : "claimed", isNoted);
        }
        else
        {
            await visit.SayAsync("Nothing was done", "The flag was claimed, closed or changed before.", StatusCodes.Status409Conflict);
        }
    }

    public async Task LogAsync(CuratorVisit visit)
    {
        await visit.ShowAsync("Log", LogPage.Of(await VisibleEntriesAsync(visit)));
    }

    // Further and further back, where much is about what is hidden here.
    private async Task<List<AuditEntry>> VisibleEntriesAsync(CuratorVisit visit)
    {
        for (var most = MostEntries; ; most *= 4)
        {
            var entries = await services.Audit.ReadAsync(new(Act: "curate"), most, visit.Cancelled);
            var visible = entries.Where(entry => IsVisible(entry, visit)).Take(MostEntries).ToList();
            if (visible.Count == MostEntries || entries.Length < most || most >= MostRead)
            {
                return visible;
            }
        }
    }

    public async Task ReloadAsync(CuratorVisit visit)
    {
        var (result, isNoted) = await services.Acts.ReloadAsync(visit.Who, visit.Cancelled);
        Lead(visit, string.Empty, result.Held is not null ? "held" : result.Changes.IsEmpty ? "nothing" : "reloaded", isNoted);
    }

    public async Task ConfirmAsync(CuratorVisit visit)
    {
        // Without the name of exactly this change it is shown instead.
        var seen = (await TypedForm.ReadAsync(visit.Context))?.Text("seen");
        if (visit.State.Held is not { } held || seen != held.Key || !HeldText.MayConfirm(held, visit.Curator))
        {
            await services.Acts.NoteAsync(visit.Who, "curate confirm", SafeText.Echo(seen ?? string.Empty, MostTarget), AuditOutcome.Refused, "It was not all visible there, or was another change.");
            visit.Lead($"{CuratorPageEndpoints.Root}?done=other");
            return;
        }

        var (result, isNoted) = await services.Acts.ConfirmAsync(held, visit.Who, visit.Cancelled);
        Lead(visit, string.Empty, result.Held is null ? "confirmed" : "other", isNoted);
    }

    private async Task<(ImmutableArray<Flag> Oldest, int Count)?> FlagsOrNullAsync(CuratorVisit visit)
    {
        try
        {
            return await services.Acts.OpenFlagsAsync(visit.State, visit.Curator, MostFlags, visit.Cancelled);
        }
        catch (StateUnavailableException)
        {
            return null;
        }
    }

    // What is hidden from this place is hidden in its log, too: whatever was typed in another place for a topic that is not there may name one.
    private static bool IsVisible(AuditEntry entry, CuratorVisit visit)
    {
        var topic = entry.Target.Split('/', '@')[0];
        return topic.Length == 0 || entry.Act is "curate flags" || visit.State.Set.FolderOf(topic, visit.Curator) is not null
            || (!visit.State.Set.HasTopic(topic) && entry.Who.Community == visit.Curator.Community);
    }

    private static void Lead(CuratorVisit visit, string path, string done, bool isNoted) =>
        visit.Lead($"{CuratorPageEndpoints.Root}{path}?done={done}{(isNoted ? string.Empty : "&noted=0")}");

    // Not where another site's link led here.
    private static string? Notice(CuratorVisit visit) => visit.Context.Request.Headers["Sec-Fetch-Site"] != "cross-site" && Done(visit.Context.Request.Query["done"].ToString()) is { } done
        ? visit.Context.Request.Query["noted"] == "0" ? $"{done} The bot cannot reach its database just now, so this is not in the log." : done
        : null;

    private static string? Done(string done) => done switch
    {
        "closed" => "The flag is closed.",
        "claimed" => "The flag is yours: others see that you look into it.",
        "held" => "A change on disk is held back; see below.",
        "nothing" => "Nothing new was found on disk.",
        "reloaded" => "What changed on disk is served from now on.",
        "confirmed" => "The change was let through, and is served from now on.",
        "other" => "What is held back is not what was shown any more, or nothing is. Nothing was done.",
        _ => null,
    };
}
