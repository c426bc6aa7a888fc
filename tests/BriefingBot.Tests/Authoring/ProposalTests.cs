using BriefingBot.Authoring;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Authoring;

/// <summary>What a new text of a section would do, before anything is written.</summary>
public sealed class ProposalTests : IDisposable
{
    private const string Body = "Tea is a drink made of leaves [@leaves, sec. 1, para. 1]. Most drink it hot [@leaves, sec. 1, para. 2].";

    private readonly TestFolder folder = TestFolder.WithTea();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AGoodTextMayBeSavedAndShowsItsDifferenceBySentence()
    {
        var proposal = Propose(TestFolder.Section("The plant", "Tea is a drink made of leaves\n[@leaves, sec. 1, para. 1]. Few drink it cold [@leaves, sec. 1, para. 2]."));

        Assert.True(proposal.MaySave);
        Assert.Empty(proposal.Problems);
        Assert.Equal(
            [
                (ChangeKind.Removed, "Most drink it hot [@leaves, sec. 1, para. 2]."),
                (ChangeKind.Added, "Few drink it cold [@leaves, sec. 1, para. 2]."),
            ],
            Changes(proposal));
    }

    [Fact]
    public void AFieldOfTheFrontMatterIsALineOfTheDifference() =>
        Assert.Equal(
            [(ChangeKind.Removed, "title: The plant"), (ChangeKind.Removed, "summary: About The plant."), (ChangeKind.Added, "title: The shrub"), (ChangeKind.Added, "summary: About The shrub.")],
            Changes(Propose(TestFolder.Section("The shrub", Body))).OrderBy(change => change.Kind));

    [Fact]
    public void WhereLinesBreakMakesNoDifference() =>
        Assert.Empty(Changes(Propose(TestFolder.Section("The plant", Body.Replace(" made", "\nmade", StringComparison.Ordinal)))));

    [Fact]
    public void ItHasTheProblemsThatCheckWouldFind()
    {
        var text = TestFolder.Section("The plant", "Tea is brown. It is hot [@leaves, sec. 9, para. 1].");
        var proposal = Propose(text);

        folder.Write("tea/plant.md", text);
        Assert.False(proposal.MaySave);
        Assert.Equal(folder.Problems(), proposal.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void ProblemsOfOtherFilesAreTheirOwn()
    {
        folder.Write("tea/trade.md", "no front matter");
        Assert.True(Propose(TestFolder.Section("The plant", "Tea is drunk hot [@leaves, sec. 1, para. 2].")).MaySave);
    }

    [Fact]
    public void ANameThatAnotherSectionHasIsAProblemWhereverItIsReported() =>
        Assert.Contains(Propose(TestFolder.Section("The plant", Body, aliases: "[ships]")).Errors, problem => problem.Code == ProblemCodes.DuplicateName);

    [Fact]
    public void AStaleRevisionIsAConflictWithBothTexts()
    {
        var mine = Read(TestFolder.Section("Mine", Body));
        var theirs = Read(TestFolder.Section("Theirs", Body));
        var proposal = folder.Load().Propose("tea", "plant", Plant().Revision, theirs, mine, TestFolder.Today);

        Assert.True(proposal.IsConflict);
        Assert.False(proposal.MaySave);
        Assert.Equal((theirs, mine), (proposal.Now, proposal.New));
    }

    [Fact]
    public void ASectionThatIsGoneIsAConflictToo() =>
        Assert.True(folder.Load().Propose("tea", "plant", Plant().Revision, now: null, Read(TestFolder.Section("Mine", Body)), TestFolder.Today).IsConflict);

    [Fact]
    public void ANewSectionStartsFromNothing() =>
        Assert.True(folder.Load().Propose("tea", "brewing", from: null, now: null, Read(TestFolder.Section("Brewing", Body)), TestFolder.Today).MaySave);

    [Theory]
    [InlineData("../plant", ProblemCodes.BadName)]
    [InlineData("Plant", ProblemCodes.BadName)]
    [InlineData("con", ProblemCodes.ReservedName)]
    [InlineData("", ProblemCodes.BadName)]
    public void AKeyThatIsNoNameIsAProblem(string key, string code) =>
        Assert.Contains(folder.Load().Propose("tea", key, from: null, now: null, Read(TestFolder.Section("Brewing", Body)), TestFolder.Today).Errors, problem => problem.Code == code);

    [Fact]
    public void TheSameTextIsNothingToSave()
    {
        var proposal = Propose(Plant().Text);
        Assert.True(proposal.IsSame);
        Assert.False(proposal.MaySave);
    }

    [Fact]
    public void WhatReadersWouldNoLongerFindIsNamed() =>
        Assert.Equal("The plant", Assert.Single(Propose(TestFolder.Section("The plant", Body, more: "status: draft")).Lost));

    [Fact]
    public void TheLastSectionOfAllCannotBeTakenAway()
    {
        folder.Delete("tea/trade.md");
        var proposal = Propose(TestFolder.Section("The plant", Body, more: "status: draft"));
        Assert.True(proposal.LosesEverything);
        Assert.False(proposal.MaySave);
    }

    [Theory]
    [InlineData("\uFEFFone\r\ntwo\rthree\n\n\n", "one\ntwo\nthree\n")]
    [InlineData("one", "one\n")]
    public void LineEndsAndByteOrderMarksAreMadeAlike(string typed, string kept) => Assert.Equal(kept, Read(typed).Text);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \r\n\t", "is empty")]
    public void WhatIsNoTextIsRefusedWithASentence(string typed, string part)
    {
        Assert.False(SectionText.TryRead(typed, out _, out var refusal));
        Assert.Contains(part, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void HalfACharacterIsRefusedRatherThanChanged()
    {
        Assert.False(SectionText.TryRead("half " + '\uD83D', out _, out var refusal));
        Assert.Contains("half a character", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('a', SectionText.MostBytes + 1)]
    [InlineData('語', (SectionText.MostBytes / 3) + 1)]
    [InlineData('a', 50_000_000)]
    public void WhatIsTooLongIsRefusedBeforeItIsRead(char character, int length)
    {
        Assert.False(SectionText.TryRead(new(character, length), out _, out var refusal));
        Assert.Contains("the most that is taken is 65,536 bytes", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0", ProblemCodes.UnsafeCharacter)]
    [InlineData("\u202E", ProblemCodes.UnsafeCharacter)]
    [InlineData("![picture](https://example.org/x.png)", ProblemCodes.UnsupportedMarkdown)]
    public void WhatCouldDoHarmIsAnErrorWithItsPlace(string part, string code) =>
        Assert.Contains(Propose(TestFolder.Section("The plant", $"Tea {part} [@leaves, sec. 1, para. 1].")).Errors, problem => problem.Code == code && problem.Line == 10);

    [Fact]
    public void AnchorsThatWouldExplodeAreRefused()
    {
        var bomb = string.Join('\n', Enumerable.Range(1, 9).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat(level == 1 ? "x" : $"*a{level - 1}", 9))}]"));
        Assert.Contains(Propose($"---\n{bomb}\ntitle: Bomb\n---\n\n{Body}").Errors, problem => problem.Code == ProblemCodes.YamlAlias);
    }

    [Fact]
    public void OneHugeLineIsAnErrorAndNothingMore() =>
        Assert.Contains(Propose(TestFolder.Section("The plant", string.Join(' ', Enumerable.Repeat("word", 12_000)))).Errors, problem => problem.Code == ProblemCodes.TooLong);

    [Theory]
    [InlineData("@everyone")]
    [InlineData("<script>alert(1)</script>")]
    public void WhatMeansSomethingElsewhereIsJustText(string part)
    {
        var text = Read(TestFolder.Section("The plant", $"Tea is for {part} [@leaves, sec. 1, para. 1]."));
        var proposal = folder.Load().Propose("tea", "plant", Plant().Revision, Plant(), text, TestFolder.Today);
        Assert.Contains(Changes(proposal), change => change.Text.Contains(part, StringComparison.Ordinal));
        var body = folder.Load().Replace(new("tea", "plant.md", text.ToBytes())).Find("tea")!.Find("plant")!.Body;
        Assert.Contains(part, PlainText.Render(body), StringComparison.Ordinal);
        Assert.All(body.OfType<Paragraph>().SelectMany(paragraph => paragraph.Sentences).SelectMany(sentence => sentence.Inlines), inline => Assert.True(inline is Text or CitationMark));
    }

    private static IEnumerable<(ChangeKind Kind, string Text)> Changes(Proposal proposal) =>
        proposal.Difference.Where(change => change.Kind is not ChangeKind.Kept).Select(change => (change.Kind, change.Text));

    private static SectionText Read(string text) => SectionText.TryRead(text, out var read, out var refusal) ? read : throw new InvalidOperationException(refusal);

    private SectionText Plant() => SectionText.Decode(folder.Read("tea", "plant.md").Bytes.Span)!;

    private Proposal Propose(string text) => folder.Load().Propose("tea", "plant", Plant().Revision, Plant(), Read(text), TestFolder.Today);
}
