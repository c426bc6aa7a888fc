using System.Net;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>
/// Interactions that Discord says are over or never were, the last of them: they are not asked again, as each time counts
/// against the bot (Discord R45, R92).
/// </summary>
internal sealed class DeadWebhooks
{
    private const int Most = 1_024;

    private readonly Lock gate = new();
    private readonly HashSet<string> known = [];
    private readonly Queue<string> inOrder = new();

    /// <summary>Whether an answer to a webhook says so. The status decides, since not every answer has a code (Discord R7).</summary>
    public static bool IsSaidBy(HttpResponseMessage response, ReadOnlySpan<byte> body) =>
        response.StatusCode is HttpStatusCode.Unauthorized
        || (response.StatusCode is HttpStatusCode.NotFound && RestError.CodeOf(body) != ErrorCode.UnknownMessage);

    public bool Contains(string webhook)
    {
        lock (gate)
        {
            return known.Contains(webhook);
        }
    }

    public void Add(string webhook)
    {
        lock (gate)
        {
            if (known.Add(webhook))
            {
                inOrder.Enqueue(webhook);
                if (inOrder.Count > Most)
                {
                    known.Remove(inOrder.Dequeue());
                }
            }
        }
    }
}
