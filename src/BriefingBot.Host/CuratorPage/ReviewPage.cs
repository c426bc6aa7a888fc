using BriefingBot.Authoring;
using BriefingBot.Curating.Editing;

namespace BriefingBot.Host.CuratorPage;

/// <summary>What a text would do, and the question whether to save it. Nothing is changed before that is answered.</summary>
internal static class ReviewPage
{
    /// <param name="back">The earlier revision that it puts back; null where it is a new text.</param>
    /// <param name="note">What the history will say, unless the curator writes something else.</param>
    public static Task ShowAsync(CuratorVisit visit, SectionPlace place, Proposal proposal, string question, string? back, string note)
    {
        var findings = Findings.Of(proposal, visit.Today, leadsToText: false);
        return visit.ShowAsync(
            question,
            Html.Of($"""
                <h2>{question} <code>{place.Name}</code></h2>
                {(proposal.MaySave ? Html.None : Html.Of($"""<div class="notice refused" role="alert">{Verdict(proposal, "verdict")}</div>"""))}
                {(proposal.MaySave && !proposal.Lost.IsEmpty ? Html.Of($"""<div class="notice" role="alert">{Verdict(proposal, "lost")}</div>""") : Html.None)}
                <div class="desk">
                  <div class="findings">
                    <section aria-labelledby="difference-title"><h3 id="difference-title">Difference</h3><div id="difference">{findings.Difference}</div></section>
                    <section aria-labelledby="problems-title"><h3 id="problems-title">Problems</h3><div id="problems">{findings.Problems}</div></section>
                    {Form(place, proposal, back, note)}
                  </div>
                  <div class="findings">
                    <section aria-labelledby="card-title"><h3 id="card-title">The card as it will look</h3><div id="card" class="reply">{findings.Card}</div></section>
                  </div>
                </div>
                """),
            proposal.MaySave ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static Html Verdict(Proposal proposal, string id) => Layout.Document([.. ProposalReply.Verdict(proposal)], id);

    private static Html Form(SectionPlace place, Proposal proposal, string? back, string note) => Html.Of($"""
        <form class="decision" method="post" action="{place.Address}">
          <textarea name="text" hidden readonly>
        {Html.Verbatim(proposal.New.Text)}</textarea>
          <input type="hidden" name="from" value="{proposal.From}">
          <input type="hidden" name="back" value="{back}">
          {(proposal.MaySave ? Html.Of($"""
              <label for="note">Note for the history (may be left out)</label>
              <input id="note" name="note" maxlength="200" autocomplete="off" value="{note}">
              """) : Html.None)}
          <div class="tools">
            {(proposal.MaySave ? Html.Of($"""<button class="send" name="act" value="save">Save</button>""") : Html.None)}
            <button class="control" name="act" value="edit">Back to the text</button>
            <a class="control" href="{place.Address}">Leave it as it was</a>
          </div>
        </form>
        """);
}
