using BriefingBot.Host.Content;

namespace BriefingBot.Tests.Content;

public sealed class SettlingTests
{
    private static readonly BriefingFile Plant = new("tea", "plant.md");
    private static readonly BriefingFile Trade = new("tea", "trade.md");

    private readonly SettlingFiles files = new(new ReloadPace());

    [Fact]
    public void AFileIsReadyAQuarterOfASecondAfterItsLastEvent()
    {
        files.Note(Plant, At(0));
        files.Note(Plant, At(200));

        Assert.Equal(At(450), files.Due(together: false));
        Assert.False(files.IsReady(Plant, At(449)));
        Assert.True(files.IsReady(Plant, At(450)));
    }

    [Fact]
    public void AFileThatNobodyToldOfMustLookTheSameTwice()
    {
        files.Look(Plant, new FileStamp(1, 1, 0, 0, 0), At(0));
        files.Look(Plant, new FileStamp(2, 2, 0, 0, 0), At(250));
        Assert.False(files.IsReady(Plant, At(250)));

        files.Look(Plant, new FileStamp(2, 2, 0, 0, 0), At(500));
        Assert.True(files.IsReady(Plant, At(500)));
    }

    [Fact]
    public void AStreamOfEventsPutsAFileOffForASecondAndAHalfAtMost()
    {
        for (var at = 0; at < 1_500; at += 100)
        {
            files.Note(Plant, At(at));
        }

        Assert.False(files.IsReady(Plant, At(1_499)));
        Assert.True(files.IsReady(Plant, At(1_500)));
        Assert.True(files.IsOverdue(Plant, At(1_500)));
    }

    [Fact]
    public void AStillFileWaitsForOneThatMovesForASecondAtMost()
    {
        files.Note(Trade, At(0));
        for (var at = 0; at <= 900; at += 100)
        {
            files.Note(Plant, At(at));
        }

        Assert.False(files.IsLongEnough(At(999)));
        Assert.True(files.IsLongEnough(At(1_000)));
        Assert.True(files.IsReady(Trade, At(1_000)));
        Assert.False(files.IsReady(Plant, At(1_000)));
        Assert.Equal(At(1_000), files.Due(together: false));
        Assert.Equal(At(1_150), files.Due(together: true));
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
