using System.Text.Json;
using BriefingBot.Authoring;
using BriefingBot.Curating.Records;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Host;

/// <summary>The whole way in the running bot: from <c>/curate rollback</c> and its “Save” to the card and the file.</summary>
public sealed class CuratingPageTests : IDisposable
{
    private readonly TestFolder folder = TestFolder.WithTea();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ASavedRollbackIsServedAndOnDisk()
    {
        await using var bot = await RunningBot.StartAsync($"--Briefings:Directory={folder.Briefings}", "--Curators:Users=browser");
        await bot.AskAsync("/brief tea plant");
        SectionText.TryRead(TestFolder.Section("The plant", "Tea is made of leaves alone [@leaves, sec. 1, para. 1]."), out var earlier, out _);
        await bot.App.Services.GetRequiredService<IRevisions>().AddAsync(
            [new Revision("tea", "plant", earlier!.Revision, new(TestFolder.Today, default, TimeSpan.Zero), Author: null, Way.Disk, Note: null) { Text = earlier.Text }], default);

        var asked = await bot.AskAsync($"/curate rollback tea plant {earlier.Revision}");
        Assert.Contains("Added: Tea is made of leaves alone", asked.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("leaves alone", await File.ReadAllTextAsync(Path.Combine(folder.Briefings, "tea", "plant.md")), StringComparison.Ordinal);

        Assert.Contains("Saved", (await bot.AskAsync(Save(asked))).GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(earlier.Text, await File.ReadAllTextAsync(Path.Combine(folder.Briefings, "tea", "plant.md")));
        var card = (await bot.AskAsync("/brief tea plant")).GetProperty("text").GetString();
        Assert.Contains("Tea is made of leaves alone", card, StringComparison.Ordinal);
        Assert.Contains($"tea/plant@{earlier.Revision}", card, StringComparison.Ordinal);
        var audit = await bot.App.Services.GetRequiredService<IAuditLog>().ReadAsync(new(), 10, default);
        Assert.Equal(("curate save", AuditOutcome.Done), (Assert.Single(audit).Act, audit[0].Outcome));
    }

    [Fact]
    public async Task WithoutSettingsThePageMayChangeNothing()
    {
        await using var bot = await RunningBot.StartAsync($"--Briefings:Directory={folder.Briefings}");
        var refused = (await bot.AskAsync("/curate verify tea plant")).GetProperty("text").GetString();
        Assert.Contains("Nobody may change briefings from chat yet", refused, StringComparison.Ordinal);
        Assert.Contains("“browser” (this page, on the bot's own machine)", refused, StringComparison.Ordinal);
    }

    private static string Save(JsonElement reply) => reply.GetProperty("controls").EnumerateArray()
        .Select(control => control.GetProperty("command").GetString()!).Single(command => command.StartsWith("/curate save ", StringComparison.Ordinal));
}
