using System.Collections.Immutable;
using BriefingBot.Curating.Records;
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
            <ol class="sections revisions">{Items(place, log, from, to)}</ol>
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

    private static IEnumerable<Html> Items(SectionPlace place, ImmutableArray<Revision> log, string? from, string? to)
    {
        // One text that came back is offered once.
        var offered = log.Index().Where(entry => !entry.Item.IsRemoval).DistinctBy(entry => entry.Item.Id).Select(entry => entry.Index).ToHashSet();
        return log.Select((revision, index) => Item(place, revision, $"revision-{index}", offered.Contains(index), isNewest: revision.Id == log[0].Id, from, to));
    }

    private static Html Item(SectionPlace place, Revision revision, string id, bool isOffered, bool isNewest, string? from, string? to) => Html.Of($"""
        <li>
          {Layout.Document([RevisionText.Item(revision, "UTC")], id)}
          {(!isOffered ? Html.None : Html.Of($"""
              <div class="tools">
                {Choice("from", "From", revision.Id, revision.Id == from)}
                {Choice("to", "To", revision.Id, revision.Id == to)}
                {(isNewest ? Html.None : Html.Of($"""
                    <form method="post" action="{place.Address}/rollback"><button class="control" name="revision" value="{revision.Id}" aria-label="Roll back to {revision.Id} …">Roll back …</button></form>
                    """))}
              </div>
              """))}
        </li>
        """);

    private static Html Choice(string name, string label, string id, bool isChosen) => Html.Of(
        $"""<label class="check"><input type="radio" form="compare" name="{name}" value="{id}" aria-label="{label} {id}"{(isChosen ? Html.Of($" checked") : Html.None)}> {label}</label>""");
}
