using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Discord.Interactions;
using BriefingBot.Host.Discord.Publishing;
using BriefingBot.Host.Discord.Rendering;

namespace BriefingBot.Tests.Discord;

/// <summary>What a reply looks like on Discord; <c>Specs/rendering.md</c> shows whole ones.</summary>
public sealed class RenderingTests
{
    [Theory]
    [InlineData("@everyone @here", "@\u200Beveryone @\u200Bhere")]
    [InlineData("<@123> <@&123> <#123>", @"\<\@123\> \<\@&123\> \<\#123\>")]
    [InlineData("</brief:1> <:tea:1> <a:tea:1> <t:1:R> <t:1> <id:browse>", @"\<\/brief:1\> \<\:tea:1\> \<a\:tea:1\> \<t\:1:R\> \<t\:1\> \<id\:browse\>")]
    [InlineData("**b** *i* __u__ ~~s~~ ||x|| `c`", @"\*\*b\*\* \*i\* \_\_u\_\_ \~\~s\~\~ \|\|x\|\| \`c\`")]
    [InlineData("[x](http://evil.example) <http://evil.example>", @"\[x\]\(http\://evil.example) \<http\://evil.example\>")]
    [InlineData("# no heading", @"\# no heading")]
    [InlineData("-# no subtext", @"\-\# no subtext")]
    [InlineData("- no item", @"\- no item")]
    [InlineData("1. no item", @"1\. no item")]
    [InlineData(">>> no quote", @"\>\>\> no quote")]
    [InlineData("back\\slash", @"back\\slash")]
    [InlineData("a: b (c) 3.5 – 1–2, 10:30, c:", "a: b (c) 3.5 – 1–2, 10:30, c:")]
    [InlineData("http://evil.example :smile: 5:30", @"http\://evil.example \:smile: 5\:30")]
    [Trait("Discord", "R67")]
    public void TextFromPeopleIsShownLetterByLetter(string text, string expected) =>
        Assert.Equal(expected, Shown.Of(new([Paragraph.Of(new Text(text))])).Text);

    [Fact]
    public void AColonAtTheEndOfALabelLeavesItsLinkWhole() => Assert.Equal(
        "[a:](<https://example.org/>), *b:*c",
        Shown.Of(new([Paragraph.Of(new Link([new Text("a:")], "https://example.org/"), new Text(", "), new Emphasis([new Text("b:")]), new Text("c"))])).Text);

    [Fact]
    public void ControlCharactersAndBrokenOnesAreSpaces() =>
        Assert.Equal("a b c d", Shown.Of(new([Paragraph.Of(new Text("a\u202Eb\nc\uD800d"))])).Text);

    [Fact]
    public void WhatIsMeantOnlyWhereTextsMeetIsNotMeantEither()
    {
        var text = Shown.Of(new([Paragraph.Of(new Text("@"), new Text("everyone 1"), new Text("<"), new Text("@1>")), Paragraph.Of(new Text("12"), new Text(". no item:"), new Text("//x:"), new Text(" y"))])).Text;
        Assert.Equal("@\u200Beveryone 1\\<\\@1\\>\n\n12\\. no item\\://x: y", text);
    }

    [Theory]
    [InlineData("/brief tea", "`/brief tea`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`a```b`", "`` `a`\u200B`\u200B`b` ``")]
    [InlineData("@everyone <@1>", "`@\u200Beveryone <\u200B@1>`")]
    [InlineData("tea/plant@e3a91665", "`tea/plant@e3a91665`")]
    [InlineData(" ", "There is nothing to show.")]
    public void CodeStaysCode(string code, string expected) =>
        Assert.Equal(expected, Shown.Of(new([Paragraph.Of(new Code(code))])).Text);

    [Theory]
    [InlineData("https://example.org/a_b", "[T](<https://example.org/a_b>)")]
    [InlineData("https://example.org/a (b)>*@everyone", "[T](<https://example.org/a%20%28b%29%3E%2A%40everyone>)")]
    [InlineData("javascript:alert(1)", "T")]
    [InlineData("https://example.org@evil.example/", "T")]
    public void LinksAreMaskedAndLeadToTheWebAlone(string url, string expected) =>
        Assert.Equal(expected, Shown.Of(new([Paragraph.Of(new Link([new Text("T")], url))])).Text);

    [Theory]
    [InlineData("[a](b)", "[［a］(b)](<https://example.org/>)")]
    [InlineData("[x](http://evil.example)", "\\[x\\]\\(http\\://evil.example) <https://example.org/>")]
    [InlineData("https://example.org/", "<https://example.org/>")]
    public void ALabelCannotEndItsLinkNorPassForAnother(string label, string expected) =>
        Assert.Equal(expected, Shown.Of(new([Paragraph.Of(new Link([new Text(label)], "https://example.org/"))])).Text);

    [Fact]
    public void MarksOfCitationsAreShownAsTheyAreAndSourcesBeginWithTheirs()
    {
        var shown = Shown.Of(new(
        [
            new Title("Tea"),
            new StatusLine("Reviewed"),
            new Paragraph([new([new Text("Hot "), new CitationMark([1, 2]), new Text("(so they say).")]), new([new Text("It is.")])]),
            new SourceList([new(1, "Leaves", "para. 1", "moved", "https://example.org/", "Tea is hot."), new(null, "Others", null)]),
            new CardId("tea/hot@e2345678"),
        ]));
        Assert.Equal(
        [
            "## Tea\n-# Reviewed",
            "Hot [1][2]\\(so they say). It is.",
            "### Sources\n[1] [Leaves](<https://example.org/>), para. 1 (moved)\n> “Tea is hot.”\n- Others\n-# `tea/hot@e2345678`",
        ],
        shown.Texts);
    }

    [Fact]
    [Trait("Discord", "R66")]
    [Trait("Discord", "R67")]
    public void EveryMessageSaysThatItMentionsNobodyOrOneRole()
    {
        var message = DiscordRenderer.Render(new([Paragraph.Of(new Text("x"))]));
        const string Nobody = "\"allowed_mentions\":{\"parse\":[]}";
        Assert.All(
            [CallbackBody.Of(Callback.Post(message, true)), CallbackBody.Of(Callback.Post(message, false)), CallbackBody.Of(Callback.Update(message)), MessageBody.Edit(message), MessageBody.FollowUp(message, false), MessageBody.Create(message, PostMarker.Of("1", "n"))],
            body => Assert.Contains(Nobody, Encoding.UTF8.GetString(body), StringComparison.Ordinal));
        var post = Encoding.UTF8.GetString(MessageBody.Create(message, PostMarker.Of("1", "n"), 42));
        Assert.Contains("\"allowed_mentions\":{\"parse\":[],\"roles\":[\"42\"]}", post, StringComparison.Ordinal);
        Assert.Contains("<@&42>", post, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R39")]
    [Trait("Discord", "R40")]
    [Trait("Discord", "R42")]
    [Trait("Discord", "R69")]
    [Trait("Discord", "R81")]
    public void BodiesHaveTheFlagsOfTheirKind()
    {
        var message = DiscordRenderer.Render(new([Paragraph.Of(new Text("x"))]));
        Assert.StartsWith("{\"type\":4,\"data\":{\"flags\":32832,", Encoding.UTF8.GetString(CallbackBody.Of(Callback.Post(message, isPrivate: true))), StringComparison.Ordinal);
        Assert.StartsWith("{\"type\":4,\"data\":{\"flags\":32768,", Encoding.UTF8.GetString(CallbackBody.Of(Callback.Post(message, isPrivate: false))), StringComparison.Ordinal);
        Assert.StartsWith("{\"type\":7,\"data\":{\"flags\":32768,", Encoding.UTF8.GetString(CallbackBody.Of(Callback.Update(message))), StringComparison.Ordinal);
        Assert.StartsWith("{\"flags\":32768,", Encoding.UTF8.GetString(MessageBody.Edit(message)), StringComparison.Ordinal);
        Assert.StartsWith("{\"flags\":32832,", Encoding.UTF8.GetString(MessageBody.FollowUp(message, isPrivate: true)), StringComparison.Ordinal);
        Assert.Matches("""^{"flags":32768,"nonce":"[0-9a-f]{24}","enforce_nonce":true,""", Encoding.UTF8.GetString(MessageBody.Create(message, PostMarker.Of("1", "n"))));
        Assert.Equal("""{"type":5,"data":{"flags":64}}""", Encoding.UTF8.GetString(CallbackBody.Of(Callback.Later(isUpdate: false))));
        Assert.Equal("""{"type":6}""", Encoding.UTF8.GetString(CallbackBody.Of(Callback.Later(isUpdate: true))));
    }

    [Fact]
    [Trait("Discord", "R61")]
    [Trait("Discord", "R63")]
    public void ChoicesThatDoNotFitAreLeftOutAndNoTwoLookAlike()
    {
        var body = CallbackBody.Of(Callback.Offer(
        [
            new("tea", "Tea"), new("tea", "Tea"), new(new string('x', 101), "too long"), new("", "nothing"), new("a\uD800", "broken"),
            .. Enumerable.Range(0, 40).Select(i => new Suggestion($"topic-{i}", new string('d', 200))),
        ]));
        Assert.Empty(DiscordRules.Check(InteractionType.Completion, "POST", "interactions/1/token/callback", body));
        using var json = JsonDocument.Parse(body);
        var choices = json.RootElement.GetProperty("data").GetProperty("choices").EnumerateArray().ToList();
        Assert.Equal(25, choices.Count);
        Assert.Equal(("tea – Tea", "tea"), (choices[0].GetProperty("name").GetString(), choices[0].GetProperty("value").GetString()));
        Assert.Equal("topic-0", choices[1].GetProperty("value").GetString());
        Assert.Empty(DiscordRules.Check(InteractionType.Completion, "POST", "interactions/1/token/callback", CallbackBody.Of(Callback.NoChoices)));
    }

    [Fact]
    [Trait("Discord", "R81")]
    public void ATextOfExactlyTheRoomIsShownWholeAndOneCharacterMoreInParts()
    {
        const int Room = 4_000 - AllowedMentions.MostText;
        static Reply Of(int length) => new([new Paragraph([new([new Text(new string('a', 2_000))]), new([new Text(new string('b', length - 2_001))])])]) { Command = "/help" };
        Assert.Equal((Room, 1), (Shown.Of(Of(Room)).Text.Length, Shown.Of(Of(Room)).Message.Parts));
        Assert.Equal(2, Shown.Of(Of(Room + 1)).Message.Parts);
    }

    [Fact]
    public void ALongReplyLeadsFromEachPartToTheNextAndBack()
    {
        var reply = new Reply(
        [
            new Title("Tea"),
            new StatusLine("Reviewed"),
            new Paragraph([.. Enumerable.Range(1, 90).Select(i => new Sentence([new Text($"Sentence {i} {new string('x', 90)}.")]))]),
            new CardId("tea/hot@a1b2c3d4"),
        ])
        { Command = "/brief tea hot" };
        var parts = Shown.AllOf(reply);
        Assert.Equal(3, parts.Count);
        Assert.Equal([("Continue (2 of 3)", "1a1b2c3d42/brief tea hot")], parts[0].Buttons);
        Assert.Equal([("Back (1 of 3)", "1a1b2c3d41/brief tea hot"), ("Continue (3 of 3)", "1a1b2c3d43/brief tea hot")], parts[1].Buttons);
        Assert.Equal([("Back (2 of 3)", "1a1b2c3d42/brief tea hot")], parts[2].Buttons);
        Assert.All(parts, part => Assert.StartsWith("## Tea\n-# Reviewed\n", part.Text, StringComparison.Ordinal));
        Assert.Matches("… [0-9]+ more sentences$", parts[0].Texts[1]);
        Assert.Equal(Enumerable.Range(1, 90), Enumerable.Range(1, 90).Where(i => parts.Count(part => part.Text.Contains($"Sentence {i} ", StringComparison.Ordinal)) == 1));
        Assert.Equal(3, DiscordRenderer.Render(reply, 99).Part);
    }

    [Fact]
    [Trait("Discord", "R76")]
    [Trait("Discord", "R77")]
    [Trait("Discord", "R78")]
    public void ControlsThatDoNotFitAreLeftOutAndTheOthersAreCut()
    {
        var shown = Shown.Of(new([Paragraph.Of(new Text("x"))])
        {
            Controls =
            [
                new Menu(new string('m', 200), [new("", "blank", "/a"), new("One", new string('d', 200), "/brief a", true), new("Two", "", "/brief a"), new("Three", "", new string('c', 101)), .. Enumerable.Range(0, 40).Select(i => new MenuItem($"I{i}", "d", $"/b {i}", true))]),
                new Menu("empty", [new(" ", "", "/a")]),
                new Button(new string('b', 200), "/help"),
                new Button("Again", "/help"),
                new Button("\u200D", "/help"),
                new Button("Long", "/" + new string('c', 100)),
                .. Enumerable.Range(0, 60).Select(i => new Button($"B{i}", $"/brief {i}")),
            ],
        });
        Assert.Equal(25, shown.Menus.Single().GetProperty("options").GetArrayLength());
        Assert.Equal(("1-1/help", "1-1~1/help"), (shown.Buttons[0].Id, shown.Buttons[1].Id));
        Assert.Equal(80, shown.Buttons[0].Label.Length);
        Assert.Equal("B0", shown.Buttons[2].Label);
        Assert.InRange(shown.Components, 35, 39);
    }

    [Fact]
    public void TheSameReplyIsRenderedToTheSameBytes()
    {
        var reply = new Reply([new Title("T"), Paragraph.Of(new Text("x"))]);
        Assert.Equal(DiscordRenderer.Render(reply).Components.ToArray(), DiscordRenderer.Render(reply).Components.ToArray());
    }
}
