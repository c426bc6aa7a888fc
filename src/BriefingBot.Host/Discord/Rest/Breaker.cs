namespace BriefingBot.Host.Discord.Rest;

/// <summary>
/// Stops what needs the bot's token where sending it can only do harm: once Discord has refused the token, and after
/// 1,000 of the 10,000 invalid requests in ten minutes for which it shuts the bot's address out (Discord R92).
/// </summary>
internal sealed class Breaker(TimeProvider time)
{
    public const int MostInvalid = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Queue<TimeSpan> invalid = new();
    private bool isTokenRefused;

    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return isTokenRefused || (invalid.Count >= MostInvalid && time.GetElapsedTime(0) - invalid.Peek() < Window);
            }
        }
    }

    public void AddInvalid()
    {
        lock (gate)
        {
            // The last thousand say all that is asked: whether they all lie within ten minutes.
            if (invalid.Count >= MostInvalid)
            {
                invalid.Dequeue();
            }

            invalid.Enqueue(time.GetElapsedTime(0));
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
