using System.Text.RegularExpressions;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Tests;

/// <summary>The briefings that ship with the bot, held to what the project promises of them.</summary>
public sealed partial class ShippedContentTests
{
    private static readonly BriefingSet Shipped = BriefingFolder.Load(Repository.Briefings, SourceDocuments.None);

    public static TheoryData<string> Files() =>
        new(Directory.EnumerateFiles(Repository.Briefings, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Briefings, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal));

    public static TheoryData<string, string> Sections()
    {
        var data = new TheoryData<string, string>();
        foreach (var section in Shipped.Catalogue.Topics.SelectMany(topic => topic.Sections))
        {
            data.Add(section.TopicKey, section.Key);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void TheFileHasNoProblems(string file) =>
        Assert.DoesNotContain(Shipped.Problems(TestFolder.Today), problem => problem.File == file);

    [Fact]
    public void ChinaAndNorthKoreaHasItsEightSectionsInOrder() => Assert.Equal(
        ["history", "diplomacy", "economics", "strategy", "nuclear", "leaders", "signals", "outlook"],
        Shipped.Catalogue.For(TestChat.Reader).FindTopic("china-nk")!.Offered.Select(section => section.Key));

    [Theory]
    [MemberData(nameof(Sections))]
    public void TheSectionHasThreeToSevenSentencesAndTheRightLength(string topic, string section)
    {
        var body = Find(topic, section).Body;
        Assert.InRange(body.OfType<Paragraph>().Sum(paragraph => paragraph.Sentences.Length), 3, 7);
        Assert.InRange(PlainText.Words(body).Trim().Length, 400, 1_100);
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void EverySentenceEndsWithACitationThatTheLockHolds(string topic, string section)
    {
        var found = Find(topic, section);
        Assert.All(found.Body.OfType<Paragraph>().SelectMany(paragraph => paragraph.Sentences), sentence =>
        {
            Assert.NotEmpty(Assert.IsType<CitationMark>(sentence.Inlines[^2]).Numbers);
            Assert.Equal(".", Assert.IsType<Text>(sentence.Inlines[^1]).Value);
        });
        Assert.All(found.Citations, citation => Assert.Equal(PinState.Pinned, citation.Pin.State));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task TheCardFitsEveryPlatformWhole(string topic, string section)
    {
        using var chat = new TestChat(Shipped.Catalogue);
        var reply = await chat.AskAsync($"/brief {topic} {section}");
        var found = Find(topic, section);

        // The narrowest: 256 for a title, 3,000 for a block of text, 6,000 for a message, 100 for a menu's label,
        // 80 for a button's label, 100 for the identifier of what can be pressed.
        Assert.True(found.Title.Length <= 100);
        Assert.True(PlainText.Render(found.Body).Length <= CardLimits.BodyCharacters);
        Assert.True(PlainText.Render(reply.Blocks).Length <= CardLimits.CardCharacters);
        var menu = Assert.Single(reply.Controls.OfType<Menu>());
        Assert.InRange(menu.Items.Length, 1, 25);
        Assert.All(menu.Items, item => Assert.True(item.Label.Length <= 100 && item.Command.Length <= 90));
        Assert.All(reply.Controls.OfType<Button>(), button => Assert.True(button.Label.Length <= 80 && button.Command.Length <= 90));
    }

    [Fact]
    public void EveryParagraphOfEverySourceIsCited()
    {
        var topic = Shipped.Catalogue.For(TestChat.Reader).FindTopic("china-nk")!;
        var locked = SourceLock.Read("sources.lock.json", File.ReadAllBytes(Path.Combine(Repository.Briefings, "china-nk", "sources.lock.json"))).Good!;
        var cited = topic.Sections.SelectMany(section => section.Citations).Select(citation => (citation.Source.Id, citation.Locator)).ToHashSet();
        var paragraphs = locked.Sources.SelectMany(source => source.Places().Select(place => (source.Id, place))).ToList();
        Assert.Equal(25, paragraphs.Count);
        Assert.All(paragraphs, paragraph => Assert.Contains(paragraph, cited));
    }

    [Fact]
    public void OnlySpokenWordsAreQuoted() => Assert.Equal(
        ["as close as lips and teeth", "steadfast", "will remain constant"],
        Shipped.Catalogue.Topics.SelectMany(topic => topic.Sections)
            .SelectMany(section => Quoted().Matches($"{section.Title} {section.Summary} {PlainText.Words(section.Body)}").Select(quote => quote.Groups[1].Value))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void TheReadmeShowsTheTextThatShips() =>
        Assert.Contains($"\n{Find("china-nk", "nuclear").Id}\n", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);

    [SourcesFact]
    public void EveryFingerprintHoldsAgainstTheDocuments()
    {
        var set = BriefingFolder.Load(Repository.Briefings, SourceDocuments.Read(Repository.Sources!, mayBeShown: false));
        Assert.Empty(set.Problems(TestFolder.Today));
        Assert.All(
            set.Catalogue.Topics.SelectMany(topic => topic.Sections).SelectMany(section => section.Citations),
            citation => Assert.Equal(PinState.Verified, citation.Pin.State));
    }

    [SourcesFact]
    public void TheWordsAreOurOwn()
    {
        const int Run = 7;
        var documents = string.Join(' ', Directory.EnumerateFiles(Repository.Sources!, "*.txt").Select(File.ReadAllText).SelectMany(Words));
        Assert.All(Shipped.Catalogue.Topics.SelectMany(topic => topic.Sections), section =>
        {
            var words = Words(PlainText.Words(section.Body)).ToList();
            var borrowed = Enumerable.Range(0, Math.Max(0, words.Count - Run + 1))
                .Select(start => string.Join(' ', words.Skip(start).Take(Run)))
                .Where(run => $" {documents} ".Contains($" {run} ", StringComparison.Ordinal));
            Assert.Empty(borrowed);
        });
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text.ToLowerInvariant()).Select(word => word.Value);

    private static Section Find(string topic, string section) => Shipped.Catalogue.For(TestChat.Reader).FindTopic(topic)!.Find(section)!;

    [GeneratedRegex("[\"“]([^\"”]+)[\"”]")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}

/// <summary>Needs the documents the content was written from, which are not part of the repository.</summary>
internal sealed class SourcesFactAttribute : FactAttribute
{
    public SourcesFactAttribute()
    {
        if (Repository.Sources is null)
        {
            Skip = "The source documents are not beside this checkout.";
        }
    }
}
