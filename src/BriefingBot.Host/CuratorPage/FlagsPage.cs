using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Host.CuratorPage;

/// <summary>What readers say is wrong, oldest first.</summary>
internal static class FlagsPage
{
    public const int Most = 100;

    public static Html Of(CuratorVisit visit, IReadOnlyList<Flag> oldest, int count, string? notice) => Html.Of($"""
        <h2>{(count == 0 ? "No flag is open" : Quantity.Of(count, "open flag"))}</h2>
        {(notice is null ? Html.None : Html.Of($"""<p class="notice" role="status">{notice}</p>"""))}
        <ul class="sections">{oldest.Select(flag => Item(visit, flag))}</ul>
        {(count > oldest.Count ? Html.Of($"<p>These are the oldest {oldest.Count}.</p>") : Html.None)}
        """);

    private static Html Item(CuratorVisit visit, Flag flag)
    {
        var place = visit.Find(flag.Topic, flag.Section);
        return Html.Of($"""
            <li>
              {Layout.Document([FlagText.Of(flag, visit.Curator.Zone)], $"flag-{flag.Id}")}
              <div class="tools">
                {(place is null ? Html.None : Html.Of($"""
                    <a class="control" href="{place.Address}">Edit {place.Title}</a>
                    <a class="control" href="{place.History}?from={flag.Revision}#difference">What changed since</a>
                    """))}
                <form method="post" action="/curate/flags">
                  <input type="hidden" name="id" value="{flag.Id}">
                  {(flag.State is FlagState.Open ? Html.Of($"""<button class="control" name="act" value="claim" aria-label="Claim {flag.Id}">Claim</button>""") : Html.None)}
                  <button class="control" name="act" value="close" aria-label="Close {flag.Id}">Close</button>
                </form>
              </div>
            </li>
            """);
    }
}
