using BriefingBot.Authoring;

namespace BriefingBot.Tests.Authoring;

/// <summary>Files that change while they are read.</summary>
public sealed class OpenedFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(100_000)]
    public void OneByteMoreThanIsAskedForIsRead(int size)
    {
        var bytes = Enumerable.Range(0, size).Select(number => (byte)number).ToArray();
        folder.WriteBytes("file", bytes);
        using var opened = new OpenedFile(Path.Combine(folder.Briefings, "file"));

        Assert.Equal(bytes.Take(11), opened.Read(most: 10));
    }

    [UnixFact]
    public void WhatWasOpenedIsReadWhereverItsNameLeadsByNow()
    {
        folder.Write("inside", "inside");
        folder.WriteSource("outside", "outside");
        var path = Path.Combine(folder.Briefings, "file");
        File.CreateSymbolicLink(path, Path.Combine(folder.Sources, "outside"));
        using var opened = new OpenedFile(path);
        File.Delete(path);
        File.CreateSymbolicLink(path, Path.Combine(folder.Briefings, "inside"));

        Assert.Equal("outside"u8.ToArray(), opened.Read(most: 100));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(RealPath.Of(Path.Combine(folder.Sources, "outside")), opened.RealPath);
        }
    }
}
