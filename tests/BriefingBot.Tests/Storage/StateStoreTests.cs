using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Host.Storage;
using BriefingBot.Tests.Discord;
using BriefingBot.Tests.Host;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Storage;

public sealed class StateStoreTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task TwoProcessesMayBringTheTablesUpToDateAtOnce(Database database)
    {
        await using var state = await TestState.NewAsync(database);

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => state.OpenAsync())));

        Assert.Null(await state.Subscriptions(stores[3]).FindAsync("abc123", CancellationToken.None));
        await (await state.OpenAsync()).ReadyAsync(CancellationToken.None);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TablesOfANewerVersionAreRefusedInASentence(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var store = await state.OpenAsync();
        await store.WriteAsync(transaction => transaction.Connection!.ExecuteAsync("insert into migrations (number) values (999)", transaction: transaction), CancellationToken.None);

        var refused = await Assert.ThrowsAsync<StateRefusedException>(() => state.OpenAsync());

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecondProcessOnOneFileIsRefusedInASentence()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        state.New().Hold();

        var run = await ProgramRun.OfAsync(
            "dotnet", [ProgramRun.Program, "--urls=http://127.0.0.1:0", $"--State:ConnectionString={state.ConnectionString}"], Path.GetTempPath());

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"BriefingBot cannot start:\n- Another process is using “{state.File}”; a SQLite file serves one process. End that one, or give this one another file by State:ConnectionString, or use PostgreSQL for several.\n", run.Error);
    }

    [Fact]
    public async Task AFileIsFreeAgainOnceItsProcessEnded()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        var first = state.New();
        first.Hold();
        Assert.Throws<StateRefusedException>(() => state.New().Hold());

        await first.DisposeAsync();

        state.New().Hold();
    }

    [UnixFact]
    public async Task TheStateIsForItsOwnerAlone()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        var store = state.New();
        store.Hold();
        await store.OpenAsync(CancellationToken.None);
        await state.Subscriptions(store).AddAsync(Samples.Subscription(), CancellationToken.None);

        var files = Directory.GetFiles(Path.GetDirectoryName(state.File)!);

        Assert.Contains(state.File + "-wal", files);
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode));
        }
    }

    [Fact]
    public async Task AFolderThatCannotBeMadeIsSaidInASentence()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        await File.WriteAllTextAsync(state.File, "no folder");

        var refused = Assert.Throws<StateRefusedException>(() => StateFile.Hold(Path.Combine(state.File, "state.db")));

        Assert.Contains("cannot be written", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALockedFileIsAnOutageAndThenWorksAgain()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        var ledger = await state.LedgerAsync(";Default Timeout=1");
        Task<Occurrence?> ClaimAsync() => ledger.ClaimAsync(Samples.Key, Samples.Now, "me", Samples.Now, Samples.Now.AddMinutes(1), again: false, CancellationToken.None);
        await using (var other = new SqliteConnection(state.ConnectionString))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await Assert.ThrowsAsync<StateUnavailableException>(ClaimAsync);
            Assert.Empty(await ledger.LogAsync("abc123", 1, CancellationToken.None));
        }

        Assert.NotNull(await ClaimAsync());
    }

    [Fact]
    public async Task AFullDiskIsAnOutageAndThenWorksAgain()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        await state.LedgerAsync();
        var store = await state.OpenAsync();
        var ledger = new DeliveryLedger(store);

        // The nearest to a full disk that every machine has; it holds for the pooled connection, which is used next.
        async Task LimitAsync(int pages)
        {
            await using var connection = await store.Source.OpenConnectionAsync();
            await connection.ExecuteAsync($"pragma max_page_count = {pages}");
        }

        await ledger.ClaimAsync(Samples.Key, Samples.Now, "me", Samples.Now, Samples.Now.AddMinutes(1), again: false, CancellationToken.None);
        Task<bool> FinishAsync() => ledger.FinishAsync(Samples.Key, "me", OccurrenceState.Failed, new string('x', 100_000), Samples.Now, null, CancellationToken.None);
        await LimitAsync(1);
        await Assert.ThrowsAsync<StateUnavailableException>(FinishAsync);
        await LimitAsync(1_000_000);

        Assert.True(await FinishAsync());
    }

    [Theory, OnPostgres]
    public async Task AServerThatIsGoneForAWhileIsAnOutageAndThenWorksAgain(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        await state.LedgerAsync();
        var store = await state.OpenAsync();
        var ledger = new DeliveryLedger(store);
        await ledger.ClaimAsync(Samples.Key, Samples.Now, "me", Samples.Now, Samples.Now.AddMinutes(1), again: false, CancellationToken.None);

        await PostgresServer.LetConnectAsync(state.ConnectionString, isAllowed: false);
        for (var tries = 0; tries < 3; tries++)
        {
            await Assert.ThrowsAsync<StateUnavailableException>(() => ledger.SeenAsync("abc123", CancellationToken.None));
            await Assert.ThrowsAsync<StateUnavailableException>(() => ledger.RenewAsync(Samples.Key, "me", Samples.Now, CancellationToken.None));
        }

        await Assert.ThrowsAsync<StateUnavailableException>(() => state.OpenAsync());
        await PostgresServer.LetConnectAsync(state.ConnectionString, isAllowed: true);
        Assert.True(await ledger.RenewAsync(Samples.Key, "me", Samples.Now, CancellationToken.None));
    }

    [Fact]
    public async Task ReadersAreAnsweredWhileTheServerIsNotThereAndTheLogNamesNoHost()
    {
        var log = new CapturedLog();
        await using var bot = await RunningBot.StartAsync(
            ["--State:ConnectionString=Host=127.0.0.1;Port=1;Database=bot;Username=somebody;Password=hunter2", "--Serilog:MinimumLevel:Default=Information"],
            builder => builder.Logging.ClearProviders().AddProvider(log));

        var reply = await bot.AskAsync("/brief china-nk economics");
        var refused = await bot.AskAsync("/flag china-nk economics It is wrong");

        Assert.Equal(("done", "failed"), (reply.GetProperty("outcome").GetString(), refused.GetProperty("outcome").GetString()));
        await Eventually.IsAsync(() => log.Text.Contains("The state store cannot be reached, so there are no digests", StringComparison.Ordinal));
        Assert.Contains("A command was refused, because the state store cannot be reached: NpgsqlException: SocketException ConnectionRefused", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1:1 ", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", log.Text, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AFaultOfOursIsNoOutage(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var store = await state.OpenAsync();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.ReadAsync(connection => connection.ExecuteAsync("select * from nothing"), CancellationToken.None));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.ReadAsync(connection => connection.ExecuteAsync("selct 1"), CancellationToken.None));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync("insert into seen (subscription) values (null)", transaction: transaction), CancellationToken.None));
    }

    [Theory]
    [InlineData("08006", true)]
    [InlineData("25006", true)]
    [InlineData("28P01", true)]
    [InlineData("3D000", true)]
    [InlineData("40P01", true)]
    [InlineData("53300", true)]
    [InlineData("55P03", true)]
    [InlineData("57P03", true)]
    [InlineData("58030", true)]
    [InlineData("22001", false)]
    [InlineData("23505", false)]
    [InlineData("25P02", false)]
    [InlineData("42601", false)]
    [InlineData("42501", false)]
    [InlineData("XX000", false)]
    public void WhatPostgresCallsAFailureSaysWhoseItIs(string code, bool isOutage) =>
        Assert.Equal(isOutage, StateOutage.Is(new InvalidOperationException("Quartz wraps it.", new Npgsql.PostgresException("It names the host.", "ERROR", "ERROR", code))));

    [Theory]
    [InlineData(5, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(26, true)]
    [InlineData(1, false)]
    [InlineData(19, false)]
    [InlineData(20, false)]
    [InlineData(21, false)]
    public void WhatSqliteCallsAFailureSaysWhoseItIs(int code, bool isOutage) => Assert.Equal(isOutage, StateOutage.Is(new SqliteException("It names the file.", code)));

    [Fact]
    public void AnOutageIsLoggedByItsKindsAndCodes() => Assert.Equal(
        ("PostgresException 57P03", "SqliteException 14", "NpgsqlException: SocketException HostNotFound"),
        (
            StateOutage.Of(new Npgsql.PostgresException("secret", "ERROR", "ERROR", "57P03")).Kind,
            StateOutage.Of(new SqliteException("secret", 14)).Kind,
            StateOutage.Of(new Npgsql.NpgsqlException("secret", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound))).Kind));

    [Theory, OnPostgres]
    public async Task AServerThatIsThereLaterThanTheBotIsFound(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        await PostgresServer.LetConnectAsync(state.ConnectionString, isAllowed: false);
        await using var bot = await RunningBot.StartAsync($"--State:ConnectionString={state.ConnectionString}");
        var subscriptions = bot.App.Services.GetRequiredService<ISubscriptions>();
        await Assert.ThrowsAsync<StateUnavailableException>(() => subscriptions.FindAsync("abc123", CancellationToken.None));

        await PostgresServer.LetConnectAsync(state.ConnectionString, isAllowed: true);

        await bot.App.Services.GetRequiredService<StateStore>().ReadyAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Null(await subscriptions.FindAsync("abc123", CancellationToken.None));
    }

    [Fact]
    public async Task ABotKeepsItsSubscriptionsWhenItIsStoppedAndStartedAgain()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        for (var start = 0; start < 2; start++)
        {
            await using var bot = await RunningBot.StartAsync($"--State:ConnectionString={state.ConnectionString}");
            var subscriptions = bot.App.Services.GetRequiredService<ISubscriptions>();
            Assert.Equal(start == 1, await subscriptions.FindAsync("abc123", CancellationToken.None) is not null);
            if (start == 0)
            {
                await subscriptions.AddAsync(Samples.Subscription(), CancellationToken.None);
            }
        }
    }

    [Fact]
    public async Task BeforeTheStateIsThereItIsAnOutageAndNotAWait()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        await File.WriteAllTextAsync(state.File, "This is no database, and long enough to be seen as one that is not.");
        var store = state.New(";Pooling=False");
        await Assert.ThrowsAsync<StateUnavailableException>(() => store.OpenAsync(CancellationToken.None));

        await Assert.ThrowsAsync<StateUnavailableException>(() => state.Subscriptions(store).FindAsync("abc123", CancellationToken.None));

        File.Delete(state.File);
        await store.OpenAsync(CancellationToken.None);
        Assert.Null(await state.Subscriptions(store).FindAsync("abc123", CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("data/briefingbot.db")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x.db;Mode=Memory;Password=hunter2")]
    [InlineData("Data Source=x.db;Hostt=hunter2")]
    [InlineData("Host=db;Pasword=hunter2")]
    [InlineData("Host=db;Port=hunter2")]
    [InlineData("Host=;Password=hunter2")]
    public void ASettingThatNamesNoDatabaseIsRefusedWithoutBeingShown(string connectionString)
    {
        var result = new StateOptionsValidator().Validate(null, new() { ConnectionString = connectionString });

        Assert.StartsWith("State:ConnectionString names no database", Assert.Single(result.Failures!), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=data/briefingbot.db", false)]
    [InlineData("data source=/tmp/x.db;Default Timeout=5", false)]
    [InlineData("Host=db;Database=bot;Username=bot;Password=x", true)]
    [InlineData("Server=db,db2;Database=bot", true)]
    public void TheSettingSaysWhichDatabaseItIs(string connectionString, bool isPostgres) =>
        Assert.Equal(isPostgres, StateDatabase.Of(connectionString) is StateDatabase.Postgres);
}
