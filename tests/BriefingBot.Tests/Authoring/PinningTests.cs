using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Authoring;

/// <summary>What becomes of citations when a document changes.</summary>
public sealed class PinningTests : IDisposable
{
    private readonly TestFolder folder = TestFolder.WithTea();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ADocumentThatIsTheSameVerifiesEveryCitation()
    {
        Assert.Empty(folder.Problems(folder.Documents()));
        Assert.All(Citations(), citation => Assert.Equal(PinState.Verified, citation.Pin.State));
    }

    [Fact]
    public void RetypedQuotesDashesAndSpacesAreTheSameWords()
    {
        Assert.Equal(SourceDocument.Fingerprint("He said “yes” – it's   so"), SourceDocument.Fingerprint("He said \"yes\" - it’s so "));
        Assert.NotEqual(SourceDocument.Fingerprint("He said yes"), SourceDocument.Fingerprint("He said no"));
    }

    [Fact]
    public async Task APassageThatMovedIsSaidToBeElsewhere()
    {
        folder.WriteSource("leaves.txt", "All about leaves\n\nA new heading\n\nWhat tea is\n\nIt is drunk hot in most places.\nTea is made of leaves.\n\nTrade in tea\n\nShips carried tea around the world.\n");

        Assert.Contains(
            "tea/plant.md:10:32: warning passage-moved “leaves” changed: what stood at sec. 1, para. 1 now stands at sec. 2, para. 2. Cite that place, or if you have done so already, run “pin tea --sources DIR --accept”.",
            folder.Problems(folder.Documents()));
        using var chat = new TestChat(folder.Load(folder.Documents()).Catalogue);
        var card = await chat.SayAsync("/brief tea plant");
        Assert.Contains("No citation here is in order; see the sources below.", card, StringComparison.Ordinal);
        Assert.Contains("(the document changed: this passage now stands at sec. 2, para. 2)", card, StringComparison.Ordinal);
    }

    [Fact]
    public void APassageThatIsGoneIsUnpinnedAndNeverAttachedToWordsThatLookAlike()
    {
        folder.WriteSource("leaves.txt", "All about leaves\n\nWhat tea is\n\nTea is made of leaves and stalks.\nIt is drunk hot in most places.\n\nTrade in tea\n\nShips carried tea around the world.\n");

        Assert.Equal(PinState.Unpinned, Citations().Single(citation => citation.Locator == new Locator(1, 1)).Pin.State);
        Assert.Equal(PinState.Verified, Citations().Single(citation => citation.Locator == new Locator(1, 2)).Pin.State);
    }

    [Fact]
    public void PinningAgainNamesTheCitationsThatWouldPointAtOtherWords()
    {
        folder.WriteSource("leaves.txt", "All about leaves\n\nWhat tea is\n\nSomething else.\n\nTrade in tea\n\nShips carried tea around the world.\n");

        var lost = folder.Load().Pin("tea", folder.Documents())!.Lost;
        Assert.Equal([ProblemCodes.PassageUnpinned, ProblemCodes.PassageUnpinned], lost.Select(problem => problem.Code));
        Assert.All(lost, problem => Assert.Equal("tea/plant.md", problem.File));
    }

    [Fact]
    public void AMissingDocumentIsNamed()
    {
        File.Delete(Path.Combine(folder.Sources, "leaves.txt"));

        Assert.Equal(("leaves", "leaves.txt"), Assert.Single(folder.Load().Pin("tea", folder.Documents())!.Missing));
        Assert.Contains(
            "tea/sources.yaml:2:5: error missing-document The folder of sources has no file leaves.txt that can be read, so “leaves” could not be compared. " +
            "Put it there; only .txt and .md files up to 16 MB are read.",
            folder.Problems(folder.Documents()));
    }

    [Fact]
    public void ACorrectedCitationWaitsForThePinAndItsSectionStays()
    {
        folder.WriteSource("leaves.txt", "All about leaves\n\nA new heading\n\nNothing.\n\nWhat tea is\n\nTea is made of leaves.\nIt is drunk hot in most places.\n\nTrade in tea\n\nShips carried tea around the world.\n");
        folder.Write("tea/trade.md", TestFolder.Section("The trade", "Ships took tea everywhere [@leaves, sec. 3, para. 1]."));

        Assert.Contains(
            "tea/trade.md:10:28: warning not-pinned “leaves” changed, and sec. 3, para. 1 is not in its lock yet. When all its citations are corrected, run “pin tea --sources DIR --accept”.",
            folder.Problems(folder.Documents()));
        Assert.Contains(folder.Load(folder.Documents()).Catalogue.Topics.Single().Sections, section => section.Key == "trade");
    }

    [UnixFact]
    public void ADocumentThatCannotBeReadTakesNoOtherDown()
    {
        File.CreateSymbolicLink(Path.Combine(folder.Sources, "broken.txt"), "nowhere.txt");
        File.CreateSymbolicLink(Path.Combine(folder.Sources, "loop.txt"), "loop.txt");
        File.CreateSymbolicLink(Path.Combine(folder.Sources, "endless.txt"), "/dev/zero");
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder.Sources, "pipe.txt")))
        {
            pipe.WaitForExit();
        }

        Assert.Empty(folder.Problems(folder.Documents()));
    }

    [Fact]
    public async Task PassagesAreShownOnlyWhereTheOperatorMayShowThem()
    {
        using var open = new TestChat(folder.Load(folder.Documents(mayBeShown: true)).Catalogue);
        using var closed = new TestChat(folder.Load(folder.Documents()).Catalogue);

        Assert.Contains("“Ships carried tea around the world.”", await open.SayAsync("/sources tea trade"), StringComparison.Ordinal);
        Assert.DoesNotContain("around the world", await closed.SayAsync("/sources tea trade"), StringComparison.Ordinal);
        Assert.Contains("(verified against the document)", await closed.SayAsync("/sources tea trade"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheLockHoldsNoSentenceOfTheDocument()
    {
        var locked = File.ReadAllText(Path.Combine(folder.Briefings, "tea/sources.lock.json"));

        Assert.DoesNotContain("Ships carried", locked, StringComparison.Ordinal);
        Assert.Contains("Trade in tea", locked, StringComparison.Ordinal);
    }

    private IEnumerable<Citation> Citations() =>
        folder.Load(folder.Documents()).Catalogue.Topics.SelectMany(topic => topic.Sections).SelectMany(section => section.Citations);
}
