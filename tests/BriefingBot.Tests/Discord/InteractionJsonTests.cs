using System.Diagnostics.CodeAnalysis;
using System.Text;
using BriefingBot.Host.Discord.Interactions;

namespace BriefingBot.Tests.Discord;

public sealed class InteractionJsonTests
{
    [Fact]
    [Trait("Discord", "R23")]
    [Trait("Discord", "R24")]
    public void AServersCommandIsReadWithItsOptionsAndTheRightsOfWhoGaveIt()
    {
        var sent = TestInteraction.Command("brief", ("topic", "china-nk"), ("section", "economics"), ("share", true)).By(0x20);
        var read = Read(sent.Json.ToJsonString());

        Assert.Equal(InteractionType.Command, read.Type);
        Assert.Equal((sent.Id, sent.Token, FakeDiscord.ApplicationId), (read.Id, read.Token, read.ApplicationId));
        Assert.Equal((TestInteraction.Guild, 1100000000000000444UL, 0x20UL), (read.GuildId, read.UserId, read.Permissions));
        Assert.Equal("brief", read.Command);
        Assert.Equal(("china-nk", "economics", "true"), (read.Options["topic"], read.Options["section"], read.Options["share"]));
    }

    [Fact]
    [Trait("Discord", "R24")]
    [Trait("Discord", "R25")]
    public void InADirectMessageThereIsAUserAndNoServer()
    {
        var read = Read(TestInteraction.Command("topics").InDirectMessage().Json.ToJsonString());

        Assert.Null(read.GuildId);
        Assert.Equal((1100000000000000444UL, 0UL), (read.UserId, read.Permissions));
    }

    [Theory]
    [InlineData("0", "")]
    [InlineData("32", "Ada \"é\"")]
    [InlineData("8", "Ada \"é\"")]
    [Trait("Discord", "R24")]
    public void OnlyOfManagersANameIsRead(string permissions, string expected)
    {
        var read = Read($$$"""{"id":"1","type":2,"guild_id":"2","channel_id":"18446744073709551615","member":{"user":{"username":"ada","global_name":"Ada \"\u00e9\"","id":"3"},"permissions":"{{{permissions}}}"}}""");

        Assert.Equal((ulong.MaxValue, expected), (read.ChannelId, read.UserName));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [Trait("Discord", "R24")]
    public void WhoShowsNoOtherNameIsCalledByTheFirst(string shown) => Assert.Equal(
        "ada", Read($$$"""{"id":"1","type":2,"guild_id":"2","member":{"permissions":"32","user":{"global_name":{{{shown}}},"username":"ada"} } }""").UserName);

    [Fact]
    [Trait("Discord", "R5")]
    public void IdsKeepEveryDigitAlsoAboveTwoToThe63()
    {
        var read = Read("""{"id":"18446744073709551615","application_id":"9223372036854775809","type":2,"guild_id":9007199254740993}""");

        Assert.Equal((ulong.MaxValue, 9223372036854775809UL, 9007199254740993UL), (read.Id, read.ApplicationId, read.GuildId));
    }

    [Theory]
    [InlineData("digest list", 1)]
    [InlineData("curate section edit", 2)]
    [Trait("Discord", "R26")]
    public void SubCommandsAreNamedByTheWayToThem(string name, int depth)
    {
        var read = Read(TestInteraction.Command(name, ("topic", "tea")).Json.ToJsonString());

        Assert.Equal(name, read.Command);
        Assert.Equal(depth, name.Count(c => c == ' '));
        Assert.Equal("tea", Assert.Single(read.Options).Value);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("-9007199254740991", "-9007199254740991")]
    [InlineData("1.50e1", "1.50e1")]
    [InlineData("\"5 so far\"", "5 so far")]
    [InlineData("false", "false")]
    [Trait("Discord", "R27")]
    [Trait("Discord", "R28")]
    public void AValueIsReadInWhateverFormItArrives(string json, string expected)
    {
        var read = Read($$$"""{"id":"1","type":4,"data":{"name":"x","options":[{"name":"n","type":4,"value":{{{json}}},"focused":true}]}}""");

        Assert.Equal(expected, read.Options["n"]);
        Assert.Equal("n", read.Focused);
    }

    [Fact]
    [Trait("Discord", "R28")]
    public void TheOptionBeingTypedIsFoundHoweverDeepItIs()
    {
        var read = Read(TestInteraction.Completion("digest send now", "topic", ("zone", "UTC"), ("topic", "te")).Json.ToJsonString());

        Assert.Equal(("digest send now", "topic", "te"), (read.Command, read.Focused, read.Options["topic"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","value":null""")]
    [InlineData(""","value":[]""")]
    [Trait("Discord", "R28")]
    public void TheOptionBeingTypedIsFoundAlsoWhereNothingIsTypedYet(string value)
    {
        var read = Read($$$"""{"id":"1","type":4,"data":{"name":"brief","options":[{"name":"topic","type":3,"focused":true{{{value}}} }]}}""");

        Assert.Equal("topic", read.Focused);
        Assert.Empty(read.Options);
    }

    [Fact]
    [Trait("Discord", "R23")]
    public void ANameIsTheSameHoweverItsLettersAreWritten()
    {
        var read = Read("""{"i\u0064":"7","\u0074ype":2,"\u0064ata":{"\u006eame":"brief","option\u0073":[{"nam\u0065":"topic","type":3,"valu\u0065":"tea"}]},"guild\u005fid":"9"}""");

        Assert.Equal((7UL, InteractionType.Command, "brief", "tea", 9UL), (read.Id, read.Type, read.Command, read.Options["topic"], read.GuildId));
    }

    [Theory]
    [InlineData("18446744073709551648", 32UL)]
    [InlineData("1180591620717411303456", 32UL)]
    [InlineData("1180591620717411303424", 0UL)]
    [InlineData("99999999999999999999999999999999999999999999", 0UL)]
    [InlineData("-32", 0UL)]
    [InlineData("32x", 0UL)]
    [Trait("Discord", "R57")]
    public void RightsAreReadFromASetOfAnyLength(string permissions, ulong manage) => Assert.Equal(
        manage, Read($$$"""{"id":"1","type":2,"guild_id":"2","member":{"permissions":"{{{permissions}}}","user":{"id":"3"} } }""").Permissions & TestInteraction.ManageServer);

    [Fact]
    [Trait("Discord", "R30")]
    public void APressIsReadWithWhatWasPressedAndChosen()
    {
        var read = Read(TestInteraction.Press("an id", "a value", isPrivate: true).Json.ToJsonString());

        Assert.Equal(("an id", "a value", true), (read.CustomId, read.Value, read.IsOnPrivateMessage));
        Assert.False(Read(TestInteraction.Press("an id", isPrivate: false).Json.ToJsonString()).IsOnPrivateMessage);
    }

    [Theory]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":2,"id":{},"token":7,"guild_id":[],"data":3,"member":"x","message":null,"user":[1,{"id":2}]}""")]
    [InlineData("""{"type":2,"data":{"name":4,"options":{"name":"x"},"values":"y","custom_id":[]}}""")]
    [InlineData("""{"type":2,"data":{"options":[1,"x",null,[],{"value":1},{"name":[],"value":{"a":[1]}},{"name":"x","type":"y","options":7}]}}""")]
    [InlineData("""{"type":2,"id":"-1","application_id":"1.5","guild_id":"99999999999999999999999"}""")]
    [InlineData("""{"type":99}""")]
    [InlineData("""{"type":99999999999}""")]
    [Trait("Discord", "R6")]
    [Trait("Discord", "R23")]
    public void FieldsThatAreMissingOrOfAnotherShapeArePassedOver(string json) =>
        Assert.True(TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"2"}""")]
    [InlineData("""{"type":2""")]
    [InlineData("""{"type":2}x""")]
    [InlineData("""{"type":2} {}""")]
    [InlineData("""{"type":2,"token":"\ud800"}""")]
    [InlineData("""{"\ud80":1,"type":2}""")]
    [InlineData("""{"\ud800":1,"type":2}""")]
    [InlineData("""{"type":2,"message":{"\udc00":1}}""")]
    [InlineData("""{"type":2,"data":{"\ud800":1}}""")]
    [Trait("Discord", "R18")]
    public void WhatIsNoInteractionIsNotRead(string json) =>
        Assert.False(TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    [Trait("Discord", "R118")]
    public void NoBeginningAndNoDamageOfAnInteractionMakesAnException()
    {
        var whole = Encoding.UTF8.GetBytes(TestInteraction.Completion("digest send", "topic", ("topic", "é😀")).Json.ToJsonString());
        var random = new Random(20261129);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.False(TryRead(whole.AsSpan(0, length), out _));
            var damaged = whole.ToArray();
            damaged[length] = (byte)random.Next(256);
            TryRead(damaged, out _);
        }

        TryRead(Encoding.UTF8.GetBytes(new string('[', 5_000)), out _);
        TryRead(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"type":2,"data":{"options":[{"type":1,"options":""", 1)) + new string('[', 5_000)), out _);
    }

    private static Interaction Read(string json)
    {
        Assert.True(TryRead(Encoding.UTF8.GetBytes(json), out var interaction));
        return interaction;
    }

    private static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out Interaction? interaction)
    {
        interaction = null;
        return InteractionHead.TryRead(json, out var head) && InteractionJson.TryRead(head, json, withToken: true, out interaction);
    }
}
