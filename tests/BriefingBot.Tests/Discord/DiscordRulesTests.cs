using System.Text;
using BriefingBot.Host.Discord.Interactions;

namespace BriefingBot.Tests.Discord;

/// <summary>That the judge of what the bot sends finds something wrong where there is.</summary>
public sealed class DiscordRulesTests
{
    private const string Callback = "interactions/1/token/callback";
    private const string Nobody = "\"allowed_mentions\":{\"parse\":[]}";
    private const string Text = "{\"type\":10,\"content\":\"x\"}";

    [Theory]
    [InlineData(InteractionType.Command, """{"type":4,"data":{"flags":32768,MENTIONS,"components":[TEXT]}}""", null)]
    [InlineData(InteractionType.Command, """{"type":7,"data":{"flags":32768,MENTIONS,"components":[TEXT]}}""", "R35")]
    [InlineData(InteractionType.Command, """{"type":3}""", "R34")]
    [InlineData(InteractionType.Command, """{"type":4,"data":{"flags":32768,"components":[TEXT]}}""", "R67")]
    [InlineData(InteractionType.Command, """{"type":4,"data":{"flags":32768,"content":"x",MENTIONS,"components":[TEXT]}}""", "R81")]
    [InlineData(InteractionType.Command, """{"type":4,"data":{MENTIONS,"components":[TEXT]}}""", "R81")]
    [InlineData(InteractionType.Command, """{"type":4,"data":{"flags":32769,MENTIONS,"components":[TEXT]}}""", "R42")]
    [InlineData(InteractionType.Command, """{"type":5,"data":{"flags":32832}}""", "R40")]
    [InlineData(InteractionType.Completion, """{"type":8,"data":{"choices":[{"name":"a","value":"a"},{"name":"a","value":"b"}]}}""", "R63")]
    [InlineData(InteractionType.Component, """{"type":7,"data":{"flags":32832,MENTIONS,"components":[TEXT]}}""", "R39")]
    [InlineData(InteractionType.Component, """{"type":7,"data":{"flags":32768,MENTIONS,"components":[{"type":1,"components":[{"type":2,"style":2,"label":"a","custom_id":"x"},{"type":2,"style":2,"label":"b","custom_id":"x"}]}]}}""", "R75")]
    [InlineData(InteractionType.Component, "no JSON", "JSON")]
    public void WhatDiscordWouldRefuseIsFound(object kind, string body, string? rule)
    {
        var problems = DiscordRules.Check((InteractionType)kind, "POST", Callback, Bytes(body));
        Assert.True(rule is null ? problems.Count == 0 : problems.Any(problem => problem.Contains(rule, StringComparison.Ordinal)), string.Join('\n', problems));
    }

    [Fact]
    public void AHundredTextsOrFourThousandAndOneCharactersAreTooMany()
    {
        Assert.NotEmpty(Post($$"""{"flags":32768,"nonce":"n","enforce_nonce":true,MENTIONS,"components":[{{string.Join(',', Enumerable.Repeat("TEXT", 41))}}]}"""));
        Assert.NotEmpty(Post($$"""{"flags":32768,"nonce":"n","enforce_nonce":true,MENTIONS,"components":[TEXT,{"type":10,"content":"{{new string('x', 4_000)}}"}]}"""));
        Assert.Empty(Post($$"""{"flags":32768,"nonce":"n","enforce_nonce":true,MENTIONS,"components":[TEXT,{"type":10,"content":"{{new string('x', 3_999)}}"}]}"""));
        Assert.NotEmpty(Post("""{"flags":32768,MENTIONS,"components":[TEXT]}"""));
    }

    [Fact]
    public void WhatTheSchemaForbidsIsFoundWhereItIsThere()
    {
        var problems = Post("""{"flags":32768,"nonce":"n","enforce_nonce":true,MENTIONS,"components":[{"type":10,"content":"x","colour":1}]}""");
        Assert.Equal(DiscordSchema.IsThere ? ["$.components[0].colour is not a known member."] : [], problems);
    }

    private static IReadOnlyList<string> Post(string body) => DiscordRules.Check(null, "POST", "channels/1/messages", Bytes(body));

    private static byte[] Bytes(string body) => Encoding.UTF8.GetBytes(
        body.Replace("MENTIONS", Nobody, StringComparison.Ordinal).Replace("TEXT", Text, StringComparison.Ordinal));
}
