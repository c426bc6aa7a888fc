using BriefingBot.Authoring;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Authoring;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One. Two! Three? Four…", 4)]
    [InlineData("Dr. Smith met Mr. J. K. Brown at 3.15 p.m. sharp.", 1)]
    [InlineData("Sales rose 2.5 per cent. Costs fell.", 2)]
    [InlineData("The U.S. Army left. The army of the U.S. The end.", 3)]
    [InlineData("He said “Go.” Then he left.", 2)]
    [InlineData("She asked (twice!) why. Nobody knew.", 2)]
    [InlineData("See No. 5 and fig. 2 of vol. 3.", 1)]
    [InlineData("The answer is no. The next is yes.", 2)]
    [InlineData("Yahoo! was a portal.", 1)]
    [InlineData("It goes on ... and on.", 1)]
    [InlineData("中国很大。朝鲜很小。", 2)]
    [InlineData("without an end", 1)]
    [InlineData("   ", 0)]
    public void AParagraphHasAsManySentencesAsAReaderWouldCount(string text, int sentences) =>
        Assert.Equal(sentences, SentenceSplitter.Split([new(new Text(text), 0)]).Count);

    [Fact]
    public void ACitationAfterTheFullStopBelongsToTheSentenceBefore()
    {
        var sentences = SentenceSplitter.Split([new(new Text("One. "), 0), new(new CitationMark([1]), 5), new(new Text(" Two "), 6), new(new CitationMark([2]), 11), new(new Text("."), 12)]);

        Assert.Equal(["One. [1]", "Two [2]."], sentences.Select(sentence => PlainText.Render(sentence.Sentence.Inlines)));
        Assert.Equal([0, 7], sentences.Select(sentence => sentence.Offset));
    }
}
