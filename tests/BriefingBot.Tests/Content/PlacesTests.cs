using BriefingBot.Host.Content;

namespace BriefingBot.Tests.Content;

/// <summary>Which place in the briefings a path belongs to.</summary>
public sealed class PlacesTests : IDisposable
{
    private readonly TestFolder folder = TestFolder.WithTea();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("tea/plant.md", "tea", "plant.md")]
    [InlineData("tea", "tea", "")]
    [InlineData("tea/..data", "tea", "")]
    [InlineData("..data", "", "")]
    public void APathInAFolderOfTopicsIsOfATopic(string path, string topic, string name) =>
        Assert.Equal(new BriefingFile(topic, name), new BriefingsOnDisk(folder.Briefings).Locate(path));

    [Theory]
    [InlineData("tea/.plant.md.swp")]
    [InlineData("tea/plant.md~")]
    [InlineData("tea/.#plant.md")]
    [InlineData("tea/#plant.md#")]
    [InlineData("tea/deep/plant.md")]
    [InlineData(".git/index")]
    [InlineData(".")]
    public void WhatIsNeverReadIsNoPlace(string path) => Assert.Null(new BriefingsOnDisk(folder.Briefings).Locate(path));

    [Fact]
    public void AFolderThatIsOneTopicHasItsFilesInIt()
    {
        var disk = new BriefingsOnDisk(Path.Combine(folder.Briefings, "tea"));

        Assert.Equal(new BriefingFile("tea", "plant.md"), disk.Locate("plant.md"));
        Assert.Equal(["tea"], disk.Topics([])!);
        Assert.Contains("plant.md", disk.List("tea").Keys);
    }

    [UnixFact]
    public async Task FilesThatAreChangedByALinkToAllOfThemAreServed()
    {
        await using var rig = await LiveRig.StartAsync(topics: 5, byHand: true);
        rig.Folder.Write("tea-0/..one/plant.md", LiveRig.Version(1));
        rig.Folder.Write("tea-0/..two/plant.md", LiveRig.Version(2));
        File.CreateSymbolicLink(rig.PathOf("tea-0/..data"), "..one");
        rig.Folder.Delete("tea-0/plant.md");
        File.CreateSymbolicLink(rig.PathOf("tea-0/plant.md"), "..data/plant.md");
        await rig.ServesAsync(1);

        // As Kubernetes does when a ConfigMap changes, but for the moment without a link.
        File.Delete(rig.PathOf("tea-0/..data"));
        File.CreateSymbolicLink(rig.PathOf("tea-0/..data"), "..two");
        await rig.ServesAsync(2);
    }
}
