using BriefingBot.Host.Discord.Rendering;
using FsCheck;
using FsCheck.Fluent;

namespace BriefingBot.Tests.Discord;

/// <summary>What controls carry (Discord R75).</summary>
[Trait("Discord", "R75")]
public sealed class RenderingCustomIdTests
{
    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        Assert.True(CustomId.TryRead(CustomId.Write("a1b2c3d4", 12, "/brief tea 中国", copy: 3), out var id));
        Assert.Equal(new CustomId("a1b2c3d4", 12, "/brief tea 中国"), id);
        Assert.True(CustomId.TryRead(CustomId.Write("-", 1, "/help"), out id));
        Assert.Equal(new CustomId("-", 1, "/help"), id);
        Assert.True(CustomId.TryRead(CustomId.WriteMenu("a1b2c3d4", 2), out id));
        Assert.Equal(new CustomId("a1b2c3d4", 1, null), id);
    }

    [Fact]
    public void TheLongestNamesFitWhole()
    {
        var key = new string('é', 40);
        Assert.Equal(98, CustomId.Write("a1b2c3d4", 1, $"/brief {key} {key}")!.Length);
        Assert.Equal(100, CustomId.Write("a1b2c3d4", 1, $"/sources {key} {key}")!.Length);
    }

    [Theory]
    [InlineData("no slash")]
    [InlineData("")]
    [InlineData("/a\u202Eb")]
    [InlineData("/a ")]
    public void WhatWouldComeBackAsSomethingElseIsNotWritten(string command) => Assert.Null(CustomId.Write("-", 1, command));

    [Fact]
    public void ACommandIsNeverCut() => Assert.Null(CustomId.Write("-", 1, "/" + new string('x', 98)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("2-1/help")]
    [InlineData("1-/help")]
    [InlineData("1-0/help")]
    [InlineData("1-99999999999999999999/help")]
    [InlineData("1-1help")]
    [InlineData("1-1~/help")]
    [InlineData("1-1#0/help")]
    [InlineData("1A1B2C3D41/help")]
    [InlineData("1a1b2c3d4")]
    [InlineData("1-1~1~1/help")]
    public void WhatThisVersionDidNotWriteIsNotRead(string? text) => Assert.False(CustomId.TryRead(text, out _));

    [Fact]
    public void AnyTextIsReadWithoutAnException()
    {
        var text = Gen.Elements("1-0a/~# \uD800é9".ToCharArray()).ArrayOf().Select(characters => new string(characters)).ToArbitrary();
        Prop.ForAll(text, value => CustomId.TryRead(value, out var id) is false || (id.Part > 0 && id.Command is null or ['/', ..]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261121, 1));
    }

    [Theory]
    [InlineData("tea/hot@a1b2c3d4", "a1b2c3d4")]
    [InlineData("tea/hot@A1B2C3D4", "-")]
    [InlineData("tea/hot", "-")]
    [InlineData("@", "-")]
    public void TheRevisionIsThatOfTheCard(string card, string revision) => Assert.Equal(revision, CustomId.RevisionOf(card));
}
