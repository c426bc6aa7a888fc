using BriefingBot.Authoring;

namespace BriefingBot.Tests.Chat;

public sealed class CompletionTests : IDisposable
{
    private readonly TestChat chat = new(BriefingFolder.Load(Repository.Briefings, SourceDocuments.None).Catalogue);

    public void Dispose() => chat.Dispose();

    [Theory]
    [InlineData("", new[] { "/brief", "/topics", "/search", "/sources", "/help" })]
    [InlineData("/", new[] { "/brief", "/topics", "/search", "/sources", "/help" })]
    [InlineData("/s", new[] { "/search", "/sources" })]
    [InlineData("so", new[] { "/sources" })]
    [InlineData("/brief ", new[] { "china-nk" })]
    [InlineData("/brief CH", new[] { "china-nk" })]
    [InlineData("/brief kor", new[] { "china-nk" })]
    [InlineData("/brief chian-nk", new[] { "china-nk" })]
    [InlineData("/brief mars", new string[0])]
    [InlineData("/brief china-nk e", new[] { "economics" })]
    [InlineData("/brief china-nk tr", new[] { "economics" })]
    [InlineData("/brief china-nk econmics", new[] { "economics" })]
    [InlineData("/brief section:e", new string[0])]
    [InlineData("/brief china-nk section:e", new[] { "section:economics" })]
    [InlineData("/brief china-nk economics ", new[] { "share" })]
    [InlineData("/brief china-nk economics share ", new string[0])]
    [InlineData("/brief mars ", new[] { "share" })]
    [InlineData("/search sanctions topic:si", new[] { "topic:china-nk" })]
    [InlineData("/topics ", new string[0])]
    [InlineData("/nonsense x", new string[0])]
    public async Task WhatMayFollowIsOffered(string text, string[] values) => Assert.Equal(values, await chat.CompleteAsync(text));

    [Fact]
    public async Task TheSecondOptionDependsOnTheFirst() => Assert.Equal(
        ["history", "diplomacy", "economics", "strategy", "nuclear", "leaders", "signals", "outlook", "share"],
        await chat.CompleteAsync("/brief china-nk "));

    [Fact]
    public async Task TheWordUnderTheCursorIsReplaced()
    {
        var completion = await chat.Router.CompleteTextAsync("/brief china-nk econ", TestChat.Reader, CancellationToken.None);

        Assert.Equal("/brief china-nk ".Length, completion.Start);
        Assert.Equal("economics – Economic ties", completion.Suggestions.Single().Label);
    }
}
