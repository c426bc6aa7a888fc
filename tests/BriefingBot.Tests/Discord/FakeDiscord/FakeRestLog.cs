using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BriefingBot.Tests.Discord;

/// <summary>A request as it arrived.</summary>
/// <param name="Path">Below /api/v10/, without a slash before it and without the query.</param>
/// <param name="Query">With its question mark, or empty.</param>
/// <param name="Arrived">Since the clock's zero.</param>
internal sealed record RecordedRequest(
    string Method, string Path, string Query, ImmutableDictionary<string, string> Headers, byte[] Body, TimeSpan Arrived, string Protocol)
{
    /// <summary>The files of a multipart body, whose <c>payload_json</c> is then <see cref="Body"/>.</summary>
    public ImmutableArray<FakeUpload> Files { get; init; } = [];

    /// <summary>The body as JSON, or null where it is empty.</summary>
    public JsonNode? Json => Body.Length == 0 ? null : JsonNode.Parse(Body);

    public bool IsReadable
    {
        get
        {
            try
            {
                _ = Json;
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }

    public bool Is(string method, string path) => Method == method && Path == path;

    public override string ToString() => $"{Method} {Path}{Query}";
}

/// <summary>All requests in order of arrival, each of which can be waited for.</summary>
internal sealed class FakeRestLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly List<RecordedRequest> all = [];
    private readonly HashSet<RecordedRequest> taken = new(ReferenceEqualityComparer.Instance);
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether nothing is recorded from now on: a test that sends very much could not keep it.</summary>
    public bool IsOff { get; set; }

    public ImmutableArray<RecordedRequest> All
    {
        get
        {
            lock (gate)
            {
                return [.. all];
            }
        }
    }

    public void Add(RecordedRequest request)
    {
        if (IsOff)
        {
            return;
        }

        lock (gate)
        {
            all.Add(request);
            var waited = more;
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waited.SetResult();
        }
    }

    /// <summary>The first request that fits and that was not given out before; waits for it for half a minute.</summary>
    public async Task<RecordedRequest> NextAsync(Func<RecordedRequest, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task arrival;
            lock (gate)
            {
                if (all.Find(request => !taken.Contains(request) && fits(request)) is { } found)
                {
                    taken.Add(found);
                    return found;
                }

                arrival = more.Task;
            }

            try
            {
                await arrival.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"No such request came. These did: {string.Join(", ", All)}", late);
            }
        }
    }

    public Task<RecordedRequest> NextAsync(string method, string path) => NextAsync(request => request.Is(method, path));
}
