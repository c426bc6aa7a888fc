using System.Collections.Immutable;
using BriefingBot.Curating;
using BriefingBot.Documents;

namespace BriefingBot.Host.CuratorPage;

/// <summary>Revisions, newest first: two can be chosen to be compared, and each can be put back.</summary>
internal static class HistoryPage
{
    public static Html Of(SectionPlace place, ImmutableArray<Revision> log, string? from, string? to, ImmutableArray<Block>? difference, bool isCut) => Html.Of($"""
        <h2>History of {place.Title} <code>{place.Name}</code></h2>
        <div class="tools"><a class="control" href="{place.Address}">Edit the section</a></div>
        {(log.IsEmpty ? Html.Of($"""<p class="notice">No revision of it was accepted yet.</p>""") : Html.Of($"""
            {Compared(from, to, difference)}
            <form id="compare" method="get" action="{place.History}#difference"><button class="control">Compare the chosen two</button></form>
            <ol class="sections revisions">{log.Select((revision, i) => Item(place, log, revision, i, from, to))}</ol>
            """))}
        {(isCut ? Html.Of($"<p>These are the newest {log.Length}.</p>") : Html.None)}
        """);

    private static Html Compared(string? from, string? to, ImmutableArray<Block>? difference) => Html.Of($"""
        <section id="difference" class="held" tabindex="-1" aria-labelledby="difference-title">
          {(difference is { } blocks
              ? Html.Of($"""<h3 id="difference-title">From {from} to {to}</h3>{Layout.Document(blocks, "between")}""")
              : Html.Of($"""<h3 id="difference-title">Nothing to compare</h3><p>The history does not hold the two texts that would be compared.</p>"""))}
        </section>
        """);

    private static Html Item(SectionPlace place, ImmutableArray<Revision> log, Revision revision, int index, string? from, string? to) => Html.Of($"""
        <li>
          <p>{(revision.IsRemoval ? Html.Of($"<strong>removed</strong>") : Html.Of($"<code>{revision.Id}</code>"))} – {new Moment(revision.At, "UTC").InWords}, {RevisionText.OfWay(revision.Way)}{(revision.Author is { } author ? $" by {RevisionText.Name(author)}" : string.Empty)}{(revision.IsDraft ? ", a draft" : string.Empty)}.{(revision.Note is { } note ? " " + SafeText.Echo(note, 200) : string.Empty)}</p>
          {(revision.IsRemoval || IsRepeated(log, index) ? Html.None : Html.Of($"""
              <div class="tools">
                {Choice("from", "From", revision.Id, revision.Id == from)}
                {Choice("to", "To", revision.Id, revision.Id == to)}
                {(revision.Id == log[0].Id ? Html.None : Html.Of($"""
                    <form method="post" action="{place.Address}/rollback"><button class="control" name="revision" value="{revision.Id}" aria-label="Roll back to {revision.Id} …">Roll back …</button></form>
                    """))}
              </div>
              """))}
        </li>
        """);

    // One text that came back is offered once.
    private static bool IsRepeated(ImmutableArray<Revision> log, int index) => log.AsSpan()[..index].ToArray().Any(newer => newer.Id == log[index].Id);

    private static Html Choice(string name, string label, string id, bool isChosen) => Html.Of(
        $"""<label class="check"><input type="radio" form="compare" name="{name}" value="{id}" aria-label="{label} {id}"{(isChosen ? Html.Of($" checked") : Html.None)}> {label}</label>""");
}
