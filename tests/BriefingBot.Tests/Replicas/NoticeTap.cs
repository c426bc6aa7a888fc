using System.Collections.Concurrent;
using BriefingBot.Host.Replicas;
using BriefingBot.Tests.Discord;
using Dapper;
using Npgsql;

namespace BriefingBot.Tests.Replicas;

/// <summary>Hears what replicas tell each other, as one of them.</summary>
internal sealed class NoticeTap : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly CancellationTokenSource ends = new();
    private readonly ConcurrentQueue<string> payloads = new();
    private Task listening = Task.CompletedTask;

    private readonly string connectionString;

    private NoticeTap(string connectionString) => (this.connectionString, connection) = (connectionString, new(connectionString + ";Pooling=False"));

    /// <summary>As they were sent, in their order.</summary>
    public IReadOnlyList<string> Payloads => [.. payloads];

    public IReadOnlyList<ReplicaNotice> Notices => [.. payloads.Select(ReplicaNotice.Read)];

    public static async Task<NoticeTap> StartAsync(string connectionString)
    {
        var tap = new NoticeTap(connectionString);
        tap.connection.Notification += (_, told) => tap.payloads.Enqueue(told.Payload);
        await tap.connection.OpenAsync();
        await using (var listen = new NpgsqlCommand($"listen {ReplicaNotice.Channel}", tap.connection))
        {
            await listen.ExecuteNonQueryAsync();
        }

        tap.listening = tap.ListenAsync();
        return tap;
    }

    /// <summary>Waits until a file was told of in a revision.</summary>
    public Task HearsAsync(Func<ServedFile, bool> isIt) => Eventually.IsAsync(() => Notices.Any(notice => notice.Files.Any(isIt)));

    /// <summary>Tells all replicas something.</summary>
    public async Task TellAsync(string payload)
    {
        await using var other = new NpgsqlConnection(connectionString + ";Pooling=False");
        await other.ExecuteAsync("select pg_notify(@Channel, @payload)", new { ReplicaNotice.Channel, payload });
    }

    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await listening;
        await connection.DisposeAsync();
        ends.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                await connection.WaitAsync(ends.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
