namespace BriefingBot.Host.Discord.Rest;

/// <summary>
/// Stops requests that can only do harm: those with the bot's token once Discord has refused it, and all but first answers
/// after 1,000 of the 10,000 invalid requests in ten minutes for which it shuts the bot's address out (Discord R92).
/// </summary>
internal sealed class Breaker(TimeProvider time)
{
    public const int MostInvalid = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Queue<TimeSpan> invalid = new();
    private bool isTokenRefused;

    public bool IsTokenRefused
    {
        get
        {
            lock (gate)
            {
                return isTokenRefused;
            }
        }
    }

    /// <summary>Whether too much was invalid in the last ten minutes.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return invalid.Count >= MostInvalid && time.GetElapsedTime(0) - invalid.Peek() < Window;
            }
        }
    }

    /// <returns>Whether that one has opened it.</returns>
    public bool AddInvalid()
    {
        lock (gate)
        {
            var wasOpen = IsOpen;
            // The last thousand say all that is asked: whether they all lie within ten minutes.
            if (invalid.Count >= MostInvalid)
            {
                invalid.Dequeue();
            }

            invalid.Enqueue(time.GetElapsedTime(0));
            return IsOpen && !wasOpen;
        }
    }

    /// <returns>Whether that is news.</returns>
    public bool RefuseToken()
    {
        lock (gate)
        {
            var isNews = !isTokenRefused;
            isTokenRefused = true;
            return isNews;
        }
    }
}
