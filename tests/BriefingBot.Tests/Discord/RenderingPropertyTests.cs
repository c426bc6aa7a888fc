using System.Text;
using BriefingBot.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace BriefingBot.Tests.Discord;

/// <summary>What holds for any reply at all. The same ones each time; PROPERTY_TESTS=100000 tries that many new ones.</summary>
public sealed class RenderingPropertyTests
{
    private static readonly Config Runs = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_TESTS"), out var count)
        ? Config.QuickThrowOnFailure.WithMaxTest(count)
        : Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(30).WithReplay(20261121, 1);

    [Fact]
    [Trait("Discord", "R75")]
    [Trait("Discord", "R76")]
    [Trait("Discord", "R77")]
    [Trait("Discord", "R78")]
    [Trait("Discord", "R81")]
    public void DiscordTakesEveryPartOfAnyReplyAndNobodyIsMentioned() => Prop.ForAll(Hostile.Replies, reply =>
    {
        foreach (var part in Shown.AllOf(reply))
        {
            Assert.All(part.Texts, text => Assert.True(Hostile.Harm(text) is null, $"{Hostile.Harm(text)}: {text}"));
            Assert.DoesNotContain(Rune.ReplacementChar, part.Text.EnumerateRunes());
            Assert.DoesNotContain('\u202E', part.Text);
        }
    }).Check(Runs);

    [Fact]
    [Trait("Discord", "R67")]
    public void AnyTextIsShownLetterByLetter() => Prop.ForAll(Hostile.Text.Where(text => text.Length < 1_500).ToArbitrary(), text =>
    {
        var shown = Shown.Of(new([Paragraph.Of(new Text("x"), new Text(text))])).Text;
        Assert.Null(Hostile.Harm(shown));
        var plain = new StringBuilder();
        for (var i = 0; i < shown.Length; i++)
        {
            i += shown[i] == '\\' ? 1 : 0;
            plain.Append(shown[i] == '\u200B' ? string.Empty : shown[i].ToString());
        }

        Assert.Equal("x" + SafeText.Inert(text), plain.ToString());
    }).Check(Runs);
}
