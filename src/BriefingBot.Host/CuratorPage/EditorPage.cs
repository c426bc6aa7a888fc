using BriefingBot.Authoring;
using BriefingBot.Curating.Editing;

namespace BriefingBot.Host.CuratorPage;

/// <summary>The editor of one section: its text, and beside it the problems, the card as it will look, and the difference.</summary>
internal static class EditorPage
{
    /// <param name="now">The text on disk; null for a section that is to be.</param>
    /// <param name="isFromDisk">False for what somebody typed, which is kept in the browser until it is saved.</param>
    public static Task ShowAsync(CuratorVisit visit, SectionPlace place, SectionText? now, Proposal proposal, Html notice, bool isFromDisk = true) =>
        ShowAsync(visit, place, now is not null, proposal.From, proposal.New.Text, Findings.Of(proposal, visit.Today), notice, isFromDisk, StatusCodes.Status200OK);

    /// <summary>The editor with a text that could not be taken.</summary>
    public static Task ShowAsync(CuratorVisit visit, SectionPlace place, string? from, string typed, string refusal, int status) =>
        ShowAsync(visit, place, isThere: from is not null, from, typed, Findings.Refused(refusal), Alert("Not saved", refusal), isFromDisk: false, status);

    /// <summary>The editor with what was typed and, above it, what somebody else wrote meanwhile; saving again goes over that.</summary>
    public static Task ShowConflictAsync(CuratorVisit visit, SectionPlace place, Proposal proposal) => ShowAsync(
        visit, place, proposal.Now is not null, proposal.Now?.Revision, proposal.New.Text, Findings.Of(proposal.Seen, visit.Today), Conflict(proposal), isFromDisk: false, StatusCodes.Status409Conflict);

    /// <summary>The receipt of a save.</summary>
    public static Html Saved(CuratorVisit visit, SectionPlace place, string revision, bool isNoted)
    {
        var isServed = visit.State.Set.AcceptedRevision(place.Topic, place.Key) == revision;
        return Html.Of($"""
            <div class="notice" role="status">
              <p><strong>Saved.</strong> It is on disk as <code>{place.Name}@{revision}</code>{(isServed ? Html.Of($" and served from now on.") : Html.Of($""", but not served yet: something else on disk has changed that it does not fit, or is held back. What that is, is told in <a href="{CuratorPageEndpoints.Root}">the list of sections</a>."""))}</p>
              {(isNoted ? Html.None : Html.Of($"<p>The bot cannot reach its database just now, so this is not in the audit log; the history takes it in as soon as it can.</p>"))}
            </div>
            """);
    }

    private static Html Conflict(Proposal proposal) => Html.Of($"""
        <section class="held refused" aria-labelledby="conflict-title">
          <div role="alert">
          <h3 id="conflict-title">Not saved: somebody else was quicker</h3>
          <p>You began with {proposal.From ?? "no file"}, and the section is {proposal.Now?.Revision ?? "gone"} by now. Nothing is lost: their text stands here, yours in the editor below. Take over from theirs what you want to keep; what you save then goes over it.</p>
          </div>
          <details open>
            <summary>The text on disk now</summary>
            {Layout.Document([proposal.Now is { } now ? DifferenceText.Whole(now.Text) : Documents.Paragraph.Of(new Documents.Text("There is no file any more."))], "theirs")}
          </details>
          <details>
            <summary>From theirs to yours, by sentence</summary>
            {Layout.Document(DifferenceText.Of(proposal.Difference), "between")}
          </details>
        </section>
        """);

    private static Html Alert(string title, string sentence) => Html.Of($"""<div class="notice refused" role="alert"><p><strong>{title}.</strong> {sentence}</p></div>""");

    private static Task ShowAsync(
        CuratorVisit visit, SectionPlace place, bool isThere, string? from, string text, Findings findings, Html notice, bool isFromDisk, int status) => visit.ShowAsync(
        place.Title,
        Html.Of($"""
            <h2>{(isThere ? place.Title : $"New section {place.Key}")} <code>{place.Name}</code></h2>
            {notice}
            {(isThere ? Tools(place) : Html.Of($"""<p class="quiet">There is no file of this name yet. <a href="{place.History}">History</a>, if it was there before.</p>"""))}
            <div id="kept" class="notice" role="status" hidden>
              <p></p>
              <div class="tools"><button type="button" class="control" data-take>Take it up</button><button type="button" class="control" data-drop>Throw it away</button></div>
            </div>
            <div class="desk">
              <form id="editor" method="post" action="{place.Address}" data-topic="{place.Topic}" data-section="{place.Key}"{(isFromDisk ? Html.Of($" data-from-disk") : Html.None)}>
                <label for="text">Text of the section</label>
                <p id="hint" class="quiet">Front matter between two lines <code>---</code>, then sentences that each cite a passage: <code>[@source, sec. 3, para. 1]</code></p>
                <div class="paper">
                  <div id="lines" aria-hidden="true"></div>
                  <textarea id="text" name="text" rows="24" spellcheck="true" autocapitalize="off" aria-describedby="verdict hint"{(findings.HasErrors ? Html.Of($" aria-invalid=\"true\"") : Html.None)}>
            {Html.Verbatim(text)}</textarea>
                </div>
                <input type="hidden" name="from" value="{from}">
                <div class="bar">
                  <p id="verdict" role="status">{findings.Verdict}</p>
                  <button class="send" name="act" value="review">Review and save …</button>
                </div>
              </form>
              <div class="findings" role="region" aria-label="What comes of the text" tabindex="0">
                <section aria-labelledby="problems-title"><h3 id="problems-title">Problems</h3><div id="problems">{findings.Problems}</div></section>
                <section aria-labelledby="card-title"><h3 id="card-title">The card as it will look</h3><div id="card" class="reply">{findings.Card}</div></section>
                <section aria-labelledby="difference-title"><h3 id="difference-title">Difference to the text on disk</h3><div id="difference">{findings.Difference}</div></section>
              </div>
            </div>
            """),
        status,
        script: "editor.js");

    private static Html Tools(SectionPlace place) => Html.Of($"""
        <div class="tools">
          <a class="control" href="{place.History}">History</a>
          <form method="post" action="{place.Address}/verify"><button class="control">Checked against its sources today …</button></form>
        </div>
        """);
}
