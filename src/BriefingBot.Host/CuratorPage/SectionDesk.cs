using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Curating;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Host.CuratorPage;

/// <summary>Where a section is written: its text is looked at while it is typed, shown with its difference, and saved when its author says so.</summary>
internal sealed class SectionDesk(CuratorServices services)
{
    private const int LongestNote = 200;

    public Task OpenAsync(CuratorVisit visit)
    {
        if (visit.Place is not { } place)
        {
            return visit.NotFoundAsync();
        }

        var opened = services.Editor.Open(place.Topic, place.Key);
        if (opened.Refusal is { } refusal)
        {
            return visit.SayAsync(place.Title, refusal, StatusCodes.Status409Conflict);
        }

        var query = visit.Context.Request.Query;
        var notice = opened.Now is { } now && query["saved"] == now.Revision ? EditorPage.Saved(visit, place, now.Revision, isNoted: query["noted"] != "0") : Html.None;
        var text = opened.Now ?? Template(visit, place);
        return EditorPage.ShowAsync(visit, place, opened.Now, Propose(visit, place, opened.Now?.Revision, opened.Now, text), notice);
    }

    /// <summary>Leads to the editor of a section that is to be.</summary>
    public static Task BeginAsync(CuratorVisit visit)
    {
        var query = visit.Context.Request.Query;
        if (visit.Find(query["topic"], Names.Normalize(SafeText.Echo(query["name"].ToString(), 200))) is not { } place)
        {
            return visit.NotFoundAsync();
        }

        visit.Lead(place.Address);
        return Task.CompletedTask;
    }

    /// <summary>Takes what was typed: shows what it would do, or saves it, or gives it back to be edited further.</summary>
    public async Task TakeAsync(CuratorVisit visit)
    {
        if (visit.Place is not { } place)
        {
            await visit.NotFoundAsync();
            return;
        }

        if (await TypedForm.ReadAsync(visit.Context) is not { } form)
        {
            await visit.SayAsync(
                "Not taken", "What was sent is no form, or far too long. Go back in your browser: what you typed is still there, and is kept in this browser besides.", StatusCodes.Status413PayloadTooLarge, place);
            return;
        }

        var opened = services.Editor.Open(place.Topic, place.Key);
        var (typed, from) = (form.Text("text"), form.Optional("from"));
        if (opened.Refusal is { } blocked)
        {
            await EditorPage.ShowAsync(visit, place, from, typed, blocked, StatusCodes.Status409Conflict);
        }
        else if (!SectionText.TryRead(typed, out var text, out var refusal))
        {
            await services.Acts.NoteAsync(visit.Who, "curate edit", place.Name, AuditOutcome.Refused, "The text was not taken.");
            await EditorPage.ShowAsync(visit, place, from, typed, refusal, StatusCodes.Status422UnprocessableEntity);
        }
        else
        {
            var proposal = Propose(visit, place, from, opened.Now, text);
            var back = form.Optional("back");
            await (form.Text("act") switch
            {
                "save" => SaveAsync(visit, place, proposal, back, SafeText.Echo(form.Text("note"), LongestNote)),
                "edit" => EditorPage.ShowAsync(visit, place, opened.Now, proposal, Html.None, isFromDisk: false),
                _ => ReviewAsync(visit, place, proposal, $"Save {place.Title}?", back: null, note: string.Empty),
            });
        }
    }

    public Task VerifyAsync(CuratorVisit visit)
    {
        if (visit.Place is not { } place)
        {
            return visit.NotFoundAsync();
        }

        var rewrite = Rewrite.Verified(services.Editor.Open(place.Topic, place.Key), place.Topic, place.Key, visit.Today);
        return rewrite.IsPossible
            ? ReviewAsync(
                visit, place, Propose(visit, place, rewrite.Edit.From, rewrite.Now, rewrite.Edit.Text),
                $"Was {place.Title} checked against its sources today, {Dates.InWords(visit.Today)}?", back: null, Rewrite.Checked)
            : visit.SayAsync("Nothing to save", rewrite.Refusal, StatusCodes.Status409Conflict, place);
    }

    /// <summary>What a text would do that is being typed.</summary>
    public async Task CheckAsync(CuratorVisit visit)
    {
        if (await TypedText.ReadAsync(visit.Context) is not { } typed || visit.Find(typed.Topic, typed.Section) is not { } place)
        {
            visit.Context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await CheckAnswer.WriteAsync(visit.Context, Findings.Refused("The text could not be looked at: it is far too long, or this page is not of this version of the bot. What you typed is kept."));
            return;
        }

        var opened = services.Editor.Open(place.Topic, place.Key);
        await CheckAnswer.WriteAsync(visit.Context, opened.Refusal is { } blocked ? Findings.Refused(blocked)
            : SectionText.TryRead(typed.Text, out var text, out var refusal) ? Findings.Of(Propose(visit, place, typed.From, opened.Now, text), visit.Today)
            : Findings.Refused(refusal));
    }

    /// <summary>Shows a proposal with a question, or the editor with both texts where somebody else was quicker.</summary>
    public static Task ReviewAsync(CuratorVisit visit, SectionPlace place, Proposal proposal, string question, string? back, string note) => proposal.IsConflict
        ? EditorPage.ShowConflictAsync(visit, place, proposal)
        : ReviewPage.ShowAsync(visit, place, proposal, question, back, note);

    public static Proposal Propose(CuratorVisit visit, SectionPlace place, string? from, SectionText? now, SectionText text) =>
        visit.State.Set.Propose(place.Topic, place.Key, from, now, text, visit.Today);

    private async Task SaveAsync(CuratorVisit visit, SectionPlace place, Proposal proposal, string? back, string note)
    {
        // An earlier text is called a rollback as long as it is that text; a form alters the white space at its end.
        var earlier = back is null ? null : await SectionPast.TextOfAsync(services, place.Topic, place.Key, back, visit.Cancelled);
        var isBack = earlier is not null && SectionText.TryRead(earlier, out var typed, out _) && typed.Text == proposal.New.Text;
        var (text, way) = isBack ? (SectionText.Of(earlier!), Way.Rollback) : (proposal.New, Way.Page);
        var act = await services.Acts.SaveAsync(new(place.Topic, place.Key, proposal.From, text), new(visit.Who, way, note.Length > 0 ? note : null), visit.Cancelled);
        switch (act.Result)
        {
            case SaveResult.Saved saved:
                visit.Lead($"{place.Address}?saved={saved.Revision}{(act.IsNoted ? string.Empty : "&noted=0")}");
                break;
            case SaveResult.NotSaved { Proposal: { IsSame: true, New: var same } }:
                // Pressed twice: it is as it should be.
                visit.Lead($"{place.Address}?saved={same.Revision}");
                break;
            case SaveResult.NotSaved { Proposal: var now }:
                await ReviewAsync(visit, place, now, "Not saved", back, note);
                break;
            case SaveResult.Failed failed:
                await EditorPage.ShowAsync(visit, place, proposal.From, proposal.New.Text, failed.Reason, StatusCodes.Status409Conflict);
                break;
        }
    }

    private static SectionText Template(CuratorVisit visit, SectionPlace place) =>
        SectionText.TryRead(EditForm.NewText(place.Key, visit.Today), out var text, out _) ? text : SectionText.Empty;
}
