using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;

namespace BriefingBot.Tests.Curating.Commands;

public sealed class ChangesCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(TestFolder.Today, new(12, 0), TimeSpan.Zero);

    private readonly TestFolder folder = TestFolder.WithTea();
    private readonly MemoryCurating state = new();
    private readonly TestChat chat;

    public ChangesCommandTests() => chat = new(folder.Load().Catalogue, curating: new(state, state));

    public void Dispose()
    {
        chat.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task WhatWasAddedChangedAndRemovedIsListedNewestFirstWithoutNames()
    {
        await AddAsync(
            Revision("plant", 24 * 30), Revision("old", 24 * 30), Revision("plant", 50, "00000002") with { Author = new("test", new("7", "Ada")), Note = "A secret" },
            Revision("trade", 2), Revision("old", 1, string.Empty));

        var said = await chat.SayAsync("/changes chai");

        Assert.Equal(
            """
            Changes in “Tea and its trade”

            Since Sat 14 Nov 2026, 12:00 UTC: 1 added, 1 changed, 1 no longer offered.

            - No longer offered: old, Sat 21 Nov 2026, 11:00 UTC
            - New: The trade, Sat 21 Nov 2026, 10:00 UTC – /brief tea trade
            - Changed: The plant, Thu 19 Nov 2026, 10:00 UTC – /brief tea plant
            """,
            said.Split("\nRead a section")[0].Trim(), ignoreLineEndingDifferences: true);
        Assert.Contains("1 no longer offered.", await chat.SayAsync("/changes tea today"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsSaidWithSinceWhenItWasLookedAt()
    {
        await AddAsync(Revision("plant", 24 * 30));

        Assert.Contains("Since Wed 18 Nov 2026, 12:00 UTC: nothing has changed.", await chat.SayAsync("/changes tea 3d"), StringComparison.Ordinal);
        Assert.Contains("Since Mon 16 Nov 2026, 00:00 Europe/Berlin: nothing", await chat.SayAsync("/changes tea monday", TestChat.Reader with { Zone = "Europe/Berlin" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasThereWhenTheBotFirstStartedIsNoChange()
    {
        await AddAsync(Revision("plant", 5) with { Way = Way.Start }, Revision("trade", 5) with { Way = Way.Start }, Revision("plant", 1, "00000002"));

        Assert.Contains(
            "The bot has followed this topic since Sat 21 Nov 2026, 07:00 UTC; since then: 1 changed.", await chat.SayAsync("/changes tea 4w"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DraftsDoNotExistForReaders()
    {
        await AddAsync(
            Revision("secret", 3) with { IsDraft = true }, Revision("secret", 1, string.Empty),
            Revision("plant", 24 * 30), Revision("plant", 2, "00000002") with { IsDraft = true }, Revision("plant", 1),
            Revision("trade", 24 * 30) with { IsDraft = true }, Revision("trade", 1, "00000002"));

        var said = await chat.SayAsync("/changes tea");

        Assert.Contains(": 1 added.", said, StringComparison.Ordinal);
        Assert.Contains("New: The trade", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AtMostTwentyAreListedAndHowManyMoreIsSaid()
    {
        await AddAsync([.. Enumerable.Range(0, 23).SelectMany(number => new[] { Revision($"s{number}", 24 * 30), Revision($"s{number}", 100 - number, string.Empty) })]);

        var said = await chat.SayAsync("/changes tea");

        Assert.Equal(20, said.Split("No longer offered: ").Length - 1);
        Assert.Contains("… and 3 more before these.", said, StringComparison.Ordinal);
        Assert.Contains("offered: s22,", said, StringComparison.Ordinal);
        Assert.DoesNotContain("offered: s2,", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATopicThatIsNotVisibleHasNoChanges()
    {
        folder.Write("tea/topic.yaml", "title: Tea\nsummary: What tea is.\nsections: [plant, trade]\nvisible-to: [browser]\n");
        using var hidden = new TestChat(folder.Load().Catalogue, curating: new(state, state));
        await AddAsync(Revision("plant", 1));

        var reply = await hidden.AskAsync("/changes tea");

        Assert.Equal((Outcome.NotFound, "There is no topic “tea”."), (reply.Outcome, BriefingBot.Documents.PlainText.Render(reply.Blocks).Split('\n')[0]));
        Assert.Contains("1 added", await hidden.SayAsync("/changes tea", new Reader("browser")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2030-01-01")]
    [InlineData("soon")]
    public async Task WhatIsNoTimeIsRefusedWithAnExample(string since)
    {
        var reply = await chat.AskAsync($"/changes tea {since}");

        Assert.Equal(Outcome.WrongUsage, reply.Outcome);
        Assert.Contains("/changes tea 1w", BriefingBot.Documents.PlainText.Render(reply.Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnreachableStoreIsSaid()
    {
        state.IsUnavailable = true;

        Assert.Contains("cannot reach its database", await chat.SayAsync("/changes tea"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAStoreTheCommandsAreNotOffered()
    {
        using var without = new TestChat(folder.Load().Catalogue);

        Assert.DoesNotContain(without.Router.Definitions, command => command.Name is "changes" or "flag");
        Assert.Equal(["/changes"], await chat.CompleteAsync("/ch"));
        Assert.Equal(["today"], await chat.CompleteAsync("/changes tea to"));
    }

    private Task AddAsync(params Revision[] revisions) => ((IRevisions)state).AddAsync(revisions, CancellationToken.None);

    private static Revision Revision(string section, int hoursAgo, string id = "00000001") => new("tea", section, id, Now.AddHours(-hoursAgo), Author: null, Way.Disk, Note: null);
}
