using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Storage;

namespace BriefingBot.Tests.Storage;

public sealed class RevisionsTests
{
    private static readonly DateTimeOffset Now = Samples.Now;
    private static readonly Actor Ada = new("discord:1", new Person("7", "Ada O'Neill; drop table revisions"));

    [Theory, OnSqlite, OnPostgres]
    public async Task WhatWasAddedIsThereNewestFirst(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var revisions = new Revisions(await state.OpenAsync());
        var edited = Revision("00000002", 1) with { Author = Ada, Way = Way.Form, Note = "A typo.", IsDraft = true, Text = "second\n“ü😀”\n" };
        await AddAsync(revisions, Revision("00000001"), edited, Revision(string.Empty, 2), Revision("00000001", 3), Revision("00000009", section: "trade"));

        Assert.Equal(
            [Revision("00000001", 3) with { Text = null }, Revision(string.Empty, 2), edited with { Text = null }],
            (await revisions.LogAsync("tea", "plant", 3, CancellationToken.None)).AsEnumerable());
        Assert.Equal(edited, await revisions.FindAsync("tea", "plant", "00000002", CancellationToken.None));
        Assert.Equal(Revision("00000001", 3), await revisions.FindAsync("tea", "plant", "00000001", CancellationToken.None));
        Assert.Null(await revisions.FindAsync("tea", "plant", "00000009", CancellationToken.None));
        Assert.Empty(await revisions.LogAsync("tea", "none", 3, CancellationToken.None));
        Assert.Equal(
            [("tea/plant", "00000001"), ("tea/trade", "00000009")],
            (await revisions.NewestAsync(CancellationToken.None)).OrderBy(section => section.Key).Select(section => (section.Key, section.Value)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TheNewestAgainAddsNothingAndNamesTheAuthorWhereNobodyHas(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var revisions = new Revisions(await state.OpenAsync());
        var named = Revision("00000001", 1) with { Author = Ada, Way = Way.Form, Note = "A typo." };
        await AddAsync(revisions, Revision(string.Empty), Revision("00000001"), Revision("00000001", 1), named, named with { Author = new("browser", new("8", "Bob")) });

        Assert.Equal([named with { At = Now, Text = null }], (await revisions.LogAsync("tea", "plant", 9, CancellationToken.None)).AsEnumerable());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhoIsLateAddsNothingThatWasFollowedByOthers(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var revisions = new Revisions(await state.OpenAsync());
        var (one, two) = (Revision("00000001", 1) with { Before = "00000000" }, Revision("00000002", 2) with { Before = "00000001" });
        await AddAsync(revisions, Revision("00000000"), one, two);
        await AddAsync(revisions, one with { Author = Ada, Way = Way.Form, Note = "A typo." }, two);

        Assert.Equal(["00000002", "00000001", "00000000"], await IdsAsync(revisions));
        Assert.Equal(Ada, (await revisions.FindAsync("tea", "plant", "00000001", CancellationToken.None))!.Author);

        // Back again, and what came after something that nobody recorded.
        await AddAsync(revisions, Revision("00000001", 3) with { Before = "00000002" }, Revision("00000004", 4) with { Before = "00000003" });
        Assert.Equal(["00000004", "00000001", "00000002", "00000001", "00000000"], await IdsAsync(revisions));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task ProcessesThatAddTheSameAtOnceAddItOnce(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var (one, other) = (new Revisions(await state.OpenAsync()), new Revisions(await state.OpenAsync()));
        for (var round = 0; round < 20; round++)
        {
            var batch = Enumerable.Range(0, 5).Select(section => Revision($"{round:x8}", round, $"s{section}")).ToArray();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => AddAsync(number % 2 == 0 ? one : other, batch))));
        }

        for (var section = 0; section < 5; section++)
        {
            Assert.Equal(
                Enumerable.Range(0, 20).Reverse().Select(round => $"{round:x8}"),
                (await one.LogAsync("tea", $"s{section}", 100, CancellationToken.None)).Select(revision => revision.Id));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhatChangedIsToldAgainstWhatWasThereAtTheMoment(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var revisions = new Revisions(await state.OpenAsync());
        await AddAsync(
            revisions,
            Revision("00000001", 0), Revision("00000002", 1), Revision("00000003", 2), Revision("00000004", 3),
            Revision("00000005", 0, "kept"), Revision("00000006", 3, "new"), Revision("00000007", 0, "gone"), Revision(string.Empty, 2, "gone"));
        await revisions.AddAsync([Revision("00000008", 3) with { Topic = "coffee" }], CancellationToken.None);

        var changes = await revisions.SinceAsync("tea", Now.AddHours(1), CancellationToken.None);

        Assert.Equal(Now.AddHours(1), changes.Since);
        Assert.Equal(
            [("new", "00000006", null), ("plant", "00000004", "00000002"), ("gone", string.Empty, "00000007")],
            changes.Sections.Select(section => (section.Newest.Section, section.Newest.Id, section.Before?.Id)));
        Assert.Empty((await revisions.SinceAsync("tea", Now.AddHours(3), CancellationToken.None)).Sections);
        Assert.Equal(4, (await revisions.SinceAsync("tea", Now.AddHours(-1), CancellationToken.None)).Sections.Length);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhatWasThereWhenATopicWasFirstFoundIsNoChange(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var revisions = new Revisions(await state.OpenAsync());
        await AddAsync(
            revisions,
            Revision("00000001") with { Way = Way.Start }, Revision("00000002", 0, "trade") with { Way = Way.Start }, Revision("00000003", 1), Revision("00000004", 2, "new") with { Way = Way.Start });

        var changes = await revisions.SinceAsync("tea", Now.AddDays(-7), CancellationToken.None);

        Assert.Equal(Now, changes.Since);
        Assert.Equal([("new", null), ("plant", "00000001")], changes.Sections.Select(section => (section.Newest.Section, section.Before?.Id)));
        Assert.Equal(new(Now.AddDays(-7), []), await revisions.SinceAsync("none", Now.AddDays(-7), CancellationToken.None), (one, other) => one!.Since == other!.Since && one.Sections.SequenceEqual(other.Sections));
    }

    private static async Task<IEnumerable<string>> IdsAsync(Revisions revisions) =>
        (await revisions.LogAsync("tea", "plant", 100, CancellationToken.None)).Select(revision => revision.Id);

    private static Task AddAsync(Revisions revisions, params Revision[] added) => revisions.AddAsync(added, CancellationToken.None);

    private static Revision Revision(string id, int hours = 0, string section = "plant") =>
        new("tea", section, id, Now.AddHours(hours), Author: null, Way.Disk, Note: null) { Text = id.Length == 0 ? null : $"text {id}" };
}
