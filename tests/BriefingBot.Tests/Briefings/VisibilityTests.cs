using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Briefings;

/// <summary>What a reader may not see is exactly like what does not exist, whichever way it is asked for.</summary>
public sealed class VisibilityTests : IDisposable
{
    private static readonly Reader Insider = new("forum:42");

    private readonly TestFolder folder = TestFolder.WithTea();
    private readonly TestChat hidden;
    private readonly TestChat absent;

    public VisibilityTests()
    {
        absent = new(folder.Load().Catalogue);
        foreach (var name in new[] { "topic.yaml", "sources.yaml", "sources.lock.json" })
        {
            folder.Write($"teahouse/{name}", File.ReadAllText(Path.Combine(folder.Briefings, "tea", name))
                .Replace("title: Tea and its trade", "title: Secret teahouse\nvisible-to: [\"forum:42\"]", StringComparison.Ordinal)
                .Replace("aliases: [chai, hot-drinks]", "aliases: [hideout]", StringComparison.Ordinal)
                .Replace("sections: [plant, trade]", string.Empty, StringComparison.Ordinal));
        }

        for (var i = 0; i < 9; i++)
        {
            folder.Write($"teahouse/room-{i}.md", TestFolder.Section($"Room {i}", "Leaves, leaves and ships are kept in this room of leaves [@leaves, sec. 1, para. 1]."));
        }

        hidden = new(folder.Load().Catalogue);
    }

    public void Dispose()
    {
        hidden.Dispose();
        absent.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("/topics")]
    [InlineData("/brief teahouse")]
    [InlineData("/brief hideout")]
    [InlineData("/brief teahous")]
    [InlineData("/brief teahouse room-1")]
    [InlineData("/sources teahouse")]
    [InlineData("/search leaves")]
    [InlineData("/search room")]
    [InlineData("/search room trade")]
    [InlineData("/search secretly ships")]
    [InlineData("/search hot ships leaves")]
    [InlineData("/search leaves topic:teahouse")]
    [InlineData("/search leaves teahouse")]
    [InlineData("/brief")]
    [InlineData("/help")]
    [InlineData("teahouse")]
    public async Task AHiddenTopicAnswersAsIfItDidNotExist(string text)
    {
        Assert.Equal(ReplyJson.Serialize(await absent.AskAsync(text)), ReplyJson.Serialize(await hidden.AskAsync(text)));
    }

    [Theory]
    [InlineData("/brief ")]
    [InlineData("/brief tea")]
    [InlineData("/brief hid")]
    [InlineData("/brief teahuose")]
    [InlineData("/brief teahouse ")]
    [InlineData("/brief teahouse r")]
    [InlineData("/search x topic:")]
    public async Task AHiddenTopicIsNotOfferedInCompletion(string text) =>
        Assert.Equal(await absent.CompleteAsync(text), await hidden.CompleteAsync(text));

    [Fact]
    public async Task ItsOwnReadersSeeIt()
    {
        Assert.Contains("Secret teahouse", await hidden.SayAsync("/topics", Insider), StringComparison.Ordinal);
        Assert.Equal(Outcome.Done, (await hidden.AskAsync("/brief hideout room-3", Insider)).Outcome);
        Assert.Contains("/brief teahouse room", await hidden.SayAsync("/search room", Insider), StringComparison.Ordinal);
        Assert.Contains("teahouse", await hidden.CompleteAsync("/brief t", Insider));
    }

    [Fact]
    public async Task BetterHitsThatAreHiddenDoNotCrowdOutTheOthers()
    {
        var text = PlainText.Render((await hidden.AskAsync("/search ships")).Blocks);

        Assert.Contains("/brief tea trade", text, StringComparison.Ordinal);
    }
}
