using BriefingBot.Authoring;
using BriefingBot.Briefings;

namespace BriefingBot.Tests.Authoring;

/// <summary>Files are exchanged one at a time; a bad one keeps what was good.</summary>
public sealed class LastGoodVersionTests : IDisposable
{
    private readonly TestFolder folder = TestFolder.WithTea();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AChangedFileIsServedAndTheOldCatalogueStaysAsItWas()
    {
        var before = folder.Load();
        folder.Write("tea/plant.md", TestFolder.Section("The leaf", "Tea is hot [@leaves, sec. 1, para. 2]."));
        var after = before.Replace(folder.Read("tea", "plant.md"));

        Assert.Equal("The plant", Plant(before).Title);
        Assert.Equal("The leaf", Plant(after).Title);
        Assert.Equal(Topic(before).Find("trade")!.Revision, Topic(after).Find("trade")!.Revision);
    }

    [Fact]
    public void OtherTopicsAreTheVerySameObjectsAfterAChange()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Briefings, "tea")))
        {
            folder.WriteBytes($"coffee/{Path.GetFileName(file)}", File.ReadAllBytes(file));
        }

        var before = folder.Load();
        folder.Write("tea/plant.md", TestFolder.Section("The leaf", "Tea is hot [@leaves, sec. 1, para. 2]."));
        var after = before.Replace(folder.Read("tea", "plant.md"));

        Assert.Same(Coffee(before), Coffee(after));
        Assert.NotSame(Topic(before), Topic(after));
        static Topic Coffee(BriefingSet set) => set.Catalogue.Topics.Single(topic => topic.Key == "coffee");
    }

    [Theory]
    [InlineData("no front matter")]
    [InlineData("---\ntitle: [\n---\n")]
    [InlineData("---\ntitle: The plant\nsummary: s\nreviewed: 2026-11-01\n---\nUncited.\n")]
    [InlineData("---\ntitle: The plant\nsummary: s\nreviewed: 2026-11-01\n---\nTea [@leaves, sec. 9, para. 1].\n")]
    public void ABadVersionIsListedAndTheGoodOneStays(string bad)
    {
        var before = folder.Load();
        folder.Write("tea/plant.md", bad);
        var after = before.Replace(folder.Read("tea", "plant.md"));

        Assert.NotEmpty(after.Problems(TestFolder.Today));
        Assert.Equal(Plant(before).Revision, Plant(after).Revision);

        folder.Write("tea/trade.md", TestFolder.Section("Other trade", "Ships took tea [@leaves, sec. 2, para. 1]."));
        var later = after.Replace(folder.Read("tea", "trade.md"));
        Assert.Equal("Other trade", Topic(later).Find("trade")!.Title);
        Assert.Equal(Plant(before).Revision, Plant(later).Revision);
    }

    [Fact]
    public void ABadTopicFileKeepsWhoMaySeeTheTopic()
    {
        folder.Write("tea/topic.yaml", "title: Tea\nsummary: s\nvisible-to: [browser]\n");
        var before = folder.Load();
        folder.Write("tea/topic.yaml", "title: Tea\nsummary: s\nvisible-too: [browser]\n");
        var after = before.Replace(folder.Read("tea", "topic.yaml"));

        Assert.Null(after.Catalogue.For(new Reader("terminal")).FindTopic("tea"));
        Assert.NotNull(after.Catalogue.For(new Reader("browser")).FindTopic("tea"));
    }

    [Fact]
    public void ABadTopicFileAtTheStartShowsTheTopicToNobody()
    {
        folder.Write("tea/topic.yaml", "title: Tea\nsummary: s\nvisible-too: [browser]\n");

        Assert.Empty(folder.Load().Catalogue.Topics);
    }

    [Fact]
    public void ADeletedSectionIsGone()
    {
        var after = folder.Load().Remove("tea", "plant.md");

        Assert.Null(Topic(after).Find("plant"));
        Assert.NotNull(Topic(after).Find("trade"));
    }

    [Fact]
    public void ADeletedTopicIsGone()
    {
        var after = folder.Load().Remove("tea", "plant.md").Remove("tea", "trade.md");

        Assert.Empty(after.Catalogue.Topics);
    }

    [Fact]
    public void AStrayFileThatGoesTakesNoSectionWithIt()
    {
        folder.Write("tea/plant.markdown", "stray");
        var after = folder.Load().Remove("tea", "plant.markdown");

        Assert.NotNull(Topic(after).Find("plant"));
        Assert.Empty(after.Problems(TestFolder.Today));
    }

    [Fact]
    public void ATopicWhoseFilesAreAllGoneLeavesNoProblems()
    {
        var after = folder.Load().Apply(Directory.EnumerateFiles(Path.Combine(folder.Briefings, "tea")).Select(file => new FileChange("tea", Path.GetFileName(file), Found: null)));

        Assert.Empty(after.TopicFolders);
        Assert.Empty(after.Catalogue.Topics);
        Assert.Empty(after.Problems(TestFolder.Today));
    }

    private static Topic Topic(BriefingSet set) => set.Catalogue.For(TestChat.Reader).FindTopic("tea")!;

    private static Section Plant(BriefingSet set) => Topic(set).Find("plant")!;
}
