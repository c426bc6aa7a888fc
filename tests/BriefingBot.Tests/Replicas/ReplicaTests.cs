using BriefingBot.Host.Content;
using BriefingBot.Host.Replicas;
using BriefingBot.Tests.Host;
using BriefingBot.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Replicas;

/// <summary>Several bots on one PostgreSQL database hear of each other's changed briefings.</summary>
public sealed class ReplicaTests
{
    [Theory, OnPostgres]
    public async Task AChangeThatOneReplicaServesIsServedByTheOthersAndToldOnce(Database database)
    {
        await using var pair = await ReplicaPair.StartAsync(database);
        var (one, other, folder) = pair;
        await using var tap = await NoticeTap.StartAsync(pair.ConnectionString);
        for (var version = 1; version <= 3; version++)
        {
            var (from, to) = version % 2 == 0 ? (other, one) : (one, other);
            await from.ChangeAsync(folder, version);
            await to.ServesAsync(version);
        }

        // What a replica tells is told in its order: an echo would stand before its next change.
        var last = one.Live.State!.Set.Find("tea-0")!.Find("plant")!.Revision;
        await tap.HearsAsync(file => file.Revision == last);
        Assert.All(tap.Notices, notice => Assert.Equal(new BriefingFile("tea-0", "plant.md"), Assert.Single(notice.Files).File));
        Assert.Equal(3, tap.Notices.Count);
        Assert.Equal(2, tap.Notices.Select(notice => notice.From).Distinct().Count());
        Assert.All(tap.Payloads, payload => Assert.DoesNotContain("says", payload, StringComparison.Ordinal));
    }

    [Theory, OnPostgres]
    public async Task ATopicsOwnFilesAndRemovalsAreToldToo(Database database)
    {
        await using var pair = await ReplicaPair.StartAsync(database);
        var (one, other, folder) = pair;

        folder.Write("tea-0/topic.yaml", "title: Tea anew\nsummary: What tea is.\nsections: [trade, plant]\n");
        await one.Reloader.ReloadAsync(CancellationToken.None);
        await other.ServesAsync("Tea anew", "/topics");

        folder.Delete("tea-0/trade.md");
        await other.Reloader.ReloadAsync(CancellationToken.None);
        await one.ServesAsync("has no section", "/brief tea-0 trade");
    }

    [Theory, OnPostgres]
    public async Task WhatACuratorLetsThroughAtOneReplicaGoesThroughAtAll(Database database)
    {
        await using var pair = await ReplicaPair.StartAsync(database, topics: 10);
        var (one, other, folder) = pair;
        await using var tap = await NoticeTap.StartAsync(pair.ConnectionString);
        foreach (var topic in new[] { 1, 2, 3 })
        {
            Directory.Delete(Path.Combine(folder.Briefings, $"tea-{topic}"), recursive: true);
        }

        var held = (await one.Reloader.ReloadAsync(CancellationToken.None)).Held!;
        Assert.Null((await one.Reloader.ConfirmAsync(held, CancellationToken.None)).Held);

        await other.ServesAsync("There is no topic", "/brief tea-3");
        Assert.Null(other.Live.State!.Held);
        await other.ChangeAsync(folder, 1);
        await one.ServesAsync(1);
        Assert.Equal(held.Key, Assert.Single(tap.Notices, notice => notice.LetThrough is not null).LetThrough);
    }

    [Theory, OnPostgres]
    public async Task AfterTheDatabaseWasAwayEverythingIsLookedAtAndNobodyWasDisturbed(Database database)
    {
        await using var pair = await ReplicaPair.StartAsync(database);
        var (one, other, folder) = pair;
        await PostgresServer.LetConnectAsync(pair.ConnectionString, isAllowed: false);
        await other.LogsAsync("PostgreSQL cannot be listened to");
        await one.ChangeAsync(folder, 1);
        await one.ServesAsync(1);
        await other.ServesAsync(0);

        await PostgresServer.LetConnectAsync(pair.ConnectionString, isAllowed: true);

        await other.ServesAsync(1);
        await Task.WhenAll(one.ListensAsync(2), other.ListensAsync(2));
        Assert.Equal(1, other.TimesLogged("PostgreSQL cannot be listened to"));
        await one.ChangeAsync(folder, 2);
        await other.ServesAsync(2);
    }

    [Theory, OnPostgres]
    public async Task AReplicaWithAnotherFolderSaysSoOnceUntilItHoldsTheSame(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        using var folder = ReplicaRig.Folder();
        using var copy = ReplicaRig.Folder();
        await using var one = await ReplicaRig.StartAsync(state, folder);
        await using var other = await ReplicaRig.StartAsync(state, copy);
        var awaited = other.Bot.App.Services.GetRequiredService<AwaitedFiles>();
        await one.ChangeAsync(folder, 1);
        var revision = one.Live.State!.Set.Find("tea-0")!.Find("plant")!.Revision;
        await Discord.Eventually.IsAsync(() => awaited.Coming.Count == 1);
        Assert.Equal(0, other.TimesLogged("does not hold"));

        other.Time.Skip(AwaitedFiles.Patience);
        await other.LogsAsync($"Another replica serves files that {copy.Briefings} does not hold: tea-0/plant.md@{revision}");
        var status = (await other.Bot.AskAsync("/curate status")).GetProperty("text").GetString();
        Assert.Contains($"tea-0/plant.md, revision {revision}", status, StringComparison.Ordinal);
        await one.ChangeAsync(folder, 2);
        await Discord.Eventually.IsAsync(() => awaited.Coming.Count == 1);
        other.Time.Skip(AwaitedFiles.Patience);
        await Discord.Eventually.IsAsync(() => awaited.Missed.Length == 1);

        await other.ChangeAsync(copy, 2);
        await other.LogsAsync("holds what the other replicas serve again");
        Assert.Empty(awaited.Missed);
        Assert.Equal(1, other.TimesLogged("does not hold"));
        Assert.Equal(0, one.TimesLogged("does not hold"));
    }

    [Theory, OnPostgres]
    public async Task WhateverIsToldNothingOutsideTheFolderIsReadAndTheNextChangeIsHeard(Database database)
    {
        await using var pair = await ReplicaPair.StartAsync(database);
        var (one, other, folder) = pair;
        await using var tap = await NoticeTap.StartAsync(pair.ConnectionString);
        foreach (var payload in new[]
        {
            "", "[]", "null", "{", """{"from":7,"files":{}}""", """{"from":"x","files":[["..","passwd","1"],["/etc","passwd","1"],["a/b","c","1"],[1,2,3],["tea-0"],["\ud800","x","1"]]}""",
            """{"from":"x","letThrough":"12345678"}""", """{"from":"x","newer":true}""",
        })
        {
            await tap.TellAsync(payload);
        }

        await one.ChangeAsync(folder, 1);
        await other.ServesAsync(1);
        Assert.Equal(0, other.TimesLogged("could not be followed"));
    }

    [Fact]
    public async Task WithSqliteNothingOfItIsThere()
    {
        await using var bot = await RunningBot.StartAsync();

        Assert.Null(bot.App.Services.GetService<ReplicaFollower>());
        Assert.Null(bot.App.Services.GetRequiredService<LiveBriefings>().Exchanged);
    }
}
