using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using Moq;

namespace BriefingBot.Tests.Briefings;

public sealed class SearchTests : IDisposable
{
    private readonly TestChat chat = new(BriefingFolder.Load(Repository.Briefings, SourceDocuments.None).Catalogue);

    public void Dispose() => chat.Dispose();

    [Theory]
    [InlineData("refugees", "strategy")]
    [InlineData("REFUGEE", "strategy")]
    [InlineData("lips teeth", "history")]
    [InlineData("infrastructure energy", "outlook")]
    [InlineData("summits", "leaders")]
    [InlineData("smuggling illicit", "economics")]
    public async Task TheBestSectionComesFirst(string words, string section)
    {
        var reply = await chat.AskAsync($"/search {words}");

        Assert.Equal($"/brief china-nk {section}", reply.Controls.OfType<Menu>().Single().Items[0].Command);
    }

    [Fact]
    public async Task AtMostFiveHitsComeWithTheMatchMarkedAndNamed()
    {
        var reply = await chat.AskAsync("/search china");

        Assert.Equal(5, reply.Blocks.OfType<ItemList>().Single().Items.Length);
        Assert.All(reply.Blocks.OfType<ItemList>().Single().Items, item =>
            Assert.Contains(item.Sentences[1].Inlines, inline => inline is Highlight { Value: "China" or "China's" }));
        Assert.Equal("Best first. Words found: china", reply.Blocks.OfType<StatusLine>().Single().Text);
    }

    [Theory]
    [InlineData("sanctions\"")]
    [InlineData("\"sanctions")]
    [InlineData("sanctions*")]
    [InlineData("*sanctions")]
    [InlineData("sanctions AND OR NOT")]
    [InlineData("NEAR(sanctions)")]
    [InlineData("text:sanctions")]
    [InlineData("^sanctions")]
    [InlineData("sanctions'; drop table sections; --")]
    [InlineData("{sanctions}")]
    [InlineData("sanctions + -")]
    public async Task NoCharacterInASearchHasAMeaningOfItsOwn(string words)
    {
        var reply = await chat.AskAsync($"/search {words}");

        Assert.Equal(Outcome.Done, reply.Outcome);
        Assert.Contains("sanctions", reply.Blocks.OfType<StatusLine>().Single().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("*")]
    [InlineData("()")]
    [InlineData("xyzzy")]
    [InlineData("🦔")]
    [InlineData("\u202E")]
    public async Task WordsThatNoSectionHoldsGetANextStep(string words)
    {
        var reply = await chat.AskAsync($"/search {words} topic:china-nk");

        Assert.NotEqual(Outcome.Done, reply.Outcome);
        Assert.Contains(reply.Blocks.OfType<Paragraph>().SelectMany(paragraph => paragraph.Sentences).SelectMany(sentence => sentence.Inlines), inline => inline is CommandText or Code);
    }

    [Fact]
    public async Task WhereNoSectionHoldsAllWordsSomeAreEnough()
    {
        Assert.Contains("/brief china-nk strategy", await chat.SayAsync("/search refugees xyzzy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTopicMayStandAtTheEndOrBeNamed()
    {
        Assert.Contains("in “China and North Korea”", await chat.SayAsync("/search trade china-nk"), StringComparison.Ordinal);
        Assert.Contains("in “China and North Korea”", await chat.SayAsync("/search topic:sino-nk trade"), StringComparison.Ordinal);
        Assert.Contains("There is no topic “mars”", await chat.SayAsync("/search topic:mars trade"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASearchWhileTooManyWaitIsToldToComeBack()
    {
        var search = new Mock<ISectionSearch>();
        search.Setup(index => index.FindAsync("tea", null, TestChat.Reader, It.IsAny<int>(), It.IsAny<CancellationToken>())).ThrowsAsync(new SearchBusyException());
        var reply = await new SearchCommand(search.Object).AnswerAsync(
            new("search", ImmutableDictionary<string, string>.Empty.Add("words", "tea"), TestChat.Reader), Catalogue.Empty.For(TestChat.Reader), CancellationToken.None);

        Assert.Equal("Too many people are searching at this moment. Wait a few seconds, and type it again: /search tea\n", PlainText.Render(reply.Blocks));
    }

    [Fact]
    public async Task AnIndexThatIsDisposedWhileItIsBuiltEndsQuietly()
    {
        using var folder = TestFolder.WithTea();
        for (var i = 0; i < 300; i++)
        {
            folder.Write($"tea/cup-{i}.md", TestFolder.Section($"Cup {i}", "Tea is hot [@leaves, sec. 1, para. 2]."));
        }

        var catalogue = folder.Load().Catalogue;
        for (var i = 0; i < 10; i++)
        {
            var index = new BriefingBot.Host.Search.SectionIndex();
            var building = Task.Run(() => index.Build(catalogue));
            index.Dispose();
            await building;
        }
    }

    [Fact]
    public async Task AChangedSectionIsFoundByItsNewWordsOnly()
    {
        using var folder = TestFolder.WithTea();
        var before = folder.Load();
        using var tea = new TestChat(before.Catalogue);
        folder.Write("tea/plant.md", TestFolder.Section("The plant", "Camellia grows on hills [@leaves, sec. 1, para. 1]."));
        var after = before.Replace(folder.Read("tea", "plant.md"));
        tea.Index.Replace(before.Catalogue.Topics.Single(), after.Catalogue.Topics.Single());
        tea.Library.Publish(after.Catalogue);

        Assert.Contains("/brief tea plant", await tea.SayAsync("/search camellia"), StringComparison.Ordinal);
        Assert.DoesNotContain("/brief tea plant", await tea.SayAsync("/search hot"), StringComparison.Ordinal);
    }
}
