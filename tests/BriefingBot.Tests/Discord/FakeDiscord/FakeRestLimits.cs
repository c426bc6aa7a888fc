using System.Globalization;
using BriefingBot.Host.Discord.Rest;

namespace BriefingBot.Tests.Discord;

/// <summary>A limit of a bucket: the requests it holds for, how many in a window, and the bucket's name.</summary>
internal sealed record FakeLimit(Func<RecordedRequest, bool> Fits, int Limit, TimeSpan Window, string Hash);

/// <summary>Discord's buckets (Discord R88): a fixed window for each name and top-level resource.</summary>
internal sealed class FakeRestLimits
{
    private readonly Lock gate = new();
    private readonly List<FakeLimit> limits = [];
    private readonly Dictionary<(string Hash, string Resource), (TimeSpan Ends, int Used)> windows = [];
    private int exceeded;

    /// <summary>How many requests were more than a bucket allowed.</summary>
    public int Exceeded => Volatile.Read(ref exceeded);

    /// <summary>Sets a limit; of several that fit a request, the last one set holds. Without any there are no headers.</summary>
    public void Set(Func<RecordedRequest, bool> fits, int limit, TimeSpan window, string hash)
    {
        lock (gate)
        {
            limits.Add(new(fits, limit, window, hash));
        }
    }

    /// <summary>Counts a request.</summary>
    /// <returns>The headers for its answer, and how long to wait where there were too many.</returns>
    public (List<(string Name, string Value)> Headers, double? RetryAfter) Count(RecordedRequest request)
    {
        lock (gate)
        {
            if (limits.FindLast(limit => limit.Fits(request)) is not { } limit)
            {
                return ([], null);
            }

            var key = (limit.Hash, RestRoute.Resource(request.Path));
            if (!windows.TryGetValue(key, out var window) || request.Arrived >= window.Ends)
            {
                window = (request.Arrived + limit.Window, 0);
            }

            window.Used++;
            windows[key] = window;
            var resetAfter = (window.Ends - request.Arrived).TotalSeconds;
            var isTooMuch = window.Used > limit.Limit;
            exceeded += isTooMuch ? 1 : 0;
            return (
                [
                    ("X-RateLimit-Limit", limit.Limit.ToString(CultureInfo.InvariantCulture)),
                    ("X-RateLimit-Remaining", Math.Max(0, limit.Limit - window.Used).ToString(CultureInfo.InvariantCulture)),
                    ("X-RateLimit-Reset", "1470173023.123"),
                    ("X-RateLimit-Reset-After", resetAfter.ToString("0.000", CultureInfo.InvariantCulture)),
                    ("X-RateLimit-Bucket", limit.Hash),
                ],
                isTooMuch ? resetAfter : null);
        }
    }
}
