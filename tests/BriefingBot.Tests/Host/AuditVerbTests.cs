using System.Text.Json;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Storage;
using BriefingBot.Tests.Storage;

namespace BriefingBot.Tests.Host;

/// <summary>The program's verb <c>audit</c>, while another process has the state open.</summary>
public sealed class AuditVerbTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task EntriesAreLinesOrJsonAndFiltered(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var store = state.New();
        store.Hold();
        await store.OpenAsync(CancellationToken.None);
        var log = new AuditLog(store);
        await log.AddAsync(new(Samples.Now, new("discord:1", new("7", "Ada\u001B[2J")), "curate edit", "tea/plant@1a2b3c4d", AuditOutcome.Done, null), CancellationToken.None);
        await log.AddAsync(new(Samples.Now.AddMinutes(1), new("browser", new(string.Empty, string.Empty)), "curate rollback", "tea/plant", AuditOutcome.Refused, "Nobody is\nnamed."), CancellationToken.None);

        var all = await RunAsync(state);
        var done = await RunAsync(state, "--target", "tea/plant", "--act", "curate", "--who", "7", "--since", "2026-11-21", "--json");
        var none = await RunAsync(state, "--who", "nobody");

        Assert.Equal(
            "2026-11-21 08:01:00Z  refused  curate rollback  tea/plant  from browser  Nobody is named.\n" +
            "2026-11-21 08:00:00Z  done     curate edit  tea/plant@1a2b3c4d  Ada [2J (7) from discord:1\n",
            all.Output);
        Assert.Equal((0, string.Empty), (all.ExitCode, all.Error));
        using var json = JsonDocument.Parse(done.Output);
        var entry = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("done", "discord", "7"), (entry.GetProperty("outcome").GetString(), entry.GetProperty("platform").GetString(), entry.GetProperty("personId").GetString()));
        Assert.Equal((0, string.Empty, "There is no such entry.\n"), (none.ExitCode, none.Output, none.Error));
    }

    [Fact]
    public async Task WhatCannotBeReadIsSaidAndNothingIsMade()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        var missing = await RunAsync(state);
        Assert.Equal(1, missing.ExitCode);
        Assert.StartsWith("There is no state at", missing.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(state.File));

        await File.WriteAllTextAsync(state.File, "This is no database, and long enough to be told apart from one.");
        var unreadable = await RunAsync(state);
        Assert.Equal(1, unreadable.ExitCode);
        Assert.StartsWith("The audit log cannot be read", unreadable.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(state, "--since", "soon")).ExitCode);
        Assert.Equal(2, (await RunAsync(state, "--count", "0")).ExitCode);
    }

    private static Task<ProgramRun> RunAsync(TestState state, params string[] arguments) =>
        ProgramRun.OfAsync("dotnet", [ProgramRun.Program, "audit", $"--State:ConnectionString={state.ConnectionString}", .. arguments], Repository.Root);
}
