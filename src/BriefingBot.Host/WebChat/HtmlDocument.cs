using System.Collections.Immutable;
using System.Globalization;
using BriefingBot.Documents;

namespace BriefingBot.Host.WebChat;

/// <summary>Blocks and what is in them as HTML. Citation marks lead to their source and each source leads back.</summary>
/// <param name="id">Unique on the page: begins the ids of what can be jumped to.</param>
internal sealed class HtmlDocument(string id)
{
    private readonly HashSet<int> marked = [];

    /// <summary>In the order in which they are read: a source leads back to where it was marked before.</summary>
    public Html Of(Block block) => block switch
    {
        Title title => Html.Of($"<h2>{title.Text}</h2>"),
        StatusLine status => Html.Of($"""<p class="status">{status.Text}</p>"""),
        CardId card => Html.Of($"""<p class="id"><code>{card.Text}</code></p>"""),
        Heading heading => Html.Of($"<h3>{Of(heading.Inlines)}</h3>"),
        Paragraph paragraph => Html.Of($"<p>{Sentences(paragraph)}</p>"),
        CodeBlock code => Html.Of($"""<pre tabindex="0"><code>{code.Lines.Select((line, i) => i == 0 ? Html.Of($"{line}") : Html.Of($"\n{line}"))}</code></pre>"""),
        ItemList { Ordered: false } list => Html.Of($"<ul>{Items(list)}</ul>"),
        ItemList { First: 1 } list => Html.Of($"<ol>{Items(list)}</ol>"),
        ItemList list => Html.Of($"""<ol start="{list.First}">{Items(list)}</ol>"""),
        SourceList sources => Html.Of($"""<section class="sources"><h3>Sources</h3><ul>{sources.Entries.Select(Of)}</ul></section>"""),
        _ => Html.None,
    };

    private static Html Outward(string url, Html label) => Html.Of($"""<a rel="noopener noreferrer" target="_blank" href="{url}">{label}</a>""");

    private IEnumerable<Html> Items(ItemList list) => list.Items.Select(item => Html.Of($"<li>{Sentences(item)}</li>"));

    private IEnumerable<Html> Sentences(Paragraph paragraph) =>
        paragraph.Sentences.Select((sentence, i) => i == 0 ? Of(sentence.Inlines) : Html.Of($" {Of(sentence.Inlines)}"));

    private Html Of(SourceEntry entry)
    {
        var title = Html.Of($"<cite>{entry.Title}</cite>");
        Html[] parts =
        [
            entry.Number is { } number
                ? Html.Of($"""<li id="{id}-source-{number}" tabindex="-1"><span class="number">[{number}]</span> """)
                : Html.Of($"<li>"),
            entry.Url is null ? title : Outward(entry.Url, title),
            entry.Place is null ? Html.None : Html.Of($""", <span class="place">{entry.Place}</span>"""),
            entry.Note is null ? Html.None : Html.Of($""" <span class="note">({entry.Note})</span>"""),
            entry.Number is { } back && marked.Contains(back)
                ? Html.Of($""" <a class="back" href="#{id}-mark-{back}" aria-label="Back to the text, source {back}">↩</a>""")
                : Html.None,
            entry.Passage is null ? Html.None : Html.Of($"<blockquote>{entry.Passage}</blockquote>"),
        ];
        return Html.Of($"{parts}</li>");
    }

    private Html Of(ImmutableArray<Inline> inlines) => Html.Join(inlines.Select(Of));

    private Html Of(Inline inline) => inline switch
    {
        Text text => Html.Of($"{text.Value}"),
        Code code => Html.Of($"<code>{code.Value}</code>"),
        Highlight match => Html.Of($"<mark>{match.Value}</mark>"),
        CommandText command => HtmlControls.Command(command.Command, command.Command, "command"),
        Emphasis emphasis => Html.Of($"<em>{Of(emphasis.Inlines)}</em>"),
        Strong strong => Html.Of($"<strong>{Of(strong.Inlines)}</strong>"),
        Link link => Outward(link.Url, Of(link.Inlines)),
        Moment moment => Html.Of(
            $"""<time datetime="{moment.At.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)}Z" data-zone="{moment.Zone}">{moment.InWords}</time>"""),
        CitationMark mark => Html.Join(mark.Numbers.Select(Mark)),
        _ => Html.None,
    };

    // Only the first mark of a number can be jumped back to.
    private Html Mark(int number)
    {
        var anchor = marked.Add(number) ? Html.Of($" id=\"{id}-mark-{number}\"") : Html.None;
        return Html.Of($"""<a class="cite"{anchor} href="#{id}-source-{number}" aria-label="Source {number}">[{number}]</a>""");
    }
}
