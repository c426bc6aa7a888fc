using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Storage;

namespace BriefingBot.Tests.Storage;

public sealed class FlagsTests
{
    private static readonly DateTimeOffset Now = Samples.Now;
    private static readonly FlagFilter Tea = new(["tea"], [], "discord:1");
    private static readonly Actor Ada = new("discord:1", new("7", "Ada; drop table flags"));

    [Theory, OnSqlite, OnPostgres]
    public async Task AFlagIsOpenUntilItIsClosedAndChangedByOneAtATime(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var flags = new Flags(await state.OpenAsync());
        var (first, second) = (Flag("aaaaaa", 0), Flag("bbbbbb", 1));
        await flags.AddAsync(second, 10, Now, CancellationToken.None);
        await flags.AddAsync(first, 10, Now, CancellationToken.None);
        Assert.Equal([first, second], (await flags.OpenAsync(Tea, 10, CancellationToken.None)).AsEnumerable());
        Assert.Equal([first], (await flags.OpenAsync(Tea, 1, CancellationToken.None)).AsEnumerable());

        var claimed = first with { State = FlagState.Claimed, Curator = new("browser", new("9", "Cleo")), Since = Now.AddHours(1) };
        Assert.True(await flags.ReplaceAsync(first, claimed, CancellationToken.None));
        Assert.False(await flags.ReplaceAsync(first, claimed with { Curator = Ada }, CancellationToken.None));
        Assert.Equal(claimed, await flags.FindAsync("aaaaaa", CancellationToken.None));
        Assert.Equal([claimed, second], (await flags.OpenAsync(Tea, 10, CancellationToken.None)).AsEnumerable());
        Assert.True(await flags.ReplaceAsync(claimed, claimed with { State = FlagState.Closed }, CancellationToken.None));
        Assert.Equal([second], (await flags.OpenAsync(Tea, 10, CancellationToken.None)).AsEnumerable());
        Assert.Null(await flags.FindAsync("cccccc", CancellationToken.None));
        Assert.False(await flags.ReplaceAsync(Flag("cccccc", 0), Flag("cccccc", 0), CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OnlyThoseOfTheTopicsAskedForAreReadAndCounted(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var flags = new Flags(await state.OpenAsync());
        foreach (var (id, topic, community) in new[] { ("aaaaaa", "tea", "discord:2"), ("bbbbbb", "secret", "discord:1"), ("cccccc", "gone", "discord:1"), ("dddddd", "gone", "discord:2"), ("eeeeee", "closed", "discord:1") })
        {
            await flags.AddAsync(
                Flag(id, 0) with { Topic = topic, Reader = Ada with { Community = community }, State = topic == "closed" ? FlagState.Closed : FlagState.Open }, 10, Now, CancellationToken.None);
        }

        Assert.Equal(["gone", "secret", "tea"], (await flags.OpenTopicsAsync(CancellationToken.None)).AsEnumerable());
        foreach (var (filter, ids) in new[]
        {
            (new FlagFilter(["tea"], ["gone"], "discord:1"), "aaaaaa cccccc"),
            (new(["closed", "tea"], [], "discord:1"), "aaaaaa"),
            (new([], ["gone"], "discord:2"), "dddddd"),
            (new([], [], "discord:1"), string.Empty),
        })
        {
            Assert.Equal(ids, string.Join(' ', (await flags.OpenAsync(filter, 10, CancellationToken.None)).Select(flag => flag.Id)));
            Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, await flags.CountOpenAsync(filter, CancellationToken.None));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AReadersFlagsAreCountedWhateverTheirState(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var flags = new Flags(await state.OpenAsync());
        var nobody = new Actor("browser", new(string.Empty, string.Empty));
        Task<bool> AddAsync(Flag flag, int most, int sinceMinutes) => flags.AddAsync(flag, most, Now.AddMinutes(sinceMinutes), CancellationToken.None);
        Assert.True(await AddAsync(Flag("aaaaaa", 0), 2, -1));
        Assert.True(await AddAsync(Flag("bbbbbb", 1) with { State = FlagState.Closed }, 2, -1));

        Assert.False(await AddAsync(Flag("cccccc", 2) with { Reader = Ada with { Person = new("7", "Ada by another name") } }, 2, -1));
        Assert.True(await AddAsync(Flag("dddddd", 2), 2, 0));
        Assert.True(await AddAsync(Flag("eeeeee", 2) with { Reader = Ada with { Community = "discord:2" } }, 1, -1));
        Assert.True(await AddAsync(Flag("ffffff", 2) with { Reader = nobody }, 1, -1));
        Assert.False(await AddAsync(Flag("gggggg", 3) with { Reader = nobody }, 1, -1));
        Assert.Null(await flags.FindAsync("gggggg", CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task OfManyFlagsAtOnceNoMoreAreAddedThanThereMayBe(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        Flags[] processes = [new(await state.OpenAsync()), new(await state.OpenAsync())];

        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() =>
            processes[number % 2].AddAsync(Flag($"flag{number:D2}", 0), 7, Now.AddMinutes(-1), CancellationToken.None))));

        Assert.Equal(7, added.Count(isAdded => isAdded));
        Assert.Equal(7, (await processes[0].OpenAsync(Tea, 100, CancellationToken.None)).Length);
    }

    private static Flag Flag(string id, int minutes) => new(id, Now.AddMinutes(minutes), "tea", "plant", "1a2b3c4d", "It is “wrong”.", Ada);
}
