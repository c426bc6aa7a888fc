namespace BriefingBot.Host.Discord.Rest;

/// <summary>Requests of one method and route to one top-level resource, and the bucket that they were last told to be in.</summary>
internal sealed class Lane(string resource, WaitingLine line)
{
    public string Resource => resource;

    public WaitingLine Line => line;

    public Bucket Bucket { get; set; } = new();

    /// <summary>How many requests wait in it or are in flight.</summary>
    public int Users { get; set; }
}

/// <summary>
/// All buckets and the way to them (Discord R88, R96). What is idle is dropped, so that tokens which are used once leave
/// nothing behind, and there is an end to how many there can be.
/// </summary>
internal sealed class BucketTable(TimeProvider time, WaitingCount waiting)
{
    private const int MostLanes = 16_384;
    private const int FewLanes = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Lane> lanes = [];
    private readonly Dictionary<(string Hash, string Resource), Bucket> buckets = [];
    private int nextSweep = FewLanes;

    /// <summary>How many there are, for tests.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return lanes.Count + buckets.Count;
            }
        }
    }

    /// <summary>The lane of a request, to be given back; null where there are too many already.</summary>
    public Lane? Rent(HttpMethod method, string route)
    {
        var resource = RestRoute.Resource(route);
        var key = $"{method} {resource} {RestRoute.Template(route)}";
        lock (gate)
        {
            if (!lanes.TryGetValue(key, out var lane))
            {
                if (lanes.Count >= nextSweep || buckets.Count >= nextSweep)
                {
                    Sweep();
                }

                if (lanes.Count >= MostLanes)
                {
                    return null;
                }

                lanes[key] = lane = new(resource, new(time, waiting));
            }

            lane.Users++;
            return lane;
        }
    }

    /// <summary>Gives a lane back.</summary>
    public void Return(Lane lane)
    {
        lock (gate)
        {
            lane.Users--;
        }
    }

    /// <summary>Takes a place in the lane's bucket, or says what to wait for.</summary>
    public Hold TryTake(Lane lane, out Bucket bucket)
    {
        lock (gate)
        {
            bucket = lane.Bucket;
            return bucket.TryTake(time.GetElapsedTime(0));
        }
    }

    /// <summary>Gives a place in a bucket back after its request is over.</summary>
    /// <param name="response">The answer; null where there was none.</param>
    /// <param name="limited">What it asks for, where it is a 429 that is not global.</param>
    public void Learn(Lane lane, Bucket taken, HttpResponseMessage? response, RateLimited? limited)
    {
        var told = response is null ? null : BucketHeaders.Read(response);
        lock (gate)
        {
            var now = time.GetElapsedTime(0);
            var bucket = taken;
            if (told is { } headers)
            {
                bucket = headers.Hash.Length == 0 ? taken : Named(headers.Hash, lane);
                lane.Bucket = bucket;

                // In a 429 for another reason than the bucket's own limit these are somebody else's figures (Discord R89).
                if (limited is null)
                {
                    bucket.Learn(headers, now);
                }
            }
            else if (response is { IsSuccessStatusCode: true })
            {
                bucket.LearnNoLimit();
            }

            if (limited?.Wait is { } wait)
            {
                bucket.Block(now + wait);
            }

            taken.Release();
        }
    }

    private Bucket Named(string hash, Lane lane)
    {
        if (!buckets.TryGetValue((hash, lane.Resource), out var bucket))
        {
            // The lane's own, so that what is still in flight in it keeps counting; unless that has another name already.
            bucket = lane.Bucket.IsNamed ? new() : lane.Bucket;
            bucket.IsNamed = true;
            buckets[(hash, lane.Resource)] = bucket;
        }

        return bucket;
    }

    // Each time at double the size, so that all sweeps together cost no more than what was added.
    private void Sweep()
    {
        var now = time.GetElapsedTime(0);
        foreach (var (key, lane) in lanes)
        {
            if (lane.Users == 0 && lane.Bucket.IsIdle(now))
            {
                lanes.Remove(key);
            }
        }

        var used = lanes.Values.Select(lane => lane.Bucket).ToHashSet();
        foreach (var (key, bucket) in buckets)
        {
            if (!used.Contains(bucket) && bucket.IsIdle(now))
            {
                buckets.Remove(key);
            }
        }

        nextSweep = Math.Clamp(Math.Max(lanes.Count, buckets.Count) * 2, FewLanes, MostLanes);
    }
}
