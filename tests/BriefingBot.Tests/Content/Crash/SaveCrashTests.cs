using System.Globalization;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Content;
using BriefingBot.Host.Curating;
using BriefingBot.Host.Storage;
using BriefingBot.Tests.Storage;
using Xunit.Abstractions;

namespace BriefingBot.Tests.Content;

/// <summary><c>kill -9</c> at every step of a save, two hundred times.</summary>
public sealed class SaveCrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 200;

    private readonly TestFolder folder = TestFolder.WithTea();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WhereverASaveIsEndedTheOldTextOrTheNewOneIsThereWhole()
    {
        // The history's writing is two more.
        var (now, steps, saved) = (await PlantAsync(), Enum.GetValues<SaveStep>().Length + 2, 0);
        await using var state = await TestState.NewAsync(Database.Sqlite);
        var revisions = new Revisions(await state.OpenAsync());
        await RestartAsync(revisions);
        for (var kill = 0; kill < Kills; kill++)
        {
            var next = LiveRig.Version(kill + 1);
            var step = (kill % steps) + 1;
            Assert.True(await RunAsync(state, next, step));
            var found = await PlantAsync();
            Assert.Equal(step > (int)SaveStep.Renamed ? next : now, found);

            // The half-written text and the lock.
            Assert.InRange(Leftovers().Length, 0, 2);
            foreach (var leftover in Leftovers())
            {
                File.SetLastWriteTimeUtc(leftover, DateTime.UtcNow.AddHours(-1));
            }

            Assert.Empty(folder.Problems());
            await RestartAsync(revisions);
            Assert.Equal(found, (await revisions.FindAsync("tea", "plant", (await revisions.NewestAsync(default))["tea/plant"], default))!.Text);
            (now, saved) = (found, saved + (found == next ? 1 : 0));
        }

        var last = LiveRig.Version(Kills + 1);
        Assert.False(await RunAsync(state, last, last: 0));
        Assert.Equal(last, await PlantAsync());
        Assert.Empty(Leftovers());
        Assert.Equal(saved + 2, (await revisions.LogAsync("tea", "plant", int.MaxValue, default)).Length);
        output.WriteLine($"{Kills} processes ended, {saved} of them with the new text on disk");
    }

    // What the bot does at its start.
    private Task RestartAsync(Revisions revisions) =>
        new RevisionComparison(revisions).RecordAsync(folder.Load(), DateTimeOffset.UnixEpoch, Way.Start, note: null, CancellationToken.None);

    private Task<string> PlantAsync() => File.ReadAllTextAsync(Path.Combine(folder.Briefings, "tea", "plant.md"));

    private string[] Leftovers() => Directory.GetFiles(Path.Combine(folder.Briefings, "tea"), ".*", new EnumerationOptions { AttributesToSkip = FileAttributes.None });

    private async Task<bool> RunAsync(TestState state, string text, int last)
    {
        var file = Path.Combine(folder.Sources, "new.md");
        await File.WriteAllTextAsync(file, text);
        return await CrashingProcess.RunAsync(SaveChild.Verb, folder.Briefings, file, state.ConnectionString, last.ToString(CultureInfo.InvariantCulture));
    }
}
