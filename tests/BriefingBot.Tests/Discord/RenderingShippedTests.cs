using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Host.Discord.Rendering;

namespace BriefingBot.Tests.Discord;

/// <summary>The shipped briefings as Discord shows them.</summary>
public sealed class RenderingShippedTests
{
    private static readonly BriefingSet Set = BriefingFolder.Load(Repository.Briefings, SourceDocuments.None);

    [Fact]
    [Trait("Discord", "R81")]
    public void EveryCardIsShownWholeWithItsMarksSourcesAndId()
    {
        foreach (var topic in Set.Catalogue.Topics)
        {
            foreach (var section in topic.Sections)
            {
                var shown = Shown.Of(SectionCard.Of(topic, section, TestFolder.Today, isShared: false, takesFlags: true));
                Assert.Equal(1, shown.Message.Parts);
                Assert.StartsWith($"## {section.Title}\n-# Reviewed", shown.Texts[0], StringComparison.Ordinal);
                Assert.EndsWith($"\n-# `{section.Id}`", shown.Texts[2], StringComparison.Ordinal);
                Assert.All(Enumerable.Range(1, section.Citations.Length), number =>
                {
                    Assert.Contains($"[{number}]", shown.Texts[1], StringComparison.Ordinal);
                    Assert.Contains($"\n[{number}] ", shown.Texts[2], StringComparison.Ordinal);
                });
                Assert.Null(Hostile.Harm(shown.Text));
                Assert.Equal(["Sources", "Post to channel", "Flag"], shown.Buttons.Select(button => button.Label));
                Assert.Single(shown.Menus);
            }
        }
    }

    [Theory]
    [InlineData("/topics")]
    [InlineData("/help")]
    [InlineData("/brief china-nk")]
    [InlineData("/sources china-nk")]
    [InlineData("/sources china-nk economics")]
    [InlineData("/search trade sanctions")]
    [InlineData("/brief chnia-nk")]
    public async Task EveryOtherAnswerIsOneTooOrLeadsToItsRest(string command)
    {
        using var chat = new TestChat(Set.Catalogue);
        var parts = Shown.AllOf(await chat.AskAsync(command));
        Assert.All(parts.SkipLast(1), part => Assert.Contains(part.Buttons, button => button.Label.StartsWith("Continue (", StringComparison.Ordinal)));
        Assert.All(parts, part => Assert.Null(Hostile.Harm(part.Text)));
    }

    [Fact]
    public void ACardTakesLittleMoreMemoryThanItsMessage()
    {
        var topic = Set.Catalogue.Topics.First();
        var section = topic.Sections[0];
        var reply = SectionCard.Of(topic, section, TestFolder.Today, isShared: false, takesFlags: true);
        var length = DiscordRenderer.Render(reply).Components.Length;
        var before = GC.GetAllocatedBytesForCurrentThread();
        DiscordRenderer.Render(reply);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, length, length + 8_000);
    }
}
