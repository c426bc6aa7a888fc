using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Storage;

namespace BriefingBot.Tests.Storage;

public sealed class AuditLogTests
{
    private static readonly DateTimeOffset Now = Samples.Now;
    private static readonly Actor Ada = new("discord:1", new("7", "Ada 'n' all"));
    private static readonly Actor Bob = new("browser", new(string.Empty, string.Empty));

    [Theory, OnSqlite, OnPostgres]
    public async Task EntriesAreReadNewestFirstByWhatIsAskedFor(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var log = new AuditLog(await state.OpenAsync());
        AuditEntry[] all =
        [
            new(Now, Ada, "curate edit", "tea/plant@1a2b3c4d", AuditOutcome.Done, null),
            new(Now.AddMinutes(1), Bob, "curate rollback", "tea/plant", AuditOutcome.Refused, "Nobody is named under Curators."),
            new(Now.AddMinutes(2), Ada, "curate reload", string.Empty, AuditOutcome.Failed, "100 % of “_” it\n"),
            new(Now.AddMinutes(3), Ada, "curated", "teapot", AuditOutcome.Done, null),
        ];
        foreach (var entry in all)
        {
            await log.AddAsync(entry, CancellationToken.None);
        }

        async Task<IEnumerable<int>> ReadAsync(AuditFilter filter, int count = 10) =>
            (await log.ReadAsync(filter, count, CancellationToken.None)).Select(entry => Array.IndexOf(all, entry));

        Assert.Equal([3, 2, 1, 0], await ReadAsync(new()));
        Assert.Equal([3, 2], await ReadAsync(new(), count: 2));
        Assert.Equal([3, 2, 0], await ReadAsync(new(Who: "7")));
        Assert.Equal([3, 2, 0], await ReadAsync(new(Who: "Ada 'n' all")));
        Assert.Equal([1], await ReadAsync(new(Who: "browser")));
        Assert.Equal([2, 1, 0], await ReadAsync(new(Act: "curate")));
        Assert.Equal([1], await ReadAsync(new(Act: "curate rollback")));
        Assert.Equal([1, 0], await ReadAsync(new(Target: "tea")));
        Assert.Equal([1, 0], await ReadAsync(new(Target: "tea/plant")));
        Assert.Equal([3, 2], await ReadAsync(new(Since: Now.AddMinutes(2))));
        Assert.Equal([0], await ReadAsync(new("discord:1", "curate", "tea", Now)));
        Assert.Empty(await ReadAsync(new(Act: "cur%")));
    }
}
