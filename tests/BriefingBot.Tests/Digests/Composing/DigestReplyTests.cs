using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using BriefingBot.Documents;
using static BriefingBot.Tests.Digests.TestDigest;

namespace BriefingBot.Tests.Digests.Composing;

public sealed class DigestReplyTests
{
    [Fact]
    public void ADigestSaysWhatItIsWhatChangedAndShowsTheSectionInTurn()
    {
        var subscription = Of(DigestContent.Rotate, "tea");
        var seen = DigestComposer.Plan(subscription, View("tea: plant@1 trade@1 pots@1"), SeenContent.Nothing).Seen;
        var view = View("tea: plant@1 trade@1 cups@1");
        var plan = DigestComposer.Plan(subscription, view, seen);
        Assert.Equal(
            """
            Digest: All on tea – Monday 30 November 2026
            Late: planned 08:00

            - New: The cups – What there is to say of cups. /brief tea cups
            - No longer offered: tea/pots.

            The trade

            Sentence 0 of trade in revision 1.

            tea/trade@1

            """,
            Assert.Single(plan.Texts(subscription, view, "Late: planned 08:00")));

        var reply = plan.Replies(subscription, view).Single();
        Assert.Equal(Audience.Channel, reply.Audience);
        Assert.Equal("/brief tea cups", Assert.Single(Assert.IsType<Menu>(reply.Controls[0]).Items).Command);
        Assert.Contains(new Button("Sources", "/sources tea trade"), reply.Controls);
        Assert.DoesNotContain(reply.Controls, control => control.Label == "Post to channel");
    }

    [Fact]
    public void LinesOfSeveralTopicsStandUnderTheirTitles()
    {
        var (subscription, view) = (Of(DigestContent.All, "tea", "milk"), View("milk: cow@1", "tea: plant@1"));
        Assert.Equal(
            """
            Digest: All on tea and All on milk – Monday 30 November 2026

            All on tea

            - The plant – What there is to say of plant. /brief tea plant

            All on milk

            - The cow – What there is to say of cow. /brief milk cow

            """,
            DigestComposer.Plan(subscription, view, SeenContent.Nothing).Texts(subscription, view).Single());
    }

    [Fact]
    public void ALongDigestComesInPartsAndTheFirstSaysWhatTheyHold()
    {
        var sections = Enumerable.Range(1, 60).Select(i => Section("tea", $"s{i}", "1"));
        var (subscription, view) = (Of(DigestContent.All, "tea"), View([Topic("tea", sections)]));
        var plan = DigestComposer.Plan(subscription, view, SeenContent.Nothing);
        var texts = plan.Texts(subscription, view);
        Assert.InRange(texts.Length, 3, 5);
        Assert.StartsWith($"Digest: All on tea – Monday 30 November 2026 (1 of {texts.Length})\n\n1. “The s1” to “The s", texts[0], StringComparison.Ordinal);
        Assert.Contains($"\n{texts.Length}. “The s", texts[0], StringComparison.Ordinal);
        Assert.StartsWith($"Digest: All on tea – Monday 30 November 2026 (2 of {texts.Length})\n\n- The s", texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public void ACardThatIsTooLongIsCutAtASentenceWithAWayToTheRest()
    {
        var (subscription, view) = (Of(DigestContent.Rotate, "tea"), View([Topic("tea", Section("tea", "plant", "1", length: 8_000))]));
        var reply = DigestComposer.Plan(subscription, view, SeenContent.Nothing).Replies(subscription, view).Single();
        Assert.InRange(DigestParts.SizeOf(reply.Blocks), 3_000, DigestParts.MostSize);
        Assert.Matches(@"revision 1\. … \d+ more sentences\n|revision 1\.\n\n… \d+ more sentences\n", PlainText.Render(reply.Blocks));
        Assert.Contains(new Button("Read all of it", "/brief tea plant"), reply.Controls);
        Assert.Equal("tea/plant@1", reply.Blocks.OfType<CardId>().Single().Text);
    }

    [Fact]
    public void WhatHasChangedSinceThePlanIsShownAsItIsNow()
    {
        var subscription = Of(DigestContent.Rotate, "tea");
        var seen = DigestComposer.Plan(subscription, View("tea: plant@1 trade@1 cups@1"), SeenContent.Nothing).Seen;
        var plan = DigestComposer.Plan(subscription, View("tea: plant@2 trade@1"), seen);
        Assert.Equal("changed tea/plant@2 removed tea/cups@1 turn tea/trade@1", plan.Items());

        var now = plan.Texts(subscription, View("tea: trade@5 cups@1"))[0];
        Assert.Contains("No longer offered: tea/plant.", now, StringComparison.Ordinal);
        Assert.Contains("Back: The cups", now, StringComparison.Ordinal);
        Assert.Contains("tea/trade@5", now, StringComparison.Ordinal);
        Assert.Contains("It was the turn of “tea/trade”, which is no longer offered.", plan.Texts(subscription, View("tea: plant@2"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void EveryShippedSectionIsShownWholeInADigest()
    {
        var view = BriefingFolder.Load(Repository.Briefings, SourceDocuments.None).Catalogue.For(new Reader("discord:1"));
        var subscription = Of(DigestContent.Rotate, [.. view.Topics.Select(topic => topic.Key)]);
        var seen = SeenContent.Nothing;
        for (var day = 0; day < view.Topics.Sum(topic => topic.Offered.Count()); day++)
        {
            var plan = DigestComposer.Plan(subscription, view, seen);
            seen = plan.Seen;
            Assert.DoesNotContain(plan.Replies(subscription, view).Single().Controls, control => control.Label == "Read all of it");
        }
    }
}
