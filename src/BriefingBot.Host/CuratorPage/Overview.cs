using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Digests;
using BriefingBot.Documents;

namespace BriefingBot.Host.CuratorPage;

/// <summary>What there is to look after: sections and how they stand, readers' flags, and what curators did.</summary>
internal sealed class Overview(CuratorServices services, CuratorActs acts)
{
    private const int MostEntries = 100;

    public async Task ListAsync(CuratorVisit visit)
    {
        var set = visit.State.Set;
        var problems = set.ProblemsFor(visit.Curator, visit.Today).ToLookup(problem => problem.File, StringComparer.Ordinal);
        var all = SectionUpkeep.All(set, visit.Curator, visit.Today, problems, await FlagsOrNullAsync(visit)).ToList();
        var query = visit.Context.Request.Query;
        await visit.ShowAsync(
            "Sections",
            ListPage.Of(visit, all, problems, SafeText.Echo(query["q"].ToString(), 100), onlyWithNeed: query["need"] == "1", Notice(query["done"].ToString())),
            script: "list.js");
    }

    public async Task FlagsAsync(CuratorVisit visit) => await visit.ShowAsync(
        "Flags", FlagsPage.Of(visit, await acts.OpenFlagsAsync(visit.State.Set, visit.Curator, visit.Cancelled), Notice(visit.Context.Request.Query["done"].ToString())));

    public async Task SetFlagAsync(CuratorVisit visit)
    {
        var form = await TypedForm.ReadAsync(visit.Context);
        var id = form?.Text("id").ToLowerInvariant() ?? string.Empty;
        FlagState? wanted = form?.Text("act") switch { "claim" => FlagState.Claimed, "close" => FlagState.Closed, _ => null };
        var flag = id.Length is > 0 and <= 40 ? await services.Flags.FindAsync(id, visit.Cancelled) : null;
        if (wanted is not { } state || flag is null || visit.State.Set.FolderOf(flag.Topic, visit.Curator) != flag.Topic)
        {
            await visit.SayAsync("No such flag", "There is no flag of this number.", StatusCodes.Status404NotFound);
        }
        else if (await acts.SetAsync(flag, state, visit.Who, visit.Cancelled) is null)
        {
            await visit.SayAsync("Nothing was done", "Somebody else closed or changed the flag in the meantime.", StatusCodes.Status409Conflict);
        }
        else
        {
            visit.Lead($"{CuratorPageEndpoints.Root}/flags?done={(state is FlagState.Closed ? "closed" : "claimed")}");
        }
    }

    public async Task LogAsync(CuratorVisit visit)
    {
        var entries = await services.Audit.ReadAsync(new(Act: "curate"), MostEntries, visit.Cancelled);
        await visit.ShowAsync("Log", LogPage.Of(entries.Where(entry => IsVisible(entry.Target, visit))));
    }

    public async Task ReloadAsync(CuratorVisit visit)
    {
        var result = await acts.ReloadAsync(visit.Who, visit.Cancelled);
        visit.Lead($"{CuratorPageEndpoints.Root}?done={(result.Held is not null ? "held" : result.Changes.IsEmpty ? "nothing" : "reloaded")}");
    }

    public async Task ConfirmAsync(CuratorVisit visit)
    {
        // Without the name of exactly this change it is shown instead.
        var seen = (await TypedForm.ReadAsync(visit.Context))?.Text("seen");
        if (visit.State.Held is not { } held || seen != held.Key || !HeldText.MayConfirm(held, visit.State, visit.Curator))
        {
            visit.Lead($"{CuratorPageEndpoints.Root}?done=other");
            return;
        }

        var result = await acts.ConfirmAsync(held, visit.Who, visit.Cancelled);
        visit.Lead($"{CuratorPageEndpoints.Root}?done={(result.Held is null ? "confirmed" : "other")}");
    }

    private async Task<IReadOnlyList<Flag>?> FlagsOrNullAsync(CuratorVisit visit)
    {
        try
        {
            return await acts.OpenFlagsAsync(visit.State.Set, visit.Curator, visit.Cancelled);
        }
        catch (StateUnavailableException)
        {
            return null;
        }
    }

    // What is hidden from this place is hidden in its log, too.
    private static bool IsVisible(string target, CuratorVisit visit) => target.Split(' ').All(part =>
        part.Split('/', '@')[0] is var topic && (!visit.State.Set.TopicFolders.Contains(topic, StringComparer.Ordinal) || visit.State.Set.FolderOf(topic, visit.Curator) == topic));

    private static string? Notice(string done) => done switch
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
