using BriefingBot.Tests.Storage;

namespace BriefingBot.Tests.Replicas;

/// <summary>Two replicas that share a database and a folder, as <see cref="ReplicaRig.Folder"/> makes it.</summary>
internal sealed class ReplicaPair : IAsyncDisposable
{
    private readonly TestState state;
    private readonly TestFolder folder;
    private readonly List<ReplicaRig> replicas = [];

    private ReplicaPair(TestState state, TestFolder folder) => (this.state, this.folder) = (state, folder);

    public string ConnectionString => state.ConnectionString;

    public static async Task<ReplicaPair> StartAsync(Database database, int topics = 1)
    {
        var pair = new ReplicaPair(await TestState.NewAsync(database), ReplicaRig.Folder(topics));
        try
        {
            pair.replicas.Add(await ReplicaRig.StartAsync(pair.state, pair.folder));
            pair.replicas.Add(await ReplicaRig.StartAsync(pair.state, pair.folder));
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public void Deconstruct(out ReplicaRig one, out ReplicaRig other, out TestFolder folder) => (one, other, folder) = (replicas[0], replicas[1], this.folder);

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in replicas.AsEnumerable().Reverse())
        {
            await replica.DisposeAsync();
        }

        folder.Dispose();
        await state.DisposeAsync();
    }
}
