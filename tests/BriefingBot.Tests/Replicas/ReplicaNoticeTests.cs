using System.Text;
using BriefingBot.Host.Content;
using BriefingBot.Host.Replicas;

namespace BriefingBot.Tests.Replicas;

/// <summary>What replicas tell each other fits into what PostgreSQL takes.</summary>
public sealed class ReplicaNoticeTests
{
    [Fact]
    public void ManyFilesAreToldInSeveralNoticesOfWhichNoneIsTooLong()
    {
        var files = Enumerable.Range(0, 500).Select(number => new ServedFile(new($"topic-{number / 2}", number % 2 == 0 ? "é\"\u0001.md" : new string('ü', 127)), "1a2b3c4d")).ToList();

        var notices = ReplicaNotice.Of("me", files).ToList();

        Assert.All(notices, notice => Assert.InRange(Encoding.UTF8.GetByteCount(notice.Write()), 1, 7_999));
        Assert.Equal(files, notices.SelectMany(notice => ReplicaNotice.Read(notice.Write()).Files));
        Assert.All(notices, notice => Assert.False(notice.IsEverything));
    }

    [Fact]
    public void TheLongestNamesFitIntoOne()
    {
        var longest = new ServedFile(new(new string('\u0001', 255), new string('\u0001', 255)), "1a2b3c4d");

        Assert.InRange(Assert.Single(ReplicaNotice.Of("0123456789abcdef0123456789abcdef", [longest])).Write().Length, 1, 7_999);
    }

    [Fact]
    public void MoreFilesThanAnybodyWouldNameAreEverything()
    {
        var announcements = new Announcements("me");
        announcements.Add([.. Enumerable.Range(0, 5_001).Select(number => new ServedFile(new("tea", $"{number}.md"), "1a2b3c4d"))], "let");
        announcements.Add([new(new("tea", "plant.md"), "5e6f7a8b")], null);

        var notices = announcements.Take();

        Assert.Equal(["let", null, null], notices.Select(notice => notice.LetThrough));
        Assert.Equal([false, true, false], notices.Select(notice => notice.IsEverything));
        Assert.Empty(announcements.Take());
    }

    [Fact]
    public void AFileIsWaitedForUntilItComesOrChangesAgain()
    {
        var time = new ManualTime(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var awaited = new AwaitedFiles(time);
        var file = new BriefingFile("tea", "plant.md");
        Assert.False(awaited.Await(new(file, "new"), "new"));
        Assert.True(awaited.Await(new(file, "new"), "old"));
        time.Advance(AwaitedFiles.Patience - TimeSpan.FromSeconds(1));
        awaited.Look(file, "old");
        Assert.Equal(file, Assert.Single(awaited.Coming));
        awaited.Look(file, "newer");
        Assert.Empty(awaited.Coming);

        awaited.Await(new(file, "new"), null);
        time.Advance(AwaitedFiles.Patience);
        awaited.Look(file, null);
        Assert.Empty(awaited.Coming);
        Assert.Equal("new", Assert.Single(awaited.Missed).Revision);
        Assert.True(awaited.Forget(file));
        Assert.Empty(awaited.Missed);
    }
}
