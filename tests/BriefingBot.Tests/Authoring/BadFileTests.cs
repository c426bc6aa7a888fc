using System.Diagnostics;
using System.Text;
using BriefingBot.Authoring;
using BriefingBot.Briefings;

namespace BriefingBot.Tests.Authoring;

/// <summary>Files no careful administrator would write. The rules with an example each are in Specs/authoring.md.</summary>
public sealed class BadFileTests : IDisposable
{
    private readonly TestFolder folder = TestFolder.WithTea();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFileWithAByteOrderMarkAndWindowsLineEndsIsReadLikeAnyOther()
    {
        var before = Section("plant");
        var text = File.ReadAllText(Path.Combine(folder.Briefings, "tea/plant.md")).Replace("\n", "\r\n", StringComparison.Ordinal);
        folder.WriteBytes("tea/plant.md", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]);

        Assert.Empty(folder.Problems());
        Assert.Equal(before.Revision, Section("plant").Revision);
    }

    [Fact]
    public void AByteThatIsNotUtf8IsPlacedAndTheOtherFilesAreServed()
    {
        folder.WriteBytes("tea/plant.md", [.. "---\ntitle: Th\u00e9"u8[..11], 0xE9, .. "\n---\n"u8]);

        Assert.Equal(["tea/plant.md:2:8: error not-utf8 This byte is not UTF-8 text; save the file as UTF-8."], folder.Problems());
        Assert.Equal("trade", Assert.Single(Topic().Sections).Key);
    }

    [Fact]
    public void AFileInUtf16IsToldHowToBeSaved()
    {
        folder.WriteBytes("tea/plant.md", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("---\ntitle: Tea\n---\n")]);

        Assert.Equal(["tea/plant.md:1:1: error not-utf8 This file is saved as UTF-16; save it as UTF-8."], folder.Problems());
    }

    [Theory]
    [InlineData("\u202E", "U+202E")]
    [InlineData("\u2066", "U+2066")]
    [InlineData("\u0007", "U+0007")]
    [InlineData("\u009B", "U+009B")]
    [InlineData("\u001B", "U+001B")]
    public void ACharacterThatChangesHowOtherTextIsShownIsNamedAndPlaced(string character, string name)
    {
        folder.Write("tea/plant.md", TestFolder.Section("The plant", $"Tea is a{character} drink [@leaves, sec. 1, para. 1]."));

        Assert.Contains($"tea/plant.md:10:9: error unsafe-character The invisible character {name} can change how other text is shown; delete it.", folder.Problems());
    }

    [Fact]
    public void AnEscapeInYamlSmugglesNoSuchCharacterInEither()
    {
        folder.Write("tea/plant.md", TestFolder.Section("\"The \\u202E plant\"", "Tea is a drink [@leaves, sec. 1, para. 1]."));

        Assert.Contains(folder.Problems(), problem => problem.StartsWith("tea/plant.md:2:8: error unsafe-character", StringComparison.Ordinal));
    }

    [Fact]
    public void AYamlBombIsRefusedAtItsFirstAnchor()
    {
        var bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (var c = 'b'; c < 'k'; c++)
        {
            var before = (char)(c - 1);
            bomb.Append($"{c}: &{c} [{string.Join(", ", Enumerable.Repeat("*" + before, 9))}]\n");
        }

        folder.Write("tea/topic.yaml", bomb.ToString());

        Assert.StartsWith("tea/topic.yaml:1:4: error yaml-alias Anchors", Assert.Single(folder.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void YamlNestedTenThousandLevelsDeepIsRefused()
    {
        folder.Write("tea/topic.yaml", "title: " + new string('[', 10_000));

        Assert.Contains("is nested more than 10 levels deep", Assert.Single(folder.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfFiveMegabytesIsNotEvenRead()
    {
        folder.WriteBytes("tea/plant.md", new byte[5 << 20]);

        Assert.Contains(
            "tea/plant.md:1:1: error too-large This file has 5,242,880 bytes; the most that is read is 262,144. Shorten it.",
            folder.Problems());
        Assert.Equal("trade", Assert.Single(Topic().Sections).Key);
    }

    [Fact]
    public void OneLineAsLongAsAFileMayBeIsReadInNoTimeAtAll()
    {
        var watch = Stopwatch.StartNew();
        foreach (var filler in new[] { "[@leaves, sec. 1, ", "[@", "*a", "[", "](", "a. ", "\"", "`", "<", "&", "![", "\\" })
        {
            folder.Write("tea/plant.md", TestFolder.Section("The plant", string.Concat(Enumerable.Repeat(filler, 200_000 / filler.Length))));
            Assert.NotEmpty(folder.Problems());
        }

        // Not a measure of speed: what grows with the square of the length would take hours here.
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData("[@leaves, sec. 1, para. 2147483647]", "has 2 paragraphs, not 2147483647")]
    [InlineData("[@leaves, sec. 1, paras. 1-2147483647]", "are no range")]
    [InlineData("[@leaves, sec. 2147483647, para. 1]", "has 2 sections, not 2147483647")]
    [InlineData("[@leaves, sec. 99999999999999999999, para. 1]", "has 2 sections")]
    public void ANumberTooLargeIsAProblemAndNothingMore(string citation, string message)
    {
        folder.Write("tea/plant.md", TestFolder.Section("The plant", $"Tea is hot {citation}."));

        Assert.Contains(message, Assert.Single(folder.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void ATextThatNoCardCouldHoldIsRefusedBeforeItIsRead()
    {
        folder.Write("tea/plant.md", TestFolder.Section("The plant", string.Concat(Enumerable.Repeat("\\*", 20_000))));

        Assert.StartsWith("tea/plant.md:9:1: error too-long The text has 40,002 characters; the most that is read is 16,000.", Assert.Single(folder.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void ASectionThatCitesHundredsOfPassagesIsRefused()
    {
        var ranges = string.Join("; ", Enumerable.Range(0, 30).Select(i => $"@leaves, sec. 1, paras. {(50 * i) + 1}-{(50 * i) + 50}"));
        folder.Write("tea/plant.md", TestFolder.Section("The plant", $"Tea is hot [{ranges[..900]}, para. 1]. It is made of leaves [{string.Join("; ", ranges.Split("; ").Take(5))}]."));

        Assert.Contains(folder.Problems(), problem => problem.Contains("error too-long The text cites 250 passages; a section cites at most 100.", StringComparison.Ordinal));
    }

    [Fact]
    public void EmphasisInsideEmphasisEndsAtALevelThatPeopleWrite()
    {
        var open = string.Concat(Enumerable.Repeat("*a _b ", 14));
        var close = string.Concat(Enumerable.Repeat(" b_ a*", 14));
        folder.Write("tea/plant.md", TestFolder.Section("The plant", $"{open}[@leaves, sec. 1, para. 1]{close}."));

        Assert.Contains(folder.Problems(), problem => problem.Contains("error unsupported-markdown Emphasis and links inside one another", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"version":1,"sources":[null]}""")]
    [InlineData("""{"version":1,"sources":[{"id":"leaves","file":null,"sha256":"","sections":[]}]}""")]
    [InlineData("""{"version":1,"sources":[{"id":"leaves","file":"f","sha256":"","sections":[null]}]}""")]
    [InlineData("""{"version":99999999999,"sources":[]}""")]
    [InlineData("""{"version":1,"sources":null}""")]
    [InlineData("""{"version":1}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void ALockOfAnyShapeIsAProblemAndTheSectionsAreShownAsUnpinned(string content)
    {
        folder.Write("tea/sources.lock.json", content);

        Assert.Contains(folder.Problems(), problem => problem.Contains("error bad-lock", StringComparison.Ordinal));
        Assert.Equal(2, Topic().Sections.Length);
    }

    [UnixFact]
    public void AFileNameCannotSpeakToATerminal()
    {
        folder.Write("tea/x\u001B]0;owned\u0007\n::error::y.txt", "x");

        var problem = Assert.Single(folder.Problems());
        Assert.StartsWith("tea/x ]0;owned  ::error::y.txt:1:1: warning unknown-file", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void OneFileIsNotReportedAThousandTimes()
    {
        folder.Write("tea/plant.md", TestFolder.Section("The plant", string.Concat(Enumerable.Repeat("[@] ", 2_000))));

        var problems = folder.Problems();
        Assert.Equal(101, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("error more There are more problems from here on; mend those above first.", StringComparison.Ordinal));
    }

    [Fact]
    public void ALinkOutOfTheFolderIsNotFollowed()
    {
        folder.WriteSource("secret.md", TestFolder.Section("Secret", "Nobody reads this [@leaves, sec. 1, para. 1]."));
        File.CreateSymbolicLink(Path.Combine(folder.Briefings, "tea", "secret.md"), Path.Combine(folder.Sources, "secret.md"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Briefings, "elsewhere"), folder.Sources);

        Assert.Equal(
            [
                "elsewhere/:1:1: error outside-folder This folder is a link that leads out of the briefings folder; put the files themselves here.",
                "tea/secret.md:1:1: error outside-folder This file is a link that leads out of the briefings folder; put the file itself here.",
            ],
            folder.Problems().Where(problem => problem.Contains("outside-folder", StringComparison.Ordinal)));
        Assert.DoesNotContain(Topic().Sections, section => section.Key == "secret");
    }

    [Fact]
    public void ALinkThatStaysInsideIsFollowedAsContainerMountsNeed()
    {
        var plant = Path.Combine(folder.Briefings, "tea", "plant.md");
        var hidden = Path.Combine(folder.Briefings, "tea", "..data");
        Directory.CreateDirectory(hidden);
        File.Move(plant, Path.Combine(hidden, "plant.md"));
        File.CreateSymbolicLink(plant, "..data/plant.md");

        Assert.Empty(folder.Problems());
        Assert.Equal(2, Topic().Sections.Length);
    }

    [Fact]
    public void ALinkToNowhereOrToItselfIsAProblemAndNothingMore()
    {
        File.CreateSymbolicLink(Path.Combine(folder.Briefings, "tea", "gone.md"), "nowhere.md");
        File.CreateSymbolicLink(Path.Combine(folder.Briefings, "tea", "loop.md"), "loop.md");

        Assert.Equal(2, folder.Problems().Count(problem => problem.Contains("error unreadable", StringComparison.Ordinal)));
        Assert.Equal(2, Topic().Sections.Length);
    }

    [Fact]
    public void TwoFilesThatClaimOneKeyLeaveTheRightlyNamedOne()
    {
        var right = Section("plant");
        folder.Write("tea/Plant.md", TestFolder.Section("Another plant", "Tea is hot [@leaves, sec. 1, para. 2]."));

        Assert.StartsWith("tea/Plant.md:1:1: error bad-name “Plant” cannot be a name.", Assert.Single(folder.Problems()), StringComparison.Ordinal);
        Assert.Equal(right.Revision, Section("plant").Revision);
    }

    [Fact]
    public void AnAliasThatIsAnotherSectionsKeyLeadsToThatSection()
    {
        folder.Write("tea/plant.md", TestFolder.Section("The plant", "Tea is hot [@leaves, sec. 1, para. 2].", aliases: "[trade]"));

        Assert.Contains("error duplicate-name “trade” is already a name of tea/trade.md", Assert.Single(folder.Problems()), StringComparison.Ordinal);
        Assert.Equal("trade", Topic().Find("trade")!.Key);
    }

    [Fact]
    public void AFolderWithABadNameIsOneProblem()
    {
        Directory.Move(Path.Combine(folder.Briefings, "tea"), Path.Combine(folder.Briefings, "Tea"));

        Assert.StartsWith("Tea/:1:1: error bad-name “Tea” cannot be a name.", Assert.Single(folder.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tea")]
    [InlineData("tea/")]
    public void OneTopicCanBeLoadedByItsFolderWithOrWithoutASlash(string path)
    {
        var set = BriefingFolder.Load(Path.Combine(folder.Briefings, path), SourceDocuments.None);

        Assert.Equal("tea", set.Catalogue.Topics.Single().Key);
        Assert.Empty(set.Problems(TestFolder.Today));
    }

    [Fact]
    public void WithoutALockCitationsAreShownAsUnpinned()
    {
        folder.Delete("tea/sources.lock.json");

        Assert.All(Topic().Sections, section => Assert.All(section.Citations, citation => Assert.Equal(PinState.NotPinned, citation.Pin.State)));
    }

    private Topic Topic() => folder.Load().Catalogue.For(TestChat.Reader).FindTopic("tea")!;

    private Section Section(string key) => Topic().Find(key)!;
}
