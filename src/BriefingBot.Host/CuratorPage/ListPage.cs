using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Curating;
using BriefingBot.Curating.Editing;
using BriefingBot.Documents;

namespace BriefingBot.Host.CuratorPage;

/// <summary>All sections by topic, with what each needs.</summary>
internal static class ListPage
{
    /// <summary>What a browser shows without effort; the filter finds the others.</summary>
    public const int Most = 300;

    private const int MostProblems = 3;
    private const int MostMissed = 20;

    /// <param name="furtherFlags">How many open flags are not among those of the sections.</param>
    public static Html Of(CuratorVisit visit, IReadOnlyList<SectionUpkeep> all, ILookup<string, Problem> problems, ImmutableArray<Paragraph> missed, int furtherFlags, string words, bool onlyWithNeed, string? notice)
    {
        var fitting = all.Where(section => (!onlyWithNeed || section.NeedsAHand) && Fits(section, words)).ToList();
        var shown = fitting.Take(Most).ToLookup(section => section.Topic, StringComparer.Ordinal);
        var topics = visit.State.Set.TopicFolders.Where(topic => shown.Contains(topic) || (words.Length == 0 && !onlyWithNeed && fitting.Count <= Most && visit.State.Set.FolderOf(topic, visit.Curator) == topic));
        return Html.Of($"""
            <h2>Sections</h2>
            {(notice is null ? Html.None : Html.Of($"""<p class="notice" role="status">{notice}</p>"""))}
            {Held(visit)}
            {Missed(missed)}
            <form id="filter" class="filter" method="get" action="/curate" role="search">
              <label for="words">Filter by name, title or problem</label>
              <input id="words" name="q" type="search" value="{words}" autocomplete="off" spellcheck="false" maxlength="100">
              <label class="check"><input type="checkbox" name="need" value="1"{(onlyWithNeed ? Html.Of($" checked") : Html.None)}> Only what needs a hand</label>
              <button class="control">Filter</button>
            </form>
            <p id="count" role="status">{Quantity.Of(fitting.Count, "section")}, {(fitting.Count(section => section.NeedsAHand) is > 0 and var needy ? $"{needy:N0}" : "none")} of them in need of a hand.{(fitting.Count > Most ? $" The first {Most} are shown; filter for the others." : string.Empty)}{(furtherFlags > 0 ? $" {Quantity.Of(furtherFlags, "newer flag")} of readers {(furtherFlags == 1 ? "is" : "are")} not counted here." : string.Empty)}</p>
            {topics.Select(topic => Topic(visit, topic, [.. shown[topic]], problems))}
            <form method="post" action="/curate/reload"><button class="control">Take over at once what changed on disk</button></form>
            <p class="quiet">Files of topics that have no valid topic.yaml are in the bot's log and told by “check”.</p>
            """);
    }

    private static Html Held(CuratorVisit visit)
    {
        if (visit.State.Held is not { } held)
        {
            return Html.None;
        }

        var confirm = HeldText.MayConfirm(held, visit.Curator)
            ? Html.Of($"""
                <form method="post" action="/curate/confirm">
                  <input type="hidden" name="seen" value="{held.Key}">
                  <button class="control">Let it through</button>
                </form>
                """)
            : Html.None;
        return Html.Of($"""
            <section class="held" aria-labelledby="held-title">
              <h3 id="held-title">A change on disk is held back</h3>
              {Layout.Document([.. HeldText.Describe(held, visit.Curator)], "held")}
              {confirm}
            </section>
            """);
    }

    private static Html Missed(ImmutableArray<Paragraph> missed) => missed.IsEmpty ? Html.None : Html.Of($"""
        <section class="held" aria-labelledby="missed-title">
          <h3 id="missed-title">{MissedText.Title} ({missed.Length})</h3>
          <p>{MissedText.Advice}</p>
          {Layout.Document([new ItemList(Ordered: false, [.. missed.Take(MostMissed)])], "missed")}
          {(missed.Length > MostMissed ? Html.Of($"<p>… and {missed.Length - MostMissed} more.</p>") : Html.None)}
        </section>
        """);

    private static Html Topic(CuratorVisit visit, string topic, IReadOnlyList<SectionUpkeep> sections, ILookup<string, Problem> problems)
    {
        // Those of sections stand with them; what is left is about the topic, or about files that are none of its sections.
        var own = visit.State.Set.SectionKeys(topic).Select(key => $"{topic}/{key}.md").ToHashSet(StringComparer.Ordinal);
        var others = problems.Where(file => file.Key.StartsWith(topic + "/", StringComparison.Ordinal) && !own.Contains(file.Key)).SelectMany(file => file).ToList();
        return Html.Of($"""
            <section class="topic-sections" aria-labelledby="topic-{topic}">
              <h3 id="topic-{topic}">{visit.State.Set.Find(topic)?.Title ?? topic} <code>{topic}</code></h3>
              {Problems(others, withFile: true)}
              <ul class="sections">{sections.Select(section => Section(visit, section))}</ul>
              <form class="begin" method="get" action="/curate/new">
                <input type="hidden" name="topic" value="{topic}">
                <label for="new-{topic}">New section in {topic}</label>
                <input id="new-{topic}" name="name" required maxlength="{Names.MaxLength}" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="its-name">
                <button class="control">Begin it</button>
              </form>
            </section>
            """);
    }

    private static Html Section(CuratorVisit visit, SectionUpkeep section)
    {
        var place = new SectionPlace(section.Topic, section.Key, section.Accepted?.Title ?? section.Key);
        return Html.Of($"""
            <li data-words="{Words(section)}"{(section.NeedsAHand ? Html.Of($" data-need") : Html.None)}>
              <a class="name" href="{place.Address}">{place.Title}</a> <code>{section.Key}</code>
              <p class="state">{State(section)}</p>
              {Needs(section, visit)}
            </li>
            """);
    }

    /// <summary>How a section stands, in a line.</summary>
    public static string State(SectionUpkeep section) => section switch
    {
        { Accepted: null } => "Refused, and not shown to readers: no version of it was in order",
        { IsRefused: true, Accepted: var good } => $"Refused as it lies on disk; the last good version, {good.Revision}, is kept",
        { Accepted: { Status: SectionStatus.Draft } draft } => $"Draft, which readers do not see · {draft.Revision}",
        { Accepted: { Status: SectionStatus.Retired } retired } => $"Retired · {retired.Revision}",
        { Accepted: var served } => $"Served as {served.Revision}{(served.Reviewed is { } day ? $" · reviewed {Dates.InWords(day)}" : string.Empty)}{(served.ReviewBy is { } due ? $" · review by {Dates.InWords(due)}" : string.Empty)}",
    };

    private static Html Needs(SectionUpkeep section, CuratorVisit visit)
    {
        var needs = new List<Html>();
        if (section.IsOverdue)
        {
            needs.Add(Html.Of($"<li>Review overdue since {Dates.InWords(section.Accepted!.ReviewBy!.Value)}{(section.Owner is { } owner ? $"; {owner} looks after it" : string.Empty)}.</li>"));
        }

        if (section.Astray > 0)
        {
            needs.Add(Html.Of($"<li>{section.Astray} of {Quantity.Of(section.Accepted!.Citations.Length, "citation")} moved, or not pinned.</li>"));
        }

        if (section.OpenFlags > 0)
        {
            needs.Add(Html.Of($"""<li><a href="/curate/flags">{Quantity.Of(section.OpenFlags.Value, "open flag")}</a></li>"""));
        }

        return Html.Of($"""
            {(needs.Count == 0 ? Html.None : Html.Of($"""<ul class="needs">{needs}</ul>"""))}
            {Problems([.. section.Problems.Where(problem => problem.Code != ProblemCodes.ReviewOverdue)], withFile: false)}
            """);
    }

    private static Html Problems(IReadOnlyList<Problem> problems, bool withFile) => problems.Count == 0 ? Html.None : Html.Of($"""
        <ul class="needs">
          {problems.OrderBy(problem => problem.Severity).Take(MostProblems).Select(problem => Html.Of(
              $"<li><strong>{(problem.Severity is Severity.Error ? "Error" : "Warning")}</strong> in {(withFile ? SafeText.Echo(problem.File, 120) + ", " : string.Empty)}line {problem.Line}: {problem.Message}</li>"))}
          {(problems.Count > MostProblems ? Html.Of($"<li>… and {problems.Count - MostProblems} more.</li>") : Html.None)}
        </ul>
        """);

    private static bool Fits(SectionUpkeep section, string words)
    {
        if (words.Length == 0)
        {
            return true;
        }

        var all = Words(section);
        return words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => all.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    // What the filter looks in, here and in the browser.
    private static string Words(SectionUpkeep section) => string.Join(' ', section.Problems.Select(problem => problem.Message)
        .Prepend(section.OpenFlags > 0 ? "flag" : string.Empty).Prepend(section.IsOverdue ? "overdue" : string.Empty).Prepend(State(section))
        .Prepend(section.Accepted?.Title ?? string.Empty).Prepend($"{section.Topic}/{section.Key}")).ToLowerInvariant();
}
