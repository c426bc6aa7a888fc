using System.Collections.Immutable;
using System.Text;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using FsCheck;
using FsCheck.Fluent;
using Outcome = BriefingBot.Chat.Outcome;

namespace BriefingBot.Tests;

/// <summary>
/// What holds for any input. The same inputs each time, so that a failure means a change; PROPERTY_TESTS=100000 tries
/// that many new ones.
/// </summary>
public sealed class Properties
{
    private static readonly Config Runs = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_TESTS"), out var count)
        ? Config.QuickThrowOnFailure.WithMaxTest(count)
        : Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261121, 1);

    private const string Alphabet = "ab cé.!?[]@;\"'*_`<>&#\n\t\\😀👩‍👩‍👧e\u0301中\u202E\uD800";

    private static readonly Arbitrary<string> AnyText =
        Gen.Elements(Alphabet.ToCharArray()).ArrayOf().Select(characters => new string(characters)).ToArbitrary();

    private static readonly string[] Pieces =
    [
        "---\n", "...\n", "title: ", "aliases: ", "references:", "\n- id: ", "custom: ", "[@leaves", ", sec. 1", ", para. 1]", "]", ": ", "\n  - ", "\n  ", "&a ",
        "*a", "!!x ", "|\n", ">\n", "{", "}", "[", ", ", "\"", "'", "%YAML 1.2\n", "<<", "? ", "# ", "**", "_", "`", "![", "](", "http://x", "<b>", "a", "B. ",
        "1. ", "> ", "\t", "\n", "\\u202E", "\\x00", "é", "😀", "2026-01-01", "{\"version\":1,", "\"sources\":[", "null", "\r", "\0", "``" + "`\n",
    ];

    private static readonly Arbitrary<string> AnyFile =
        Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary();

    private static readonly string[] Sentences = ["Tea is hot", "Ships *took* tea to the U.S. and home", "It cost 3.5 dollars", "He said \"go\"", "Nobody – not one – asked why"];

    [Fact]
    public void ABodyThatIsWrittenIsReadBackAsTheSameSentencesAndCitations()
    {
        var sentence = from text in Gen.Elements(Sentences)
                       from places in Gen.Choose(1, 4).ArrayOf().Where(places => places.Length is > 0 and < 4)
                       from end in Gen.Elements('.', '!', '?')
                       select (text, places, end);
        var body = sentence.ArrayOf().Where(sentences => sentences.Length is > 0 and < 8).ToArbitrary();
        Prop.ForAll(body, sentences =>
        {
            var markdown = string.Join('\n', sentences.Select(s =>
                $"{s.text} [{string.Join("; ", s.places.Select(place => $"@leaves, sec. 1, para. {place}"))}]{s.end}"));
            var problems = new ProblemSink("f.md");
            var read = SectionBody.Read(new FileText(markdown), 0, "Title", problems);

            Assert.Empty(problems.ToImmutable());
            var found = Assert.IsType<Paragraph>(Assert.Single(read.Blocks)).Sentences;
            Assert.Equal(
                sentences.Select(s => s.text.Replace("*", string.Empty, StringComparison.Ordinal) + " " + s.end),
                found.Select(s => PlainText.Render([.. s.Inlines.Where(inline => inline is not CitationMark)])));
            Assert.Equal(
                sentences.Select(s => s.places.Distinct()),
                found.Select(s => s.Inlines.OfType<CitationMark>().Single().Numbers.Select(number => read.Citations[number - 1].Paragraph)));
        }).Check(Runs);
    }

    [Fact]
    public void AnyTextAtAllIsAFileThatIsReadWithoutAnException() => Prop.ForAll(AnyFile, AnyFile, (front, body) =>
    {
        var bytes = Encoding.UTF8.GetBytes($"---\ntitle: {front}\n---\n{body}");
        _ = SectionFile.Read("t/s.md", "s", bytes);
        _ = TopicFile.Read("t/topic.yaml", Encoding.UTF8.GetBytes(front + "\n" + body));
        _ = SourcesFile.Read("t/sources.yaml", Encoding.UTF8.GetBytes("references:\n- " + front + "\n" + body));
        _ = SourceLock.Read("t/sources.lock.json", bytes);
        _ = SourceDocument.Parse(bytes);
    }).Check(Runs);

    [Fact]
    public void ATextThatIsCutFitsAndIsNotCutInsideACharacter() =>
        Prop.ForAll(AnyText, Gen.Choose(1, 30).ToArbitrary(), (text, length) =>
        {
            text = SafeText.Inert(text);
            var cut = SafeText.Cut(text, length);
            Assert.True(cut.Length <= length);
            Assert.DoesNotContain(Rune.ReplacementChar, cut.EnumerateRunes());
            Assert.True(cut == text || (cut.EndsWith('…') && text.StartsWith(cut[..^1], StringComparison.Ordinal)));
        }).Check(Runs);

    [Fact]
    public void ADocumentInPartsIsCutBetweenSentencesAndEachPartKeepsItsSources()
    {
        var mark = Gen.Choose(1, 9).Select(number => new CitationMark([number]));
        var sentence = from text in AnyText.Generator
                       from cited in mark
                       select new Sentence([new Text(text + "x "), cited]);
        var blocks = from paragraphs in sentence.ArrayOf().Where(sentences => sentences.Length > 0).ArrayOf()
                     from asList in ArbMap.Default.GeneratorFor<bool>()
                     select paragraphs.Select(sentences => asList
                         ? new ItemList(Ordered: true, [.. sentences.Select(s => new Paragraph([s]))])
                         : (Block)new Paragraph([.. sentences])).ToImmutableArray();
        Prop.ForAll(blocks.ToArbitrary(), Gen.Choose(200, 600).ToArbitrary(), (body, length) =>
        {
            ImmutableArray<Block> document = [new Title("T"), .. body, new SourceList([new(1, "S", null)]), new CardId("t/s@1")];
            var parts = DocumentCut.Split(document, length, part => PlainText.Render(part).Length);
            Assert.True(parts.Length > 1 || parts[0] == document);
            Assert.All(parts, part =>
            {
                Assert.True(PlainText.Render(part).Length <= length);
                Assert.Equal("T", Assert.IsType<Title>(part[0]).Text);
                Assert.Contains(part, block => block is SourceList);
                Assert.Equal("t/s@1", Assert.IsType<CardId>(part[^1]).Text);
            });

            // Every sentence is in one part, whole and in order, and each part but the last says how many are left.
            var left = SentencesOf(document);
            foreach (var (i, part) in parts.Index())
            {
                var shown = SentencesOf(part);
                var kept = i == parts.Length - 1 ? shown.Count : shown.Count - 1;
                Assert.True(kept > 0 || parts.Length == 1);
                Assert.Equal(left.Take(kept).Select(s => PlainText.Render(s.Inlines)), shown.Take(kept).Select(s => PlainText.Render(s.Inlines)));
                left = [.. left.Skip(kept)];
                Assert.True(left.Count == 0 || PlainText.Render(shown[^1].Inlines) == $"… {Quantity.Of(left.Count, "more sentence")}");
            }

            Assert.Empty(left);
        }).Check(Runs);
    }

    [Fact]
    public void SourcesThatAreTooLongAreSpreadOverThePartsEachInOneOfThem()
    {
        var entry = from title in AnyText.Generator
                    from passage in Gen.Choose(0, 900)
                    select new SourceEntry(1, "x" + title, "para. 1", null, "https://example.org/", passage == 0 ? null : new string('p', passage));
        Prop.ForAll(entry.ArrayOf(100).ToArbitrary(), Gen.Choose(400, 4_000).ToArbitrary(), (entries, length) =>
        {
            ImmutableArray<SourceEntry> numbered = [.. entries.Select((e, i) => e with { Number = i + 1 })];
            var parts = DocumentCut.Split([new Title("T"), new SourceList(numbered), new CardId("t/s@1")], length, part => PlainText.Render(part).Length);
            Assert.All(parts, part => Assert.True(PlainText.Render(part).Length <= length));
            var shown = parts.Select(part => part.OfType<SourceList>().Single().Entries).ToList();
            Assert.Equal(numbered.Select(e => (e.Number, e.Title)), shown.SelectMany(e => e).Select(e => (e.Number, e.Title)));
            Assert.All(shown.SelectMany(e => e).Zip(numbered), pair => Assert.StartsWith((pair.First.Passage ?? string.Empty).TrimEnd('…'), pair.Second.Passage ?? string.Empty, StringComparison.Ordinal));
            Assert.All(parts.SkipLast(1).Index(), part => Assert.Equal(
                $"… {Quantity.Of(100 - shown.Take(part.Index + 1).Sum(e => e.Length), "more source")}",
                PlainText.Render(part.Item.OfType<Paragraph>().Single().Sentences[0].Inlines)));
        }).Check(Runs.WithMaxTest(40));
    }

    [Fact]
    public void CompletionNeverOffersMoreThanTwentyFiveNorLongerThanAHundredNorTwoAlike()
    {
        var catalogue = Catalogue.Of([.. Enumerable.Range(0, 60).Select(i => new Topic(
            $"topic-{i}", string.Concat(Enumerable.Repeat("😀 long title ", 1 + i)), "Summary", [$"alias-{i}"], null, [], [], []))]);
        using var chat = new TestChat(catalogue);
        Prop.ForAll(AnyText, Gen.Elements("", "/brief ", "/brief t", "/brief alias-1 ", "/search x topic:", "/").ToArbitrary(), (typed, before) =>
        {
            var suggestions = chat.Router.CompleteTextAsync(before + typed, TestChat.Reader, CancellationToken.None).AsTask().Result.Suggestions;
            Assert.InRange(suggestions.Length, 0, 25);
            Assert.All(suggestions, suggestion => Assert.True(suggestion.Label.Length <= 100 && suggestion.Value.Length <= 100));
            Assert.DoesNotContain(suggestions, suggestion => suggestion.Label.EnumerateRunes().Contains(Rune.ReplacementChar));
            Assert.Equal(suggestions.Length, suggestions.Select(suggestion => suggestion.Label).Distinct(StringComparer.Ordinal).Count());
        }).Check(Runs);
    }

    [Fact]
    public void AnyTextAtAllIsAnsweredAndNeverWithAFailure()
    {
        using var folder = TestFolder.WithTea();
        using var chat = new TestChat(folder.Load().Catalogue);
        Prop.ForAll(AnyText, Gen.Elements("", "/", "/brief ", "/brief tea ", "/search ", "/sources ", "/brief topic:", "share ", "section:", "tea ", "\"").ToArbitrary(), (typed, before) =>
        {
            var reply = chat.AskAsync(before + typed).Result;
            Assert.NotEqual(Outcome.Failed, reply.Outcome);
            Assert.NotEmpty(PlainText.Render(reply.Blocks));
            Assert.DoesNotContain('\u202E', PlainText.Render(reply.Blocks));
        }).Check(Runs);
    }

    [Fact]
    public void TheDistanceOfNamesIsThatOfTheTextbook()
    {
        var name = Gen.Elements('a', 'b', 'c', 'é').ArrayOf().Select(letters => new string(letters)).ToArbitrary();
        Prop.ForAll(name, name, (a, b) =>
        {
            if (a.Length is > 0 and <= 64)
            {
                Assert.Equal(TextbookDistance(a, b), new NearestNames.Pattern(a).Distance(b));
            }
        }).Check(Runs);
    }

    private static List<Sentence> SentencesOf(ImmutableArray<Block> blocks) => [.. blocks.SelectMany(block => block switch
    {
        Paragraph paragraph => paragraph.Sentences,
        ItemList list => [.. list.Items.SelectMany(item => item.Sentences)],
        _ => ImmutableArray<Sentence>.Empty,
    })];

    private static int TextbookDistance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
