using BriefingBot.Digests;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using static BriefingBot.Tests.Digests.TestDigest;

namespace BriefingBot.Tests.Digests.Composing;

public sealed class DigestPlanTests
{
    [Theory]
    [InlineData(DigestContent.Rotate, "turn tea/plant@1")]
    [InlineData(DigestContent.Changes, "")]
    [InlineData(DigestContent.All, "line tea/plant@1 line tea/trade@1")]
    public void NothingIsNewsInTheFirstDigestAndAllCountsAsSeen(DigestContent content, string expected)
    {
        var plan = DigestComposer.Plan(Of(content, "tea"), View("tea: plant@1 trade@1"), SeenContent.Nothing);
        Assert.Equal(expected, plan.Items());
        Assert.Equal(["tea/plant", "tea/trade"], plan.Seen.Revisions!.Keys);
    }

    [Theory]
    [InlineData(DigestContent.Rotate, "changed tea/trade@2 added tea/cups@1 removed tea/pots@1 turn tea/plant@1")]
    [InlineData(DigestContent.Changes, "changed tea/trade@2 added tea/cups@1 removed tea/pots@1")]
    [InlineData(DigestContent.All, "line tea/plant@1 changed tea/trade@2 added tea/cups@1 removed tea/pots@1")]
    public void WhatChangedSinceTheLastDigestIsInTheNextOnce(DigestContent content, string expected)
    {
        var subscription = Of(content, "tea");
        var first = DigestComposer.Plan(subscription, View("tea: plant@1 trade@1 pots@1"), SeenContent.Nothing).Seen with { InTurn = "tea/pots" };
        var view = View("tea: plant@1 trade@2 cups@1");
        var plan = DigestComposer.Plan(subscription, view, first with { InTurn = null });
        Assert.Equal(expected, plan.Items());

        var next = DigestComposer.Plan(subscription, view, plan.Seen);
        Assert.DoesNotContain(next.Parts.SelectMany(part => part.Items), item => item.Kind is not (DigestItemKind.Turn or DigestItemKind.Line));
    }

    [Fact]
    public void ADayWithoutAChangeHasNothingToSay()
    {
        var (subscription, view) = (Of(DigestContent.Changes, "tea"), View("tea: plant@1"));
        var seen = DigestComposer.Plan(subscription, view, SeenContent.Nothing).Seen;
        Assert.Empty(DigestComposer.Plan(subscription, view, seen).Parts);
    }

    [Fact]
    public void ASectionThatChangedAndIsInTurnIsShownOnceAndSaysSo()
    {
        var subscription = Of(DigestContent.Rotate, "tea");
        var seen = DigestComposer.Plan(subscription, View("tea: plant@1 trade@1"), SeenContent.Nothing).Seen;
        var view = View("tea: plant@1 trade@2");
        var plan = DigestComposer.Plan(subscription, view, seen);
        Assert.Equal("changedturn tea/trade@2", plan.Items());
        Assert.Contains("The trade\nChanged since the last digest\n\nSentence 0", Assert.Single(plan.Texts(subscription, view)), StringComparison.Ordinal);
        Assert.Equal("tea/trade", plan.Seen.InTurn);
    }

    [Fact]
    public void TurnsGoThroughTheTopicsInTheSubscriptionsOrderAndBeginAnew()
    {
        var (subscription, view) = (Of(DigestContent.Rotate, "tea", "milk"), View("milk: cow@1", "tea: plant@1 trade@1 old@1!"));
        var seen = SeenContent.Nothing;
        var shown = new List<string>();
        for (var day = 0; day < 5; day++)
        {
            var plan = DigestComposer.Plan(subscription, view, seen);
            shown.Add(plan.Items());
            seen = plan.Seen;
        }

        Assert.Equal(["turn tea/plant@1", "turn tea/trade@1", "turn milk/cow@1", "turn tea/plant@1", "turn tea/trade@1"], shown);
    }

    [Theory]
    [InlineData("tea/gone", "turn tea/plant@1")]
    [InlineData("milk/cow", "turn sugar/cane@1")]
    [InlineData("sugar/beet", "turn sugar/cane@1")]
    [InlineData("other/thing", "turn tea/plant@1")]
    [InlineData("rubbish", "turn tea/plant@1")]
    public void ALastSectionThatIsGoneLeadsToItsTopicsFirstOrToTheNextTopic(string last, string expected)
    {
        var (subscription, view) = (Of(DigestContent.Rotate, "tea", "milk", "sugar"), View("tea: plant@1 trade@1", "sugar: cane@1"));
        var seen = DigestComposer.Plan(subscription, view, SeenContent.Nothing).Seen;
        Assert.Equal(expected, DigestComposer.Plan(subscription, view, seen with { InTurn = last }).Items());
    }

    [Fact]
    public void ARetiredSectionIsNoLongerOffered()
    {
        var subscription = Of(DigestContent.Changes, "tea");
        var seen = DigestComposer.Plan(subscription, View("tea: plant@1 trade@1"), SeenContent.Nothing).Seen;
        var view = View("tea: plant@1 trade@2!");
        var plan = DigestComposer.Plan(subscription, view, seen);
        Assert.Equal("removed tea/trade@1", plan.Items());
        Assert.Contains("No longer offered: The trade.", plan.Texts(subscription, view)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AHiddenTopicIsLikeOneThatIsGoneAndSaidInOneLineOnce()
    {
        var subscription = Of(DigestContent.Changes, "tea", "milk");
        var seen = DigestComposer.Plan(subscription, View("tea: plant@1 trade@1", "milk: cow@1"), SeenContent.Nothing).Seen;
        var gone = View("milk: cow@1");
        var hidden = View([Topic("milk", Section("milk", "cow", "1")), Topic("tea", Section("tea", "plant", "1")) with { Title = "Secret", VisibleTo = ["elsewhere"] }]);
        var plan = DigestComposer.Plan(subscription, hidden, seen);
        Assert.Equal("removed tea@", plan.Items());
        Assert.Equal(Assert.Single(DigestComposer.Plan(subscription, gone, seen).Texts(subscription, gone)), Assert.Single(plan.Texts(subscription, hidden)));
        Assert.Contains("- The topic “tea” is no longer available here.\n", Assert.Single(plan.Texts(subscription, hidden)), StringComparison.Ordinal);
        Assert.Empty(DigestComposer.Plan(subscription, hidden, plan.Seen).Parts);
    }

    [Fact]
    public void ATopicThatWasNeverSeenIsNotMissed()
    {
        foreach (var content in Enum.GetValues<DigestContent>())
        {
            Assert.Empty(DigestComposer.Plan(Of(content, "tea"), View(), SeenContent.Nothing).Parts);
        }
    }

    [Fact]
    public void TheRestOfAPlanThatAnotherProcessMadeLeavesTheSameBehind()
    {
        var subscription = Of(DigestContent.Rotate, "tea");
        var before = DigestComposer.Plan(subscription, View("tea: plant@1 trade@1"), SeenContent.Nothing).Seen;
        var plan = DigestComposer.Plan(subscription, View("tea: plant@2 trade@1"), before);

        // Meanwhile there is one more change, which these parts do not show.
        var view = View("tea: plant@3 trade@2");
        var seen = DigestComposer.Seen(subscription, view, before, [.. plan.Parts.Select(part => DigestPart.Parse(part.Number, part.ToString())!)]);
        Assert.Equal(plan.Seen.InTurn, seen.InTurn);
        Assert.Equal(plan.Seen.Revisions!, seen.Revisions!);
        Assert.Equal("changed tea/trade@2 changedturn tea/plant@3", DigestComposer.Plan(subscription, view, seen).Items());
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("changed")]
    [InlineData("changed @1")]
    [InlineData("2 tea/plant@1")]
    [InlineData("unknown tea/plant@1")]
    [InlineData("exploded tea/plant@1")]
    public void ALineThatIsNoItemIsPassedOver(string line)
    {
        Assert.Null(DigestPart.Parse(1, line));
        Assert.Equal(new(2, [new(DigestItemKind.Line, "tea/plant", "1")]), DigestPart.Parse(2, $"{line}\r\nline tea/plant@1\r\n"));
    }
}
