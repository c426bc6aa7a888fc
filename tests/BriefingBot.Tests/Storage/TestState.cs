using System.Reflection;
using BriefingBot.Host.Digests;
using BriefingBot.Host.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit.Sdk;

namespace BriefingBot.Tests.Storage;

/// <summary>The two databases that every test of the state runs over.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>A new, empty database for one test, and the stores that it opened on it, each as a process would.</summary>
internal sealed class TestState : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("state-");
    private readonly List<StateStore> stores = [];
    private readonly List<DigestSchedule> schedules = [];

    private TestState(string? connectionString) => ConnectionString = connectionString ?? $"Data Source={File}";

    public string ConnectionString { get; }

    /// <summary>SQLite's file.</summary>
    public string File => Path.Combine(folder.FullName, "state.db");

    public static async Task<TestState> NewAsync(Database database) => new(database is Database.Postgres ? await PostgresServer.NewDatabaseAsync() : null);

    /// <summary>A store that is ready.</summary>
    public async Task<StateStore> OpenAsync(string more = "")
    {
        var store = New(more);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    /// <summary>The ledger in a store that is ready, where the subscription of <see cref="Samples"/> is; it has no schedule.</summary>
    public async Task<DeliveryLedger> LedgerAsync(string more = "")
    {
        var store = await OpenAsync(more);
        await store.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                """
                insert into subscriptions (id, platform, community, channel, topics, time, zone, days, content, creator, creator_name, created, state, since)
                values (@Id, @Platform, @Community, @Channel, @Topics, @Time, @Zone, @Days, @Content, @Creator, @CreatorName, @Created, @State, @Since)
                on conflict (id) do nothing
                """,
                SubscriptionRow.Of(Samples.Subscription()), transaction),
            CancellationToken.None);
        return new(store);
    }

    /// <summary>A store that was not opened yet.</summary>
    /// <param name="more">More for the connection string, such as <c>;Default Timeout=1</c>.</param>
    public StateStore New(string more = "")
    {
        var store = new StateStore(Options.Create(new StateOptions { ConnectionString = ConnectionString + more }));
        lock (stores)
        {
            stores.Add(store);
        }

        return store;
    }

    /// <summary>The subscriptions in a store, with a schedule that does not fire.</summary>
    public Subscriptions Subscriptions(StateStore store)
    {
        var schedule = new DigestSchedule(store, TimeProvider.System, NullLoggerFactory.Instance, new ServiceCollection().BuildServiceProvider());
        schedules.Add(schedule);
        return new(store, schedule);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var schedule in schedules)
        {
            await schedule.DisposeAsync();
        }

        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}

/// <summary>Runs a theory on SQLite.</summary>
internal sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Database.Sqlite]];
}

/// <summary>Runs a theory on PostgreSQL, where that is installed or everything is to be tested.</summary>
internal sealed class OnPostgresAttribute : DataAttribute
{
    public override string? Skip
    {
        get => PostgresServer.Missing;
        set => throw new NotSupportedException();
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Database.Postgres]];
}
