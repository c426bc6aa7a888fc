using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Briefings;

/// <summary><c>/search WORDS [TOPIC]</c>: the sections that say something about it, best first.</summary>
internal sealed class SearchCommand(ISectionSearch search) : IChatCommand
{
    private const string Words = "words";
    private const int MostHits = 5;

    public CommandDefinition Definition { get; } = new("search", "Sections that hold these words",
    [
        new(Words, OptionKind.Words, "The words to look for", Required: true),
        BriefingOptions.TopicOption("The only topic to look in", required: false),
    ]);

    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var words = request.Option(Words)!;
        Topic? topic = null;
        if (request.Option(BriefingOptions.Topic) is { } name)
        {
            if (catalogue.FindTopic(name) is not { } named)
            {
                return UnknownNames.Topic(name, catalogue, $"/search {SafeText.Echo(words)}");
            }

            topic = named;
        }
        else if (words.LastIndexOf(' ') is > 0 and var space && catalogue.FindTopic(words[(space + 1)..]) is { } last)
        {
            // “/search sanctions china-nk” is how the usage line reads.
            (words, topic) = (words[..space].TrimEnd(), last);
        }

        try
        {
            var hits = await FindAsync(words, topic, request.Reader, catalogue, cancellationToken);
            return hits.IsEmpty ? Nothing(words, topic, catalogue) : Found(words, topic, hits);
        }
        catch (SearchBusyException)
        {
            return Refusal.Usage("Too many people are searching at this moment. Wait a few seconds, and type it again:", $"/search {SafeText.Echo(words)}")
                with
            { Outcome = Outcome.Failed };
        }
    }

    private async Task<ImmutableArray<(Topic Topic, Section Section, SearchHit Hit)>> FindAsync(
        string words, Topic? topic, Reader reader, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        // The index may be a moment ahead of the catalogue or behind it: only what is in both is a hit.
        var hits = await search.FindAsync(words, topic?.Key, reader, MostHits, cancellationToken);
        return
        [
            .. from hit in hits
               let found = catalogue.FindTopic(hit.TopicKey)
               where found?.Key == hit.TopicKey
               let section = found.Sections.FirstOrDefault(section => section.Key == hit.SectionKey)
               where section is not null
               select (found, section, hit),
        ];
    }

    private static Reply Found(string words, Topic? topic, ImmutableArray<(Topic Topic, Section Section, SearchHit Hit)> hits)
    {
        var matched = hits.SelectMany(hit => hit.Hit.Excerpt).Where(run => run.Matched)
            .Select(run => run.Text.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Take(10);
        return new(
        [
            new Title($"{Quantity.Of(hits.Length, "section")} for “{SafeText.Echo(words)}”{In(topic)}"),
            new StatusLine($"Best first. Words found: {string.Join(", ", matched)}"),
            new ItemList(Ordered: true, [.. hits.Select(hit => Item(hit.Topic, hit.Section, hit.Hit))]),
        ])
        {
            Controls =
            [
                new Menu("Section", [.. hits.Select(hit => new MenuItem(hit.Section.Title, hit.Section.Summary, $"/brief {hit.Topic.Key} {hit.Section.Key}"))]),
            ],
            Command = topic is null ? $"/search {words}" : $"/search {words} topic:{topic.Key}",
        };
    }

    private static Paragraph Item(Topic topic, Section section, SearchHit hit) => new(
    [
        new([new CommandText($"/brief {topic.Key} {section.Key}"), new Text($" – {section.Title}:")]),
        new([.. hit.Excerpt.Select(run => run.Matched ? new Highlight(run.Text) : (Inline)new Text(run.Text))]),
    ]);

    private static Reply Nothing(string words, Topic? topic, CatalogueView catalogue)
    {
        var names = topic is null
            ? catalogue.NearestTopics(words).Select(near => ($"/brief {near.Key}", near.Title))
            : CatalogueView.NearestSections(topic, words).Select(near => ($"/brief {topic.Key} {near.Key}", near.Title));
        return Refusal.NotFound($"No section{In(topic)} holds “{SafeText.Echo(words)}”.", names, topic is null ? "/topics" : $"/brief {topic.Key}");
    }

    private static string In(Topic? topic) => topic is null ? string.Empty : $" in “{topic.Title}”";
}
